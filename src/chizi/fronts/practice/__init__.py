"""Practice (学用实践): applications, lectures, service items, venues, directives."""
