"""Views of the office: each translates, asks org once, and translates back."""
