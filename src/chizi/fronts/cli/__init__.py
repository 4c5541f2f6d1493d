"""Command line (命令行): the `chizi` command: what scripts and the person at the machine use.

`app` is the command tree and its guard: every failure becomes one sentence and an exit code (0 done, 1 refused
input, 2 wrong usage, 70 a fault of ours, 130 stopped). `words` speaks the reader's language without Django,
`house` opens the rooms and brings the database up to date, `answers` keeps standard output pure for `--json`.
Rooms are imported inside the commands, after the house is open: `chizi verify` never opens it.
"""
