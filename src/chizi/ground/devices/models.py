"""Tables of this room."""

from django.db import models


class Device(models.Model):
    """A phone or tablet on which one person works off-line (终端); the device made its own id.

    ``secret`` is our half of the key to what lies on it: empty once it is destroyed, and then nobody can read that
    any more. It belongs to one sign-in, named by ``session`` (a mark in its content, no key to it), which runs out at
    ``session_until``. No time of last contact is kept (R-02).
    """

    id = models.UUIDField(primary_key=True)
    person = models.CharField(max_length=120)
    name = models.CharField(max_length=80)
    secret = models.BinaryField(max_length=32, blank=True)
    session = models.CharField(max_length=64, blank=True)
    session_until = models.DateTimeField()
    registered_on = models.DateField()
    wipe_ordered_at = models.DateTimeField(null=True, blank=True)
    wipe_ordered_by = models.CharField(max_length=120, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        return f"device:{self.pk}"

    @property
    def held(self) -> bool:
        """Whether what lies on it can still be read there."""
        return bool(self.secret)

    @property
    def to_wipe(self) -> bool:
        """Whether it has been told to forget everything and has not yet said that it did."""
        return self.wipe_ordered_at is not None and self.wiped_at is None


class Parcel(models.Model):
    """One step taken off-line (数据包), under an id that the device made: the same one again gets the same answer.

    ``verdict`` is empty when it was accepted, else what was said: code, text, field. What was in it stands with the
    room that took it.
    """

    id = models.UUIDField(primary_key=True)
    device = models.ForeignKey(Device, db_index=False, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    verdict = models.JSONField(default=dict)
    taken_on = models.DateField()
