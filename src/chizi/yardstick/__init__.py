"""The yardstick (尺子): facts in, judgement and reasons out, by a versioned public rule.

Zero (零上访、零事故、零案件), Body (the lead department that owns a zero, 牵头部门), Period (month or year, 月、年),
Criteria (rule rows as data, 认定规则), Judgement (statuses, breaks, figures, 判定结果), Explanation (why, 理由).

A pure library on Ibis and DuckDB. It knows neither Django nor any other room: tables come in, tables go out.
The rule itself, to the second, is docs/rules/three-zero.md; ``tests/oracle.py`` is a second reading of that page
in another engine, and both must agree. Instants are naive local wall-clock times of the product's time zone.
"""
