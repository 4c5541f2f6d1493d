"""Words and arithmetic of bodies, deployments, meetings and regulations. Pure: no Django, no clock."""

from enum import StrEnum


class BodyKind(StrEnum):
    """Kinds of bodies that a campaign sets up (S2-01, S2-08)."""

    LEADING_GROUP = "leading_group"  # 领导小组
    OFFICE = "office"  # 领导小组办公室
    TASK_FORCE = "task_force"  # 工作专班
    GUIDANCE_GROUP = "guidance_group"  # 驻点指导组


class MemberRole(StrEnum):
    """What somebody is within a body."""

    HEAD = "head"  # 组长
    DEPUTY = "deputy"  # 副组长
    MEMBER = "member"  # 成员
    OFFICE = "office"  # 办公室


class MeetingKind(StrEnum):
    """What a gathering was for; trainings have their own register."""

    LEADING_GROUP = "leading_group"  # 领导小组会议
    MOBILISATION = "mobilisation"  # 动员部署会议
    PROGRESS = "progress"  # 推进会
    OTHER = "other"


class Classification(StrEnum):
    """What a written instruction may be here. State secrets never enter this system (保守国家秘密法 art. 30)."""

    OPEN = "open"
    INTERNAL = "internal"


class RegulationStatus(StrEnum):
    """Where a document of the library stands."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REPEALED = "repealed"


CODE_LENGTH = 40
NAME_LENGTH = 120
TEXT_LENGTH = 4000
