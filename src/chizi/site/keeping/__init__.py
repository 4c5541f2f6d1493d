"""Keeping (保全): backups, bringing them back, upgrades, and watching the room that is left.

`archive` is the one file of a backup and its manifest; `snapshots` reads the database at one instant and `loading`
brings it back; `stores` names the files that rows name; `saving`, `restoring` and `upgrading` put these together;
`space` measures; `commands` is what a person types.
"""
