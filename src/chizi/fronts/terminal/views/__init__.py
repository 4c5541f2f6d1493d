"""Views of the terminal."""
