"""Surviving a bad night: the drill, kills in the middle of writing, full disks."""
