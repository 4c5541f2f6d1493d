"""The board: places and parties in the order of codes, what is asked, and where it stalls. No ranks."""

from datetime import date

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from chizi.fronts.kit.dues import due_html
from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import count, instant_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row
from chizi.learn.queries import ItemFigure, ObjectiveFigure, PlaceFigure, ProgressBoard

WIDTH = 1000


def share_html(done: int, asked: int) -> SafeString:
    """So many of so many, in words above a bar; a dash where nothing is asked."""
    if asked <= 0:
        return mark_safe("–")
    words = gettext("%(done)s of %(asked)s") % {"done": count(done), "asked": count(asked)}
    width = min(done, asked) * WIDTH // asked
    drawn = mark_safe(  # noqa: S308 - numbers are ours, the words are escaped
        f'<svg class="shares" viewBox="0 0 {WIDTH} 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}"><rect class="fill-achieved" width="{width}" height="8"/></svg>'
    )
    return format_html('<span class="share"><span>{}</span>{}</span>', words, drawn)


def board_href(region: str = "", campaign: str = "") -> str:
    """The board of a place."""
    asked = {name: value for name, value in (("campaign", campaign), ("region", region)) if value}
    address = reverse("progress:home")
    return f"{address}?{urlencode(asked)}" if asked else address


def party_href(code: str, campaign: str = "", page: str = "party") -> str:
    """A page of a party."""
    address = reverse(f"progress:{page}", args=[code])
    return f"{address}?{urlencode({'campaign': campaign})}" if campaign else address


def above(board: ProgressBoard) -> list[tuple[str, str]]:
    """The way down from the highest place that the viewer may see."""
    return [(one.name, board_href(one.code, board.campaign)) for one in board.above]


def figures(board: ProgressBoard) -> list[Figure]:
    """Done, applied, stalled; each with what it is of and how it is counted."""
    whole = board.whole
    people = gettext("%(people)s people in %(parties)s parties") % {
        "people": count(whole.people),
        "parties": count(whole.parties),
    }
    return [
        Figure(
            gettext("Done"),
            count(whole.done),
            of=gettext("of %(asked)s asked") % {"asked": count(whole.asked)},
            why=[
                SumLine(gettext("Things asked"), count(len(board.items))),
                SumLine(gettext("Asked of whom"), people),
                SumLine(gettext("Asked in all"), count(whole.asked), total=True),
                SumLine(gettext("Done"), count(whole.done)),
            ],
            rule=_counting(board),
        ),
        Figure(
            gettext("Applied and confirmed"),
            count(whole.applied),
            of=gettext("in real matters and tasks"),
            rule=gettext("Learning counts as applied only when somebody else has confirmed it (S1-04)."),
        ),
        Figure(
            gettext("Past its day, not done"),
            count(whole.stalled or 0),
            of=gettext("where help may be needed"),
            rule=gettext("Things whose last day has passed, and people who have not done them."),
        ),
    ]


def _counting(board: ProgressBoard) -> str:
    """How what is asked and done is counted, and as of when."""
    rule = gettext(
        "Each thing counts once for each person it is asked of. Those exempted are not counted. What is done is counted"
        " as it comes in."
    )
    if board.counted_at is None:
        return rule
    as_of = gettext("How many are asked is as of %(when)s; it is counted anew when people or tasks change.")
    return f"{rule} {as_of % {'when': instant_text(board.counted_at)}}"


def place_list(board: ProgressBoard) -> ListPage:
    """The places directly below, each opening its own board."""
    return ListPage(
        title=gettext("Places below %(place)s, in the order of their codes") % {"place": board.region.name},
        columns=[
            Column(gettext("Place")),
            Column(gettext("Learners"), gettext("of parties"), number=True),
            Column(gettext("Done"), gettext("of what is asked")),
            Column(gettext("Past its day"), gettext("not done"), number=True),
            Column(gettext("Applied"), gettext("and confirmed"), number=True, wide=True),
        ],
        rows=[
            Row(
                board_href(one.code, board.campaign),
                one.name,
                [
                    format_html('{} <span class="of">{}</span>', count(one.people), count(one.parties)),
                    share_html(one.done, one.asked),
                    count(one.stalled or 0),
                    count(one.applied),
                ],
                key=one.code,
            )
            for one in board.places
        ],
        exports=exports(board),
        ident="places",
    )


def party_list(board: ProgressBoard, next_href: str = "", first_href: str = "") -> ListPage:
    """Parties by their codes."""
    return ListPage(
        title=gettext("Parties of %(place)s, in the order of their codes") % {"place": board.region.name},
        columns=[
            Column(gettext("Party")),
            Column(gettext("Learners"), number=True),
            Column(gettext("Done"), gettext("of what is asked")),
            Column(gettext("Applied"), gettext("and confirmed"), number=True, wide=True),
        ],
        rows=[_party_row(one, board.campaign) for one in board.parties],
        next_href=next_href,
        first_href=first_href,
        exports=exports(board),
        blank=Blank(
            gettext("No parties here"),
            gettext("Public bodies whose people learn stand here once they are in the register."),
        ),
        ident="parties",
    )


def _party_row(one: PlaceFigure, campaign: str) -> Row:
    cells = [count(one.people), share_html(one.done, one.asked), count(one.applied)]
    return Row(party_href(one.code, campaign), one.name, cells, key=one.code)


def exports(board: ProgressBoard) -> list[tuple[str, str]]:
    """The board as files."""
    query = urlencode({"campaign": board.campaign, "region": board.region.code})
    return [
        (word, f"{reverse('progress:export', args=[form])}?{query}")
        for word, form in (("Excel", "xlsx"), ("CSV", "csv"))
    ]


def item_list(board: ProgressBoard, today: date) -> ListPage:
    """Thing by thing, the earliest due first."""
    return ListPage(
        title=gettext("What is asked, thing by thing"),
        columns=[
            Column(gettext("What is asked")),
            Column(gettext("Task"), wide=True),
            Column(gettext("Until")),
            Column(gettext("Done"), gettext("of the people asked")),
        ],
        rows=[_item_row(one, today) for one in board.items],
        total=ngettext("%(count)s thing", "%(count)s things", len(board.items)) % {"count": len(board.items)},
        blank=Blank(
            gettext("Nothing is asked yet"),
            gettext("What a task of this campaign asks to be learned stands here, with how far it has come."),
        ),
        ident="items",
    )


def _item_row(one: ItemFigure, today: date) -> Row:
    return Row(
        reverse("planning:task", args=[one.task_id]),
        one.title,
        [one.task, due_cell(one.due, today, one.done >= one.asked), share_html(one.done, one.asked)],
    )


def due_cell(due: date, today: date, settled: bool) -> SafeString | str:
    """The due day; its colour only while something is still to be done."""
    left = (due - today).days
    return due_html(due, left, "" if settled else "red" if left < 0 else "blue")


def objective_list(objectives: tuple[ObjectiveFigure, ...]) -> ListPage:
    """Objective by objective, by their codes."""
    return ListPage(
        title=gettext("What has been mastered, objective by objective"),
        columns=[
            Column(gettext("Learning objective")),
            Column(gettext("Mastered"), gettext("of all learners here")),
        ],
        rows=[Row("", one.title, [share_html(one.met, one.people)], key=one.code) for one in objectives],
        blank=Blank(
            gettext("No objectives yet"),
            gettext("Objectives stand here once a paper that is asked has questions about them."),
        ),
        ident="objectives",
    )
