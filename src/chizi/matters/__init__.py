"""Matters (事项): one ledger of problems from their finding to their verified end; one folder for each kind.

Nouns: Matter (事项), Step (步骤, who did what and when; never changed), Clock (时限, the due day with its sum),
Evidence (佐证, a file by its digest, in versions), Link (关联, between matters only), Numbering (编号).
A kind (种类) is a folder in `kinds`: states, steps, clocks, fields and notices as data, checked at start. Whoever
mends a matter never closes it (R-31); how many were found is neither praise nor blame (R-32).
"""
