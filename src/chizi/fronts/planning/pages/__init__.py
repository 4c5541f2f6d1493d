"""What the pages of planning show, formatted."""
