"""The way of a fact, from the delivery to a file that anybody can check, as people go it; and every page."""
