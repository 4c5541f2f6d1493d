"""What a record serves: campaigns and tasks that refer to it (S1-28)."""

from collections.abc import Sequence

from django.utils.translation import gettext

from chizi.fronts.kit.formats import instant_html
from chizi.fronts.kit.lists import Column, ListPage, Row
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.words import RESULTS, USES
from chizi.learn.queries.reuse import UseOfRecord


def use_list(uses: Sequence[UseOfRecord]) -> ListPage:
    """The programmes that a record serves."""
    return ListPage(
        title=gettext("What it serves"),
        columns=[
            Column(gettext("Programme")),
            Column(gettext("Kind")),
            Column(gettext("State")),
            Column(gettext("Since"), wide=True),
        ],
        rows=[
            Row(
                one.href,
                one.title,
                [
                    said(USES, one.kind),
                    said(RESULTS, one.state) if one.state else "–",
                    instant_html(one.used_at),
                ],
            )
            for one in uses
        ],
        sentence=[gettext("entered once, referred to")],
        ident="uses",
    )
