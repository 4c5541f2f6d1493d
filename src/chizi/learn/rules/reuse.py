"""One record that serves several programmes (S1-28): entered once, referred to n times. Pure."""

RECORDS = frozenset({"lecture", "service", "application"})
"""What can be referred to."""
ADDRESSES = {"lecture": "/practice/lectures/%d/", "service": "/practice/services/%d/",
             "application": "/practice/applications/%d/"}  # fmt: skip


def address(kind: str, number: int) -> str:
    """Where the record can be read."""
    return ADDRESSES[kind] % number
