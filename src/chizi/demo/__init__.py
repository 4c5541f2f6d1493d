"""Demo (演示省): a whole province to look at, made through the rooms' own imports and actions.

No tables. The divisions, villages and communities are those of Shanxi; every enterprise, institution, person and
event is made up by a seeded generator and labelled synthetic. Nothing is written in: the generator delivers facts
as lead departments do, and the yardstick judges them. `chizi.demo.build.build_demo` makes it, in one transaction,
in an empty database only; `is_demo` recognises it.

Read in this order: rules (what the year 2020 must look like), divisions, enterprises and stories (who is judged),
hazards, petitions, accidents and cases (what happens), calibration (how much of it), facts (the departments' files),
bodies and cast (who works here); the office at work, in work: clock (the facts of 2021 on their days, all else around
today), staff, guidance and history, plans, tasks and byways, findings, told and evidence; a city bureau that learns:
officers, studying, learning, deeds, surveys; last build.
"""
