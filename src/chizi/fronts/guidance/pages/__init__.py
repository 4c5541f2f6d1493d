"""What the pages of guidance show, built from the answers of queries."""
