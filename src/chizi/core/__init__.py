"""Core (基础): what every room stands on; pure Python that knows no Django.

Nouns: Refusal (拒绝, a named error that can be shown to a person), Dataset (数据集, a table with the meaning
of its columns), Merkle tree (默克尔树), Scope (范围, a part of the province), words marked for translation.
"""
