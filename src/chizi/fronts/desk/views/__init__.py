"""Views of the desk: read the request, ask the rooms, at most one write, draw."""
