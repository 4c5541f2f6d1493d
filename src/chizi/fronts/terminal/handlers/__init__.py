"""What comes back from a phone, one file a noun."""

from chizi.fronts.terminal.handlers import (
    applications,
    attempts,
    corrections,
    objections,
    reflections,
    results,
    suggestions,
)

__all__ = ["applications", "attempts", "corrections", "objections", "reflections", "results", "suggestions"]
