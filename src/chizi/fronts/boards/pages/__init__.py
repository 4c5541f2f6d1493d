"""From an answer of evaluation's queries to what a template draws: texts, addresses, cells. No reads here."""
