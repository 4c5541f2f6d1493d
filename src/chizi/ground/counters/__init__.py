"""Counters (计数器): maintained counts, so that no page counts over the province.

A Counter (计数) is a number under a board's name and a key, both text. Whoever changes the rows changes the
counter in the same transaction.
"""
