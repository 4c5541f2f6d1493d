"""Notices (通知): an inbox in the product, a digest at most once a day, mail and webhook as options.

Nouns: Notice (通知, a sentence for one person about one object), Address (收件设置, where and when a person wants
the digest, and how many notices are unread), Digest (每日摘要, what went out on a day).

The inbox is the truth; mail and webhook only say that something waits there. What waits is told, nobody is told to
come (R-05), and nobody sees when another has read something: a notice is read or not, without a time (R-02).
Notices carry no content of reports and no names of those who reported: they may leave the house by mail.
"""
