"""Surveys (测评): independent opinion on what was done.

Nouns: Survey (测评), Sample (样本, drawn by nobody who is rated), Invitation (邀请, a token on a slip), Answer (答卷,
anonymous: it names no invitation), Estimate (估计值, with n, method and interval).
"""
