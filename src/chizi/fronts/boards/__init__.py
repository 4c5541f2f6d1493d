"""Boards (看板): one question a page about the three zeros, from the province down to the event that broke one.

Pages: a region (map, table of the regions below, trend), the units behind each number, one unit with its story.
"""
