"""Writes of learn, split by noun."""

from chizi.learn.actions.attempts import (
    judge_answer,
    prepare_attempts,
    save_attempt,
    start_attempt,
    submit_attempt,
)
from chizi.learn.actions.exports import (
    export_learning,
    export_own_learning,
)
from chizi.learn.actions.items import (
    ItemDraft,
    set_items,
)
from chizi.learn.actions.materials import (
    MaterialDraft,
    decide_secrecy,
    draft_material,
    publish_material,
    publish_materials,
    revise_material,
    withdraw_material,
)
from chizi.learn.actions.materials_laws import (
    LawFate,
    LawFile,
    LawLine,
    LawReport,
    import_laws,
)
from chizi.learn.actions.objectives import (
    create_objective,
    rename_objective,
    restore_objective,
    withdraw_objective,
)
from chizi.learn.actions.outcomes import (
    record_outcome,
    record_outcomes,
    settle_mastery,
    void_outcome,
)
from chizi.learn.actions.papers import (
    CellDraft,
    PaperDraft,
    change_paper,
    create_paper,
    publish_paper,
    withdraw_paper,
)
from chizi.learn.actions.profiles import (
    answer_profile_objection,
    object_to_profile,
)
from chizi.learn.actions.questions import (
    change_question,
    create_question,
    restore_question,
    withdraw_question,
)
from chizi.learn.actions.questions_import import (
    import_question_text,
    import_questions,
)
from chizi.learn.actions.signs import (
    look_for_signs,
    reopen_sign,
    review_sign,
)
from chizi.learn.actions.stories import (
    CaseDraft,
    StoryDraft,
)

__all__ = [
    "CaseDraft",
    "CellDraft",
    "ItemDraft",
    "LawFate",
    "LawFile",
    "LawLine",
    "LawReport",
    "MaterialDraft",
    "PaperDraft",
    "StoryDraft",
    "answer_profile_objection",
    "change_paper",
    "change_question",
    "create_objective",
    "create_paper",
    "create_question",
    "decide_secrecy",
    "draft_material",
    "export_learning",
    "export_own_learning",
    "import_laws",
    "import_question_text",
    "import_questions",
    "judge_answer",
    "look_for_signs",
    "object_to_profile",
    "prepare_attempts",
    "publish_material",
    "publish_materials",
    "publish_paper",
    "record_outcome",
    "record_outcomes",
    "rename_objective",
    "reopen_sign",
    "restore_objective",
    "restore_question",
    "review_sign",
    "revise_material",
    "save_attempt",
    "set_items",
    "settle_mastery",
    "start_attempt",
    "submit_attempt",
    "void_outcome",
    "withdraw_material",
    "withdraw_objective",
    "withdraw_paper",
    "withdraw_question",
]
