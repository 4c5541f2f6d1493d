"""Overview (总览): read-only answers that span rooms. It has no tables and writes nothing.

Nouns: MyDay (今日, what waits for one person over all rooms), OpenWork (未办结, what somebody who leaves leaves
behind), Decisions (待决, publications and objections that wait), Standing (现状, the newest run as it concerns
somebody), Headline (要数, one family of units in it), Family (类, villages and communities, or enterprises and
institutions), MissingGroup (缺报, counties without a complete delivery, grouped), Soundness (体检, whether counts,
files and guards are as they must be: what the doctor asks).
"""
