"""Suggestions (意见建议): what users say about the product itself, on any screen (R-12).

Nouns: Suggestion (意见, a complaint or a proposal about one page, with an answer).
"""
