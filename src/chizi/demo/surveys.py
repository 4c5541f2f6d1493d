"""What others say of the bureau and of a guidance group: anonymous, drawn by lot, with the method beside the result.

Three surveys about the bureau are closed, each from a source of its own (S1-09); the one about the guidance group at
Taiyuan is open (S2-12). Who is drawn changes from demo to demo, as the seed of a draw is a secret until it is drawn.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta

import numpy as np

from chizi.demo.guidance import group_code
from chizi.demo.officers import COUNTY, STATIONS
from chizi.demo.stage import Stage
from chizi.demo.studying import CITY_OFFICE, OWNER
from chizi.ground.notices.models import Notice
from chizi.ground.suggestions.actions import answer_suggestion, make_suggestion
from chizi.org.models import Person
from chizi.surveys.actions import close_survey, draft_survey, draw_sample, print_slips, record_answer
from chizi.surveys.models import Question, Survey
from chizi.surveys.rules.surveys import Criterion, QuestionDraft, QuestionKind, Source

SCENE = 32  # of the dice
TAIYUAN_GROUP = 11
DRAWN, CLOSED = 20, 3  # days ago
SLIPS, FRAME, PEOPLE = 60, 400, 20
PEERS = tuple(f"14{city:02}-police" for city in (2, 4, 7, 10))
ABOVE = ("14-police", "14-political_legal_commission", "1401-political_legal_commission")
METHODS = {
    Source.OUTSIDE: "窗口取号每隔四号发一张纸质问卷，由与被评单位无关的人发放（演示数据）。",
    Source.PEERS: "从其他市公安局名册中抽签，匿名作答（演示数据）。",
    Source.SUPERVISORS: "从上级机关名册中抽签，匿名作答（演示数据）。",
    Source.GUIDED: "从驻点城市各单位名册中抽签，匿名作答；指导组成员不在其中（演示数据）。",
}
TITLES = {
    Source.OUTSIDE: "办事群众对太原市公安局窗口的评价（演示）",
    Source.PEERS: "同级单位对太原市公安局学用结合的评价（演示）",
    Source.SUPERVISORS: "上级机关对太原市公安局学用结合的评价（演示）",
    Source.GUIDED: "被指导单位对驻点指导组的评价（演示）",
}
QUESTIONS = {
    Source.OUTSIDE: (
        QuestionDraft(QuestionKind.YES_NO, "缺什么材料，窗口是不是一次说全了？"),
        QuestionDraft(QuestionKind.SCALE, "这次办事的结果，您同意“说到做到”吗？"),
        QuestionDraft(QuestionKind.TEXT, "还有什么想说的？不写也可以。"),
    ),
    Source.PEERS: (QuestionDraft(QuestionKind.SCALE, "移送和协查，对方答复及时、说得清楚。"),),
    Source.SUPERVISORS: (
        QuestionDraft(QuestionKind.SCALE, "布置的事有结果，结果经得起看。"),
        QuestionDraft(QuestionKind.YES_NO, "最近一次核查，材料与现场是不是一致？"),
    ),
    Source.GUIDED: (
        QuestionDraft(QuestionKind.SCALE, "指导组来得及时，答复不拖。", Criterion.PACE),
        QuestionDraft(QuestionKind.SCALE, "指出的问题说得准，改得了。", Criterion.QUALITY),
        QuestionDraft(QuestionKind.SCALE, "标准前后一致，对谁都一样。", Criterion.STANDARD),
        QuestionDraft(QuestionKind.TEXT, "希望指导组怎样改进？"),
    ),
}
SHARES = {Source.OUTSIDE: 0.8, Source.PEERS: 0.7, Source.SUPERVISORS: 0.8, Source.GUIDED: 0.5}
"""How many of those asked have answered."""
SCALE = (0.03, 0.07, 0.2, 0.4, 0.3)
SAID = ("等的时间还是长。", "第二次去就办好了。", "希望周末也能办。", "告知单写得清楚。", "", "", "", "")
YES = 0.82


def ask_around(stage: Stage) -> None:
    """Draft, draw, answer, close; and what users say of the pages themselves (R-12)."""
    dice = stage.dice(SCENE)
    for source in (Source.OUTSIDE, Source.PEERS, Source.SUPERVISORS):
        one = _draft(stage, source, OWNER, -4)
        _answer(stage, one, _codes(stage, one, source), source, dice)
        close_survey(actor=stage.people[CITY_OFFICE], now=stage.clock.ago(CLOSED), survey_id=one.pk)
    one = _draft(stage, Source.GUIDED, f"body:{group_code(TAIYUAN_GROUP)}", 12)
    _answer(stage, one, _codes(stage, one, Source.GUIDED), Source.GUIDED, dice)
    _suggest(stage)


def _draft(stage: Stage, source: Source, party: str, closes: int) -> Survey:
    today = stage.clock.today
    return draft_survey(
        actor=_who(stage, source),
        now=stage.clock.ago(DRAWN + 1),
        party_code=party,
        source=source.value,
        title=TITLES[source],
        method=METHODS[source],
        opens=today - timedelta(days=DRAWN),
        closes=today + timedelta(days=closes),
        questions=QUESTIONS[source],
        campaign_code="JYZD",
    )


def _who(stage: Stage, source: Source) -> Person:
    return stage.office if source is Source.GUIDED else stage.people[CITY_OFFICE]


def _codes(stage: Stage, survey: Survey, source: Source) -> Iterable[str]:
    """The codes of those who are asked: from their slips, or from their inboxes."""
    actor, now = _who(stage, source), stage.clock.ago(DRAWN, 10)
    if source is Source.OUTSIDE:
        return print_slips(actor=actor, now=now, survey_id=survey.pk, count=SLIPS, frame_size=FRAME).codes
    wanted = {Source.PEERS: PEERS, Source.SUPERVISORS: ABOVE, Source.GUIDED: (COUNTY, *STATIONS)}[source]
    draw_sample(
        actor=actor,
        now=now,
        survey_id=survey.pk,
        size=PEOPLE,
        party_codes=[f"agency:{code}" for code in wanted],
    )
    links = Notice.objects.filter(about=survey.ref).order_by("id").values_list("href", flat=True)
    return [link.strip("/").rpartition("/")[2] for link in links]


def _answer(
    stage: Stage, survey: Survey, codes: Iterable[str], source: Source, dice: np.random.Generator
) -> None:
    """As many as have answered by now, on different days."""
    questions = list(Question.objects.filter(survey=survey).order_by("position"))
    asked = list(codes)
    for number, code in enumerate(asked[: round(len(asked) * SHARES[source])]):
        given = dict(_given(questions, dice))
        record_answer(actor=None, now=stage.clock.ago(DRAWN - 2 - number % 12, 12), code=code, given=given)


def _given(questions: list[Question], dice: np.random.Generator) -> Iterator[tuple[int, str]]:
    for one in questions:
        if one.kind == QuestionKind.SCALE:
            yield one.pk, str(1 + int(dice.choice(len(SCALE), p=SCALE)))
        elif one.kind == QuestionKind.YES_NO:
            yield one.pk, "yes" if dice.random() < YES else "no"
        elif text := SAID[dice.integers(len(SAID))]:
            yield one.pk, text


def _suggest(stage: Stage) -> None:
    """Two people say something of a page; one has been answered."""
    officer, unit = stage.people["officer"], "140105001000"
    make_suggestion(
        actor=officer.ref,
        now=stage.clock.ago(6, 20),
        page="/terminal/",
        kind="suggestion",
        text="山里没有信号时，希望能看到还有几条没有传上去（演示数据）。",
        unit=unit,
    )
    second = make_suggestion(
        actor=stage.people["xiaodian-clerk"].ref,
        now=stage.clock.ago(8),
        page="/plan/assignments/",
        kind="complaint",
        text="同一件事在两张表里填，能不能只填一次（演示数据）。",
        unit="140105000000",
    )
    answer_suggestion(
        actor=stage.office.ref,
        now=stage.clock.ago(5),
        number=second.pk,
        text="已合并：一次填报，两处引用（演示数据）。",
    )
