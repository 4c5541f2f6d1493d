"""Ground (地基): small rooms that know no domain: codes as text, no foreign keys, independent of each other."""
