"""The commands, split by what they do; each module mounts its own on the tree."""
