"""Sessions (会话): where somebody is signed in now. A row goes when its session ends, and nothing of it stays.

A session names its person, so that he can see and end his own, and whoever left is found at once. When and from
what kind of device it began stands in its signed content, not in a column: no table answers how often or for how
long somebody was signed in (R-02).
"""
