"""The list of objectives."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.learn.queries import ObjectiveLine


def objective_rows(found: Sequence[ObjectiveLine]) -> ListPage:
    """Objectives by code, each with its questions in use."""
    return ListPage(
        title=gettext("Objectives"),
        columns=[
            Column(gettext("What the learner can show")),
            Column(gettext("Code")),
            Column(gettext("Questions in use"), number=True),
            Column(gettext("State"), wide=True),
        ],
        rows=[
            Row(
                reverse("study:objective_rename", args=[one.id]),
                one.title,
                [
                    one.code,
                    link(f"{reverse('study:questions')}?objective={one.code}", str(one.questions)),
                    gettext("withdrawn") if one.withdrawn else gettext("in use"),
                ],
            )
            for one in found
        ],
        blank=Blank(
            gettext("Nothing is to be mastered yet"),
            gettext("Write down what a learner can show; questions and papers then ask for it."),
        ),
    )
