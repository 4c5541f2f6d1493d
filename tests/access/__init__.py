"""Who may open what: the matrix of pages, roles and places, and the agreement of check and query."""
