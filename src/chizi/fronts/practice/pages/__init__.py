"""What the pages of practice show, made from what the rooms answer."""
