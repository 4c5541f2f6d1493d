"""Lectures and their coverage: lists, one lecture, the board, the files to take away."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from chizi.core.dataset import Column as DataColumn
from chizi.core.dataset import Dataset
from chizi.core.words import N_
from chizi.fronts.kit.figures import Figure, SumLine
from chizi.fronts.kit.formats import count, day_text
from chizi.fronts.kit.lists import Blank, Column, ListPage, Row, link
from chizi.fronts.kit.vocabulary import said
from chizi.fronts.practice.pages.showing import Fact, Told, Way, dataset, exports, paging, way
from chizi.fronts.practice.words import LECTURES
from chizi.learn.queries import Coverage, LectureList, LecturePage
from chizi.learn.queries.lectures import LackingPage
from chizi.learn.rules.lectures import TARGET

COLUMNS = (
    DataColumn("number", "integer", N_("Number")),
    DataColumn("day", "date", N_("Day")),
    DataColumn("topic", "text", N_("Topic")),
    DataColumn("leader", "text", N_("Leader")),
    DataColumn("party", "text", N_("Party")),
    DataColumn("audience", "text", N_("Audience")),
    DataColumn("others", "integer", N_("Other parties served")),
    DataColumn("state", "text", N_("State")),
)
BOARD = (
    DataColumn("code", "text", N_("Place code")),
    DataColumn("place", "text", N_("Place")),
    DataColumn("covered", "integer", N_("Parties whose head lectured")),
    DataColumn("parties", "integer", N_("Parties in all")),
    DataColumn("share", "decimal", N_("Share in per cent")),
)


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """From the list down."""
    return [(pgettext("tab", "Lectures"), reverse("practice:lectures")), *more]


def lecture_list(
    request: HttpRequest, found: LectureList, words: Sequence[str], *, records: bool
) -> ListPage:
    """Some lectures."""
    rows = [
        Row(
            reverse("practice:lecture", args=[one.id]),
            one.topic,
            [day_text(one.held_on), one.leader, one.party, count(one.others), said(LECTURES, one.state)],
        )
        for one in found.lectures
    ]
    where = (gettext("Record a lecture"), reverse("practice:lecture_new")) if records else ("", "")
    return ListPage(
        title=gettext("Lectures"),
        columns=[
            Column(gettext("Topic")),
            Column(gettext("Day")),
            Column(gettext("Leader")),
            Column(gettext("Party")),
            Column(gettext("Other parties served"), number=True, wide=True),
            Column(gettext("State"), wide=True),
        ],
        rows=rows,
        sentence=words,
        exports=exports(request, "lectures_export"),
        blank=Blank(
            gettext("No lecture yet"),
            gettext("A lecture by the principal leader of a party is recorded here by those who act for it."),
            *where,
        ),
        **paging(request, found.after),
    )


def lecture_data(found: LectureList, words: Sequence[str], now: datetime) -> Dataset:
    """The list as a file."""
    rows = [
        (
            one.id,
            one.held_on,
            one.topic,
            one.leader,
            one.party,
            one.audience,
            one.others,
            said(LECTURES, one.state),
        )
        for one in found.lectures
    ]
    return dataset("lectures", COLUMNS, rows, words, now)


def facts(found: LecturePage) -> list[Fact]:
    """Who, when, before whom."""
    one = found.lecture
    return [
        (gettext("Leader"), one.leader.name),
        (gettext("Party"), one.party.name),
        (gettext("Day"), day_text(one.held_on)),
        (gettext("Audience"), one.audience),
        (gettext("Written down by"), found.recorded_by),
    ]


def story(found: LecturePage) -> list[Told]:
    """That it was recorded, and withdrawn."""
    one = found.lecture
    told = [Told(said(LECTURES, "recorded"), found.recorded_by, one.recorded_at)]
    if one.reason:
        told.append(Told(said(LECTURES, "withdrawn"), "", None, [(gettext("Reason"), one.reason)]))
    return told


def ways(found: LecturePage) -> list[Way]:
    """What those who keep the record may do."""
    if not found.may_keep:
        return []
    number = found.lecture.pk
    return [
        way(gettext("Let it serve a programme"), "use", "lecture", number,
            why=gettext("Entered once; referred to instead of typed again.")),
        way(gettext("Let it count for another party"), "lecture_share", number, why=gettext("Only with a reason.")),
        way(gettext("Withdraw it"), "lecture_withdraw", number),
    ]  # fmt: skip


def served(found: LecturePage) -> ListPage:
    """The parties that it counts for."""
    return ListPage(
        title=gettext("Parties it counts for"),
        columns=[Column(gettext("Party")), Column(gettext("Why"))],
        rows=[
            Row("", one.party.name, [gettext("its own head lectured") if one.own else one.reason])
            for one in found.parties
        ],
        ident="served",
    )


def board_figure(found: Coverage) -> Figure:
    """The coverage of the whole place, with its sum."""
    share = "–" if found.share is None else f"{found.share:.1f}"
    sum_ = [
        SumLine(gettext("Parties whose head lectured"), count(found.covered)),
        SumLine(gettext("Parties in all"), count(found.parties)),
        SumLine(gettext("Target in per cent"), str(TARGET), total=True),
    ]
    return Figure(
        label=gettext("Coverage of %(place)s") % {"place": found.region.name},
        value=share,
        unit="%",
        of=gettext("%(covered)s of %(parties)s parties")
        % {"covered": count(found.covered), "parties": count(found.parties)},
        why=sum_,
        rule=gettext("A party is covered once its head lectured between the two days, or a lecture was recorded as "
                     "serving it too, with the reason. Withdrawn lectures count for nobody."),
    )  # fmt: skip


def board(request: HttpRequest, found: Coverage, words: Sequence[str]) -> ListPage:
    """Places in code order, each opening to the parties that lack a lecture."""
    base = reverse("practice:coverage")
    days = {"since": found.since.isoformat(), "until": found.until.isoformat()}
    rows = []
    for one in found.lines:
        itself = {} if one.code else {"itself": "1"}
        query = urlencode({"region": one.code or found.region.code, **days, **itself})
        name = one.name if one.code else gettext("%(place)s itself") % {"place": one.name}
        lacking = one.parties - one.covered
        share = "–" if one.share is None else f"{one.share:.1f} %"
        rows.append(
            Row(
                f"{base}?{query}#lacking",
                name,
                [count(one.parties), count(one.covered), count(lacking), share],
            )
        )
    return ListPage(
        title=gettext("Coverage by place"),
        columns=[
            Column(gettext("Place")),
            Column(gettext("Parties"), number=True, wide=True),
            Column(gettext("Head lectured"), number=True),
            Column(gettext("Not yet"), number=True),
            Column(gettext("Share"), number=True),
        ],
        rows=rows,
        sentence=words,
        exports=exports(request, "coverage_export"),
        note=gettext("In the order of their codes. Nobody is ranked; the target is every party."),
        blank=Blank(gettext("No public bodies here"), gettext("Bodies are registered by the office.")),
        ident="board",
    )


def lacking_list(request: HttpRequest, found: LackingPage, place: str) -> ListPage:
    """The parties whose head has not lectured yet."""
    rows = []
    for one, head in found.parties:
        href = f"{reverse('practice:lecture_new')}?{urlencode({'party': one.code})}"
        cell: str | SafeString = link(href, gettext("Record a lecture"))
        rows.append(Row("", one.name, [head or gettext("no leader registered"), cell]))
    return ListPage(
        title=gettext("Parties that lack a lecture"),
        columns=[Column(gettext("Party")), Column(gettext("Head today")), Column(gettext("To do"))],
        rows=rows,
        sentence=[place],
        blank=Blank(gettext("Every party has had its lecture"), gettext("Nothing is lacking here.")),
        ident="lacking",
        **paging(request, found.after),
    )


def board_data(found: Coverage, words: Sequence[str], now: datetime) -> Dataset:
    """The board as a file."""
    rows = [
        (one.code or found.region.code, one.name, one.covered, one.parties, one.share) for one in found.lines
    ]
    return dataset("lecture-coverage", BOARD, rows, words, now)
