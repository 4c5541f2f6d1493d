"""Search (检索): an index of two-character words, on both databases.

Nouns: SearchText (检索文本, what a room wants found, normalised), gram (字组, one or two neighbouring characters,
or a word of letters and figures and its beginnings), Hit (命中), Segment (片段, a piece of a sentence that is or is
not a hit).

actions.index_text and remove_text run inside the transaction of the room whose text it is; queries.find answers
with the room's own keys, and the room decides who may see them. A term is found where it stands as it is: nothing
is guessed. SQLite keeps the grams in an FTS5 table, PostgreSQL in a text[] column with a GIN index.
"""
