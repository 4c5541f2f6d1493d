"""Reads of learn, split by noun."""

__all__: list[str] = []
