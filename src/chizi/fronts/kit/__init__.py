"""Kit (前台公用): what every front's pages are made of: frames, list, figure, status, forms, error pages, keys.

A front describes what to show with the small dataclasses of `lists`, `figures` and `statuses`; the templates in
`templates/kit` draw them. `rail` is the hook by which a front puts itself into the left rail.
"""
