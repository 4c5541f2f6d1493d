"""What is read and watched: materials in versions, with their files and the passages one can link to."""

from django.db import models
from django.db.models import F, Q

from chizi.learn.rules.materials import (
    NOTE_LENGTH,
    REASON_LENGTH,
    SOURCE_LENGTH,
    TITLE_LENGTH,
    Audience,
    Classification,
    FilePart,
    MaterialKind,
    MaterialState,
)
from chizi.org.models import Party
from chizi.plan.models.placed import Placed


class Material(Placed):
    """Something to learn from (学习资料); the place is its owner's. ``latest`` numbers the versions from 1, ``shown``
    is the one that learners read (0: none yet). ``key`` is made by the form, so that sending twice makes one.
    """

    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=10, choices=[(one.value, one.name) for one in MaterialKind])
    title = models.CharField(max_length=TITLE_LENGTH)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=SOURCE_LENGTH)
    audience = models.CharField(max_length=8, choices=[(one.value, one.name) for one in Audience])
    state = models.CharField(max_length=9, default=MaterialState.DRAFT.value)
    latest = models.PositiveIntegerField(default=1)
    shown = models.PositiveIntegerField(default=0)
    created_by = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["region", "state", "-id"]),
            models.Index(fields=["county", "-id"]),
            models.Index(fields=["city", "-id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MaterialState.PUBLISHED.value) | Q(shown__gt=0),
                name="learn_material_shown",
            ),
            models.CheckConstraint(condition=Q(shown__lte=F("latest")), name="learn_material_versions"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"material:{self.pk}"


class MaterialVersion(models.Model):
    """One version of a material (资料版本), never changed once it is published.

    ``text`` is Markdown as it was written, ``html`` what became of it, sanitised. ``writers`` are all who worked on
    it: none of them publishes it or decides about ``marks``, the words of secrecy that were found in it. ``held`` is
    set when somebody decided that it is secret: nobody is shown it any more.
    """

    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=TITLE_LENGTH)
    source = models.CharField(max_length=SOURCE_LENGTH)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    classification = models.CharField(
        max_length=8, choices=[(one.value, one.name) for one in Classification if one != "secret"]
    )
    marks = models.JSONField(default=list)
    writers = models.JSONField(default=list)
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    edits = models.PositiveIntegerField(default=1)
    cleared_by = models.CharField(max_length=120, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    held = models.BooleanField(default=False)
    published_by = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="learn_material_version"),
            models.CheckConstraint(
                condition=~Q(classification=Classification.SECRET.value), name="learn_material_no_secret"
            ),
            models.CheckConstraint(
                condition=Q(published_by="") | ~Q(published_by=F("written_by")),
                name="learn_material_second_person",
            ),
        ]


class MaterialFile(models.Model):
    """A file of a version (资料附件): a document, a picture, a film or its captions."""

    version = models.ForeignKey(MaterialVersion, on_delete=models.CASCADE, related_name="files")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    part = models.CharField(max_length=8, choices=[(one.value, one.name) for one in FilePart])
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "digest"], name="learn_material_file")]
        indexes = [models.Index(fields=["digest"])]


class Passage(models.Model):
    """A piece of a version that can be linked to (条文): an article of a law, or what stands below a heading."""

    version = models.ForeignKey(MaterialVersion, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    anchor = models.CharField(max_length=40)
    title = models.CharField(max_length=TITLE_LENGTH)
    level = models.PositiveSmallIntegerField()
    under = models.CharField(max_length=TITLE_LENGTH, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "anchor"], name="learn_passage_anchor")]
        indexes = [models.Index(fields=["version", "position"])]


class MaterialReader(models.Model):
    """A party whose people may read a material that is not for everybody at its place (资料阅读范围)."""

    material = models.ForeignKey(Material, on_delete=models.CASCADE, related_name="readers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["material", "party"], name="learn_material_reader")]
