"""Learning (学习教育): what is to be known, who has shown that he knows it, and where it was applied.

Nouns: Material (学习资料, in versions), Objective (学习目标), Question (题目), Paper (试卷), Attempt (作答),
LearningItem (学习项目: what a task asks to be learned), Outcome (学习结果), Mastery (掌握情况),
Application (学用结合记录), Lecture (党课), ServiceItem (实事项目), Directive (学习通知),
Sign (走形式迹象, for a human look).

Outcomes are what was mastered, done and applied; never minutes, log-ins, streaks or points (R-01 to R-05), and no
person is ranked anywhere (R-03).
"""
