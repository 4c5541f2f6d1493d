"""Tables of the journal. Triggers that refuse UPDATE and DELETE of entries stand in the first migration."""

from django.db import models


class Entry(models.Model):
    """One action. ``entry`` are the canonical bytes, ``leaf`` their RFC 6962 hash; the rest is for look-up."""

    entry = models.BinaryField()
    leaf = models.BinaryField(max_length=32, unique=True)
    object = models.CharField(max_length=120)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object", "seq"], name="journal_entry_chain")]
        indexes = [models.Index(fields=["unit", "id"]), models.Index(fields=["kind", "id"])]


class EntryContent(models.Model):
    """What the action said. Deleting this row (and its salt) erases the content; the entry stays provable."""

    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, primary_key=True, related_name="content_row"
    )
    salt = models.BinaryField(max_length=16)
    content = models.JSONField()


class Pending(models.Model):
    """Entries that the sequencer has not yet put into the tree. It empties this table; nobody pages by id."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="+")
