"""Evaluation (评价): whose facts, which rule, which result.

Nouns: Delivery (交付, what a lead department hands in), CriteriaVersion (标准版本), Snapshot (快照: the register and
the deliveries a run saw), Run (评价运行), Figure (数字: counts by place, slice and period), Status (状态: one unit,
one zero, one period, kept only where it differs from its county's default), Reason (破零原因: the event and the
rule row that spoke), Coverage (覆盖: where a complete delivery is missing). The judging itself is the yardstick's.
"""
