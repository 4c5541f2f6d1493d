"""Journal (流水): the append-only record of every action.

Nouns: Entry (流水条目, canonical bytes and their RFC 6962 leaf hash), EntryContent (条目内容, erasable; the
entry keeps only a salted commitment to it), Pending (待入树, what the sequencer has not yet put into the
tree). Actors and objects are text: the journal knows no other room. Entries are never changed or deleted:
triggers in both databases refuse it, and `verify_entries` recomputes everything.
"""
