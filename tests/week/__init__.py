"""The first week of a real office, played through its pages from an empty database."""
