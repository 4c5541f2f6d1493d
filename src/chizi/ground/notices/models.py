"""Tables of the inbox. People are text references ("person:lin"); no row says when somebody read something."""

from django.db import models

from chizi.ground.notices import rules


class Address(models.Model):
    """A person's inbox: how many notices are unread, and where and when the digest goes, if anywhere."""

    ref = models.CharField(max_length=120, primary_key=True)
    email = models.EmailField(max_length=200, blank=True, default="")
    webhook = models.CharField(max_length=500, blank=True, default="")
    quiet_from = models.TimeField(default=rules.QUIET_FROM)
    quiet_until = models.TimeField(default=rules.QUIET_UNTIL)
    digest_hour = models.PositiveSmallIntegerField(default=rules.DIGEST_HOUR)
    unread = models.PositiveIntegerField(default=0)
    told = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email="") | models.Q(webhook=""), name="notices_address_one_way"
            ),
            models.CheckConstraint(condition=models.Q(digest_hour__lte=23), name="notices_address_hour"),
        ]


class Notice(models.Model):
    """A sentence for one person. ``about`` names the object, so that an unread older one is replaced."""

    ref = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=400)
    params = models.JSONField(default=dict)
    href = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=120, blank=True)
    made_at = models.DateTimeField()
    read = models.BooleanField(default=False)
    pushed = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["ref", "read", "-id"], name="notices_inbox"),
            models.Index(fields=["ref", "about"], condition=models.Q(read=False), name="notices_about"),
        ]


class Digest(models.Model):
    """What went out to a person on a day; the constraint is R-05: at most one."""

    ref = models.CharField(max_length=120)
    day = models.DateField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rules.State])
    until = models.BigIntegerField()
    count = models.PositiveIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ref", "day"], name="notices_digest_once_a_day")]
        indexes = [models.Index(fields=["state", "next_at"], name="notices_digest_waiting")]
