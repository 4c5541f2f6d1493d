"""What is kept. Names, objects and who may see a file belong to the rooms."""

from django.db import models


class StoredFile(models.Model):
    """A sanitised content; ``digest`` is its SHA-256 and its place on the disk. ``pages`` can be shown."""

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()


class HandedFile(models.Model):
    """The SHA-256 of bytes as they were handed in, and what was kept of them."""

    digest = models.CharField(max_length=64, primary_key=True)
    kept = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()


class Upload(models.Model):
    """A large file on its way in (续传): what has come lies on the disk, and how much that is only the disk knows.

    ``mark`` is what the sender's browser knows of the file, so that the same one is gone on with; ``kept`` is set
    when it is finished.
    """

    id = models.UUIDField(primary_key=True)
    actor = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    mark = models.CharField(max_length=80, blank=True)
    begun_at = models.DateTimeField()
    kept = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["actor", "begun_at"])]
