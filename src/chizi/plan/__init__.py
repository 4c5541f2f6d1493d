"""Plan (方案): who must do what by when, and on what basis."""
