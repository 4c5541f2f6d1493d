"""What people write into the library. The actions check everything again; here each fault gets its field."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chizi.core.refusals import Refusal
from chizi.fronts.kit.drafts import Draft
from chizi.fronts.library.words import AUDIENCES, CLASSIFICATIONS, CONSENTS, choices
from chizi.learn.actions import CaseDraft, MaterialDraft, StoryDraft
from chizi.learn.rules.materials import (
    LONGEST_TEXT,
    NOTE_LENGTH,
    REASON_LENGTH,
    SOURCE_LENGTH,
    TITLE_LENGTH,
)
from chizi.org.abilities import Actor
from chizi.org.queries import find_parties

ACCEPTED = ".md,.txt,.docx,.pdf,.jpg,.jpeg,.png,.webp,.gif,.mp4,.webm,.vtt"
MOST_READERS = 200
CASE = ("decision", "decided_on", "lesson", "redacted", "names")
STORY = ("person", "consent_by", "consent_from", "consent_on", "happened_on", "post", "age")


class MaterialFiles(forms.ClearableFileInput):
    """A file input that takes several files at once, of the kinds that a material may have."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ACCEPTED, "class": "file-input"})


def files_field(help_text: Any) -> forms.FileField:
    """Where files are chosen; several at once."""
    return forms.FileField(label=_("Files"), required=False, widget=MaterialFiles, help_text=help_text)


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=False, widget=widget, input_formats=["%Y-%m-%d"], help_text=help_text
    )


def _line(label: Any, most: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


class MaterialForm(forms.Form):
    """A version of a material: what it is, who may read it, whether it holds a secret."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    edits = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6, localize=False)
    owner = forms.ChoiceField(label=_("Kept by"))
    classification = forms.ChoiceField(
        label=_("Does it hold a secret?"),
        widget=forms.RadioSelect,
        help_text=_(
            "Say this first. What is secret is not stored here at all. Internal is what only those named below read."
        ),
    )
    title = _line(_("Title"), TITLE_LENGTH, required=True)
    source = _line(
        _("Source"),
        SOURCE_LENGTH,
        required=True,
        help_text=_("Who issued or made it: number and day of the document, or the unit."),
    )
    person = _line(_("Whom it tells of"), 80)
    consent_by = forms.ChoiceField(label=_("Who agreed that it is told"), required=False)
    consent_from = _line(
        _("Name of who agreed, and how"),
        120,
        help_text=_("Such as: the wife, in writing; the paper lies with the political department."),
    )
    consent_on = _day(_("Agreed on"))
    happened_on = _day(_("Day of the death on duty, or of the deed"))
    post = _line(_("Post held then"), 120)
    age = forms.IntegerField(label=_("Age then"), required=False, min_value=16, max_value=119, localize=False)
    decision = _line(
        _("Decision that concluded the case"),
        120,
        help_text=_(
            "Number of the judgement or of the decision of discipline. Nothing pending is told here."
        ),
    )
    decided_on = _day(_("Decided on"))
    lesson = _line(_("What there is to learn from it"), 500)
    names = forms.CharField(
        label=_("Names that must not appear"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line. Text and files are searched for them, and for ID and telephone numbers. The list is not kept."
        ),
    )
    redacted = forms.BooleanField(
        label=_("Names and everything else by which a person can be known are taken out, in pictures too"),
        required=False,
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "Plain text or Markdown: # before a heading, an empty line between paragraphs. Articles (第十二条 …) "
            "can be linked to. Leave it empty to take the text of a Word file or PDF."
        ),
    )
    audience = forms.ChoiceField(label=_("Who may read it"), widget=forms.RadioSelect)
    readers = forms.CharField(
        label=_("Parties whose people may read it"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, by name or code. Only where not everybody at the place may read it."),
    )
    note = _line(_("What is new in this version"), NOTE_LENGTH)

    def __init__(
        self,
        *args: Any,
        kind: str,
        owners: Sequence[tuple[str, str]],
        viewer: Actor,
        now: datetime,
        first: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.viewer, self.now = kind, viewer, now
        self.drafts: list[Draft] = []
        self.fields["files"] = files_field(
            _(
                "Word, PDF, text, pictures; a film (MP4 or WebM) with its captions (.vtt). "
                "Without captions a film is not published."
            )
        )
        self._offer("owner", list(owners))
        self._offer("classification", choices(CLASSIFICATIONS))
        self._offer("audience", choices(AUDIENCES))
        self._offer("consent_by", [("", gettext("Please choose")), *choices(CONSENTS)])
        self.fields["key"].initial = uuid4().hex
        self.fields["edits"].initial = 0
        self.fields["audience"].initial = "place"
        unwanted = [name for name in CASE if kind != "cautionary"]
        unwanted += [name for name in STORY if kind not in ("role_model", "honour")]
        unwanted += ["happened_on", "post", "age"] if kind == "role_model" else []
        unwanted += ["note"] if first else ["owner"]
        for name in set(unwanted):
            del self.fields[name]
        if kind == "film":
            self.fields["text"].label = _("What the film is about")

    def _offer(self, name: str, found: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(found)

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields a person sees, the files apart."""
        return [one for one in self if not one.is_hidden and one.name != "files"]

    def clean_readers(self) -> list[str]:
        """Codes of the parties that the lines name."""
        lines = [line.strip() for line in self.cleaned_data["readers"].splitlines() if line.strip()]
        return [_code_of(self._find, line) for line in dict.fromkeys(lines[: MOST_READERS + 1])]

    def _find(self, words: str) -> Sequence[Any]:
        return find_parties(self.viewer, words, now=self.now)

    def draft(self) -> MaterialDraft:
        """What the actions take."""
        given = self.cleaned_data
        case = {name: given[name] for name in CASE if name in given}
        story = {name: given[name] for name in STORY if name in given}
        return MaterialDraft(
            title=given["title"],
            source=given["source"],
            text=given["text"],
            classification=given["classification"],
            note=given.get("note", ""),
            audience=given["audience"],
            readers=given["readers"],
            files={one.digest: one.name for one in self.drafts},
            case=CaseDraft(**case) if case else None,
            story=StoryDraft(**story) if story else None,
        )


def _code_of(finder: Callable[[str], Sequence[Any]], line: str) -> str:
    """The one party that a line names, as "name · code", name or code. Raises ValidationError."""
    code = line.rpartition(" · ")[2].strip()[:120]
    try:
        found = list(finder(code))
    except Refusal:
        found = []
    same = [one for one in found if code in (one.code, one.name)] or found
    if len(same) != 1:
        raise forms.ValidationError(
            gettext("“%(line)s” names no party, or several. Write its code, such as agency:1401-police.")
            % {"line": line[:60]}
        )
    return str(same[0].code)


class ReasonForm(forms.Form):
    """A step with its reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays readable in the journal."),
    )


class SecrecyForm(ReasonForm):
    """What a second person found about words that may mean a secret."""

    verdict = forms.ChoiceField(
        label=_("What did you find?"),
        widget=forms.RadioSelect,
        choices=[
            ("free", _("no secret: the words are only spoken of, or the mark was lifted")),
            ("secret", _("it is secret: hold it back from everybody at once")),
        ],
    )
    field_order = ("verdict", "reason")


class LawsForm(forms.Form):
    """Files of laws, and for whom they are kept."""

    owner = forms.ChoiceField(label=_("Kept by"))

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"] = files_field(
            _("All files of the folder at once: .md, .txt or .docx, a law each.")
        )
        field = self.fields["owner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(owners)
