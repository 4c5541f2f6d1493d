"""What inspectors write about bodies of each kind. Made up; only the touts at a vehicle office stand in the source."""

from dataclasses import dataclass

BASIS = "教育整顿实施方案关于执法司法规范化的要求（演示文本）"


@dataclass(frozen=True)
class Told:
    """A finding in words: fact and judgement apart (S2-11), with its basis and what is demanded (R-29)."""

    title: str
    fact: str
    judgement: str
    demand: str
    severity: str = "minor"
    source: str = "guidance"
    basis: str = BASIS


TOUTS = Told(
    "车管业务窗口外有“黄牛”揽客",
    "群众反映：窗口外有人以代办为名收费；现场看到三人递发名片。",
    "便民措施不足，给非法中介留下了空间。",
    "公开流程和时限，提供免费代办，会同市场监管部门治理。",
    "serious",
    "public",
    "驻点指导反馈意见（演示文本）",
)
WRITTEN: dict[str, tuple[Told, ...]] = {
    "police": (
        Told(
            "户籍窗口一次性告知不到位",
            "抽看十份受理记录，四份没有列明所需材料。",
            "群众可能要多跑一趟。",
            "补齐告知单，逐份核对一周。",
        ),
        Told(
            "接报警回访记录不完整",
            "抽看二十条接警记录，七条没有回访结果。",
            "回访没有形成闭环。",
            "补做回访，并明确由值班长核对。",
            "serious",
        ),
        Told(
            "涉案财物登记晚于规定时间",
            "抽看五起案件，两起的登记时间晚于扣押三日以上。",
            "保管责任不清。",
            "补正登记，并明确交接时限。",
            "serious",
            "central",
        ),
    ),
    "court": (
        Told(
            "执行进展没有主动告知当事人",
            "抽看十二件在执行案件，五件半年内没有告知记录。",
            "当事人只能反复来访询问。",
            "逐件告知进展，今后每月一次。",
            "serious",
            "public",
        ),
        Told(
            "诉讼服务窗口午间无人",
            "工作日12时至14时两次到访，窗口没有人值守。",
            "上班的群众不便办事。",
            "安排午间轮值并公示。",
            source="visit",
        ),
        Told(
            "任职回避核对没有留痕",
            "抽看岗位核对表，三名人员没有核对日期。",
            "无法看出是否按时核对。",
            "补齐核对，由另一人复核。",
        ),
    ),
    "procuratorate": (
        Told(
            "控告申诉答复超过承诺时限",
            "抽看八件来信，两件的答复晚于七日承诺。",
            "程序性回复没有专人盯办。",
            "补发答复，并指定专人。",
        ),
        Told(
            "案件评查意见没有反馈承办人",
            "抽看六份评查表，四份没有承办人签收。",
            "评查没有带来改进。",
            "逐份反馈，并记录改进情况。",
            "serious",
        ),
    ),
    "justice": (
        Told(
            "法律援助点电话无人接听",
            "三个工作日各拨打两次，四次无人接听。",
            "求助群众可能错过时限。",
            "安排值守，并公布备用电话。",
            source="visit",
        ),
        Told(
            "社区矫正走访记录雷同",
            "抽看十份走访记录，三份文字完全相同。",
            "走访质量难以判断。",
            "重新核实，如实记录。",
            "serious",
            "audit",
        ),
    ),
}
