"""Matters, their numbers, and what ties them together."""

from django.db import models
from django.db.models import F, Q

from chizi.matters.rules.matters import LINE_LENGTH, TITLE_LENGTH
from chizi.org.models import Party, Region


class Matter(models.Model):
    """One problem from its finding to its verified end. Fact and judgement are apart (S2-11).

    Who told the guidance group of it is nowhere in it (S2-41). ``due_on`` is the last day of the clock that runs in
    the present state, empty in a final one; ``demanded_on`` the day that the finding itself demands. ``version``
    grows with each step. The place is copied from the party.
    """

    kind = models.CharField(max_length=24)
    code = models.CharField(max_length=24, unique=True)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    city = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    county = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    town = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=TITLE_LENGTH)
    fact = models.TextField()
    judgement = models.TextField()
    basis = models.TextField(blank=True)
    demand = models.TextField(blank=True)
    severity = models.CharField(max_length=24)
    source = models.CharField(max_length=24)
    body_code = models.CharField(max_length=60, blank=True)
    body_name = models.CharField(max_length=120, blank=True)
    immediate = models.BooleanField(default=False)
    found_on = models.DateField()
    demanded_on = models.DateField(null=True, blank=True)
    raised_by = models.CharField(max_length=LINE_LENGTH)
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=24)
    open = models.BooleanField(default=True)
    since = models.DateTimeField()
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField(null=True, blank=True)
    remedied_at = models.DateTimeField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "serial"], name="matters_matter_number"),
            models.CheckConstraint(condition=~Q(fact="") & ~Q(judgement=""), name="matters_matter_fact"),
            models.CheckConstraint(condition=~Q(fact=F("judgement")), name="matters_matter_apart"),
            models.CheckConstraint(
                condition=Q(open=True, due_on__isnull=False) | Q(open=False, due_on__isnull=True),
                name="matters_matter_open_has_due",
            ),
            models.CheckConstraint(condition=~Q(raised_by=""), name="matters_matter_has_raiser"),
        ]
        indexes = [
            models.Index(fields=["city", "-id"]),
            models.Index(fields=["county", "-id"]),
            models.Index(fields=["town", "-id"]),
            models.Index(fields=["party", "-id"]),
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["open", "due_on"]),
            models.Index(fields=["party", "open", "due_on"]),
            models.Index(fields=["raised_by", "open"]),
        ]

    def __str__(self) -> str:
        return self.code


class Numbering(models.Model):
    """The last number given to a kind in a year; the row is the lock that keeps numbers without gaps."""

    kind = models.CharField(max_length=24)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="matters_numbering_once")]


class Link(models.Model):
    """Two matters that belong together. Links run between matters only, never by who told of them (R-20)."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=16, choices=[(one, one) for one in ("same", "follows", "part")])
    by = models.CharField(max_length=LINE_LENGTH)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "other", "relation"], name="matters_link_once"),
            models.CheckConstraint(condition=~Q(matter=F("other")), name="matters_link_two"),
        ]
