"""Org (组织): who and where, and who may do what to which place.

Nouns: Region (行政区划), Agency (机关), Unit (创建主体: a judged village, community, enterprise or institution;
one row for each stretch of its register), Person (人员, the user), Post (职务), Grant (授权: role x region x
dates). A Scope (范围) is the part of the tree that a grant opens: one object gives both the check (`covers`)
and the query (`narrow`).
"""
