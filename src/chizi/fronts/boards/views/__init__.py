"""Views of the boards: read the choice, ask one query, draw."""
