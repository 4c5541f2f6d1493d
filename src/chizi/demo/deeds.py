"""What the Taiyuan police did for people, where they went, and whom they were asked to learn from.

The notice about 李国毅 of 2021-05-22 and its three topics stand in the source (S1-24, S1-25); its number is not given
there, and everything else here is made up.
"""

from datetime import date, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from chizi.demo.officers import HOME_STATION, STATIONS
from chizi.demo.stage import Stage
from chizi.demo.studying import CITY_OFFICE, OWNER, WRITER, Library
from chizi.learn.actions.advice import give_advice, reply_to_advice
from chizi.learn.actions.directives import attach_directive, record_directive
from chizi.learn.actions.services import add_service_step, finish_service, open_service
from chizi.learn.actions.services_closing import confirm_by_receipt, issue_receipt, start_notice
from chizi.learn.actions.venues import add_venue, choose_at_venue
from chizi.learn.models import ServiceItem

CLERK, INSPECTOR = "station-clerk", "inspector-taiyuan"
ISSUER = "14-political_legal_commission"
NOTICE, ISSUED = "关于向李国毅同志学习的通知", date(2021, 5, 22)
NUMBER = "（来源未载文号）"
TOPICS = ("坚定的政治执行力", "连续作战的优良作风", "勤奋敬业的担当精神")
HONOURED = "李国毅同志"
NEEDS = (
    ("老年人户口补录上门办", "三位老人行动不便，补录要本人到场。", "hotline", "行动不便的老年居民"),
    ("夜市收摊后的噪声", "居民反映凌晨仍有装卸声。", "conversation", "沿街居民"),
    ("电动车上牌排队久", "周末集中上牌，等候超过两小时。", "survey", "电动车车主"),
    ("校门口早高峰护送", "路口没有信号灯，家长担心。", "letter", "学生和家长"),
)
DONE = "已上门办结，没有收费，材料由民警带回补齐（演示数据）。"
NO, YES = "还是等了很久，没有解决。", "办好了，没有让我跑第二趟。"


def do_deeds(stage: Stage, library: Library) -> None:
    """Service items in every state, a venue somebody chose, the directive on what exists already, notes of steering."""
    _serve(stage)
    _venue(stage)
    _honour(stage, library)
    _steer(stage)


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"demo:deed:{name}")


def _serve(stage: Stage) -> None:
    """One closed by its beneficiary, one that he sent back, one under notice, one at work (S1-21)."""
    closed, denied, notice, open_one = (_need(stage, at) for at in range(len(NEEDS)))
    for row, done, words in ((closed, True, YES), (denied, False, NO)):
        found = _finish(stage, row)
        _, code = issue_receipt(
            actor=stage.people[CLERK], now=stage.clock.ago(9), service_id=row.pk, version=found.version
        )
        confirm_by_receipt(actor=None, now=stage.clock.ago(6), code=code, words=words, done=done)
    found = _finish(stage, notice)
    start_notice(
        actor=stage.people[CLERK], now=stage.clock.ago(3), service_id=notice.pk, version=found.version
    )
    add_service_step(
        actor=stage.people[CLERK],
        now=stage.clock.ago(2),
        service_id=open_one.pk,
        version=open_one.version,
        text="已与学校和交警约好，周一起护送两周（演示数据）。",
    )


def _need(stage: Stage, at: int) -> ServiceItem:
    title, need, source, beneficiary = NEEDS[at]
    return open_service(
        actor=stage.people[CLERK],
        now=stage.clock.ago(25 - at),
        party=f"agency:{HOME_STATION}",
        title=title,
        need=need,
        source=source,
        beneficiary=beneficiary,
        key=_key(title),
    )


def _finish(stage: Stage, row: ServiceItem) -> ServiceItem:
    return finish_service(
        actor=stage.people[CLERK],
        now=stage.clock.ago(11),
        service_id=row.pk,
        version=row.version,
        done=DONE,
    )


def _venue(stage: Stage) -> None:
    """A place nearby, with what the way costs; one station chose it, nobody had to (S1-27)."""
    place = add_venue(
        actor=stage.people[WRITER],
        now=stage.clock.ago(30),
        owner=OWNER,
        name="城北老工人讲述室（演示）",
        text="老工人讲述建厂故事，自愿参加，没有人数要求（演示数据）。",
        address="太原市（演示地点）",
        way_yuan=4,
        way_minutes=50,
        key=_key("venue"),
    )
    choose_at_venue(
        actor=stage.people[CLERK],
        now=stage.clock.ago(8),
        party=f"agency:{HOME_STATION}",
        venue_id=place.pk,
        title="听一次老工人讲述（自选）",
        text="轮休时间自愿参加，不计入任务完成率（演示数据）。",
        rationale="支部座谈时提出",
        due=stage.clock.today + timedelta(days=14),
    )


def _honour(stage: Stage, library: Library) -> None:
    """The directive asks for no new form: it is put on a task and a material that exist (S1-24)."""
    row = record_directive(
        actor=stage.office,
        now=stage.clock.on(ISSUED, 17),
        issuer=f"agency:{ISSUER}",
        number=NUMBER,
        title=NOTICE,
        issued_on=ISSUED,
        topics=TOPICS,
        honours=HONOURED,
        key=_key("directive"),
    )
    for about in (
        f"task:{next(iter(library.given.values()))[0].task_id}",
        f"material:{library.materials['example']}",
    ):
        attach_directive(actor=stage.office, now=stage.clock.ago(28), directive_id=row.pk, about=about)


def _steer(stage: Stage) -> None:
    """A note of each kind, each to one body: one with a reply, the others wait for theirs (S1-18)."""
    notes = (
        (INSPECTOR, "guidance", HOME_STATION, "工作提示可以贴在接警台旁，不必另做展板（演示数据）。"),
        (CITY_OFFICE, "advice", STATIONS[1], "贵所学得多、用得少，可以从接报案登记试起（演示数据）。"),
        ("taiyuan-police-clerk", "line", STATIONS[2], "所长讲课尚未记录，请在方便时补记（演示数据）。"),
    )
    for name, kind, code, text in notes:
        row = give_advice(
            actor=stage.people[name],
            now=stage.clock.ago(7),
            kind=kind,
            party=f"agency:{code}",
            text=text,
            key=_key(f"advice {kind}"),
        )
        if code == HOME_STATION:
            reply_to_advice(
                actor=stage.people[CLERK],
                now=stage.clock.ago(5),
                advice_id=row.pk,
                version=row.version,
                reply="已照办，展板不再做（演示数据）。",
            )
