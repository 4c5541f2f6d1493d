"""Guidance (督导): bodies, guidance groups, meetings, instructions, regulations."""
