"""The terminal as a telephone meets it, judged by Lighthouse."""
