"""Beside Kolibri, a learning platform for places without the Internet: both served, both asked, in one run."""
