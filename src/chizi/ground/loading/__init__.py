"""Loading (批量装载): many rows into one table at once, inside the caller's transaction.

The object mapper builds an instance a row; at 660,000 rows that alone takes half a minute. Here rows are plain
tuples: one prepared statement on SQLite, COPY on PostgreSQL.
"""
