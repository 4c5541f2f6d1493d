"""Public pages: what was published, the rule in words, and how to check both; no account, no cookie, no script."""
