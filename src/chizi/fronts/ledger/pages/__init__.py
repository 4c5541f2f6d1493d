"""What the pages of the ledger show, built from what the queries answer."""
