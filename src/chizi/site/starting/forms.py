"""What the first day's page asks for."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from chizi.core.words import N_
from chizi.core.zones import fixed_offset
from chizi.org.models.people import USERNAME
from chizi.org.rules import ADMINISTRATORS, AgencyKind, Role
from chizi.site.signing.forms import say_what_is_missing
from chizi.site.starting.setup_code import is_code

SHIPPED, UPLOADED = "shipped", "uploaded"
SHIPPED_PROVINCE = "14"  # Shanxi: the divisions that come with the product
FIRST_ZONE = "Asia/Shanghai"
ROLES = {
    Role.SYSTEM_ADMIN: N_("System administrator: registers people and bodies"),
    Role.SECURITY_ADMIN: N_("Security administrator: gives and ends roles"),
    Role.AUDITOR: N_("Auditor: reads all records, changes nothing"),
}
DEPARTMENTS = {
    AgencyKind.POLITICAL_LEGAL_COMMISSION: N_("Political and legal commission (seat of the office)"),
    AgencyKind.PETITIONS_OFFICE: N_("Lead department for zero petitions"),
    AgencyKind.EMERGENCY_MANAGEMENT: N_("Lead department for zero accidents"),
    AgencyKind.POLICE: N_("Lead department for zero cases"),
}
USUAL_NAMES = {
    AgencyKind.POLITICAL_LEGAL_COMMISSION: N_("Provincial political and legal commission"),
    AgencyKind.PETITIONS_OFFICE: N_("Provincial petitions office"),
    AgencyKind.EMERGENCY_MANAGEMENT: N_("Provincial department of emergency management"),
    AgencyKind.POLICE: N_("Provincial department of public security"),
}


@cache
def zones() -> tuple[str, ...]:
    """Zones of Asia whose offset never shifts (ADR 4), Shanghai first."""
    found = []
    for name in sorted(available_timezones()):
        if not name.startswith("Asia/"):
            continue
        try:
            fixed_offset(name)
        except ValueError:
            continue
        found.append(name)
    return (FIRST_ZONE, *(name for name in found if name != FIRST_ZONE))


class FirstDayForm(forms.Form):
    """The office, its divisions, its three administrators and its lead departments, on one page."""

    setup_code = forms.CharField(
        label=_("Setup code"),
        max_length=60,
        help_text=_("It stands on the console where Chizi was started, and in the file setup-code there."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    name = forms.CharField(
        label=_("Name of the office"), max_length=120, help_text=_("As it shall stand on printed slips.")
    )
    province_code = forms.CharField(
        label=_("Code of the province"), max_length=12, initial="140000", help_text=_("Such as 140000.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        initial=FIRST_ZONE,
        choices=lambda: [(name, name) for name in zones()],
        help_text=_("Days, months and due dates are counted in it. It stays as it is."),
    )
    divisions = forms.ChoiceField(
        label=_("Which divisions"),
        initial=SHIPPED,
        choices=[
            (SHIPPED, _("Shanxi, as shipped with Chizi (down to villages)")),
            (UPLOADED, _("from the file below")),
        ],
    )
    file = forms.FileField(
        label=_("File of divisions"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "CSV or Excel (.xlsx) with the columns code, name, level, parent_code; only if chosen above."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in ADMINISTRATORS:
            self.fields[f"{role}-username"] = forms.CharField(
                label=_("User name"),
                max_length=40,
                validators=[USERNAME],
                widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
            )
            self.fields[f"{role}-name"] = forms.CharField(label=pgettext("person", "Name"), max_length=80)
        for kind in DEPARTMENTS:
            self.fields[f"{kind}-name"] = forms.CharField(
                label=_("Name"), max_length=80, initial=gettext(USUAL_NAMES[kind])
            )
            self.fields[f"{kind}-code"] = forms.CharField(
                label=_("Code"), max_length=40, initial=kind.value.replace("_", "-")
            )
        say_what_is_missing(self)

    def administrators(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(what the role does, its fields) for the page."""
        return [
            (gettext(ROLES[role]), [self[f"{role}-username"], self[f"{role}-name"]])
            for role in ADMINISTRATORS
        ]

    def departments(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (gettext(words), [self[f"{kind}-name"], self[f"{kind}-code"]])
            for kind, words in DEPARTMENTS.items()
        ]

    def clean_setup_code(self) -> str:
        code = str(self.cleaned_data["setup_code"])
        if not is_code(code):
            raise forms.ValidationError(gettext("This is not the code that the console shows."))
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen, code = cleaned.get("divisions"), str(cleaned.get("province_code", ""))
        if chosen == SHIPPED and code and not code.startswith(SHIPPED_PROVINCE):
            self.add_error(
                "divisions", gettext("Only the divisions of Shanxi (14) are shipped; choose a file.")
            )
        if chosen == UPLOADED and not cleaned.get("file") and "file" not in self.errors:
            self.add_error("file", gettext("Choose the file of divisions."))
        return cleaned
