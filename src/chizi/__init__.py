"""Chizi (尺子): one ruler, from plan to published result.

The rooms and the one direction in which they may import each other are written down in pyproject.toml
(import-linter) and in CONTRIBUTING.md.
"""

__version__ = "0.1.0"
