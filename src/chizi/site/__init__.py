"""Site (站点): the composition root: settings, urls, wsgi, sign-in adapters, supervisor and the chizi command.

Nothing imports this room; it imports every other.
"""
