"""What the pages of study show, put together from the queries."""
