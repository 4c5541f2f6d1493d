"""Office (设置): people, their roles, public bodies, and one's own page. It shows and asks; org decides.

`drafts` keeps an uploaded sheet between the dry run and the confirmation; `words` says in plain sentences what
each role and ability means.
"""
