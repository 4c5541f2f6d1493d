"""What a publication says about its tables and its method, in both languages."""

from django.utils import translation
from django.utils.translation import gettext

from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.publish.bundle import TableWords

LANGUAGES = {"zh-Hans": "zh-hans", "en": "en"}
"""Language tag in the file: language of the translations."""

METHOD = N_(
    "A village or workplace keeps a zero in a period when no event that counts under the published rule falls into"
    " it and the lead department's complete data for every month is there. Facts come from the lead departments"
    " only: petitions from the petitions office, accidents from emergency management, cases from the police. A"
    " petition settled in time never breaks the zero. The rate is the number of units that kept the zero divided by"
    " all units in scope; undecided and pending units are shown beside it and make it provisional. Missing data is"
    " never counted as zero."
)

RESULTS_METHOD = N_(
    "Results of public bodies, never of persons. Learning counts as done when its outcome is there (read, a paper"
    " passed, an objective mastered) and as applied when somebody else has confirmed that it was used in real work;"
    " minutes, log-ins and points are not kept at all. Whoever was let off for leave, illness or duty is not counted."
    " Opinions come from samples drawn by somebody who is not rated; each says how many were asked and how many"
    " answered. Numbers about fewer than five people are withheld."
)

TITLES = {
    "learning_results": N_("What the parties of the campaign have come to"),
    "opinions": N_("What independent people said"),
    "figures": N_("Figures by place, period and slice"),
    "deliveries": N_("Deliveries of the lead departments that the figures stand on"),
    "grass_roots_load": N_("What the grass roots are asked for: open items by city and county"),
}

ZEROS = {
    "petition": N_("zero petitions"),
    "accident": N_("zero accidents"),
    "case": N_("zero cases"),
    "three_zero": N_("three zeros together"),
}
STATUSES = {
    "achieved": N_("%(zero)s: units that kept it"),
    "broken": N_("%(zero)s: units that broke it"),
    "disputed": N_("%(zero)s: units still undecided"),
    "pending": N_("%(zero)s: units with data missing or the period not over"),
}
COUNTS = {
    "fatal_accidents": N_("fatal accidents"),
    "deaths": N_("deaths in accidents"),
    "criminal_cases": N_("criminal cases"),
    "public_order_cases": N_("public-order cases"),
    "petitions_in_time": N_("petitions settled in time"),
    "petitions_late": N_("petitions settled late or not at all"),
    "rows": N_("rows accepted"),
}
COUNT_MEANING = N_("number of events; empty where it is withheld")


def bilingual(text: str) -> dict[str, str]:
    """An English msgid in each language; nothing for nothing."""
    if not text:
        return {}
    said = {}
    for tag, language in LANGUAGES.items():
        with translation.override(language):
            said[tag] = gettext(text)
    return said


def table_words(table: Dataset) -> TableWords:
    """Title of a table, title and meaning of its columns."""
    columns = {}
    for column in table.columns:
        title = _column_title(column.name) or bilingual(column.title)
        meaning = COUNT_MEANING if column.name in COUNTS else column.meaning
        columns[column.name] = (title, bilingual(meaning))
    return TableWords(bilingual(TITLES.get(table.name, table.name)), columns)


def _column_title(name: str) -> dict[str, str]:
    if name in COUNTS:
        return bilingual(COUNTS[name])
    zero, _, status = name.rpartition("_")
    if zero not in ZEROS or status not in STATUSES:
        return {}
    zeros, statuses = bilingual(ZEROS[zero]), bilingual(STATUSES[status])
    return {tag: statuses[tag] % {"zero": zeros[tag]} for tag in LANGUAGES}
