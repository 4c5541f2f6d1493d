"""Overview (总览): read-only answers that span rooms. It has no tables and writes nothing.

Nouns: Home (今日, what one person's day needs), Headline (要数, one family of units in the newest run), Family (类,
villages and communities, or enterprises and institutions), MissingGroup (缺报, counties without a complete
delivery, grouped), Soundness (体检, whether counts, files and guards are as they must be: what the doctor asks).
"""
