"""Publish (发布): freeze, redact, sign, and let anyone check without us.

Nouns: Publication (发布物, a result with a number and versions), Manifest (清单, what was signed),
Correction (更正, a new version that says why). A publication file (发布文件) holds tables, rule and signature.
`bundle` makes and checks such files and needs no database; `rules` says what is withheld; `actions` needs
two people: one proposes, another approves.
"""
