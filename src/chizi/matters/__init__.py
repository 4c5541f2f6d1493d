"""Matters (事项): one ledger of problems; one folder for each kind."""
