"""Rules of surveys, split by noun. Pure: no Django, no clock."""
