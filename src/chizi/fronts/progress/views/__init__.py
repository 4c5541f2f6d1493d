"""Views of progress."""
