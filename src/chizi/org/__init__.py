"""Org (组织): who and where, and who may do what to which place.

Nouns: Region (行政区划), Agency (机关), Unit (创建主体: a judged village, community, enterprise or institution;
one row for each stretch of its register), Party (对象: whatever can be assigned, visited or asked), Person (人员,
the user), Post (职务), Tie (亲属关系申报), Grant (授权: role x region x dates, bound to a party for those who act as
one), Invitation (凭条: first passwords and resets), Office (开张: the one row of a real office). A Scope (范围) is
the part of the tree that a grant opens: one object gives both the check (`covers`) and the query (`narrow`).
"""
