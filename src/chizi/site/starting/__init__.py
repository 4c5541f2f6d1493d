"""The first day (开张) in a browser: the page that does what `chizi init` does, behind a code from the console."""
