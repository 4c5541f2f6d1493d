"""What the pages of progress show."""
