"""Notices (通知): an inbox in the product, a digest at most once a day, mail and webhook as options."""
