"""Writes of learn, split by noun."""

from chizi.learn.actions.advice import give_advice, reply_to_advice, withdraw_advice
from chizi.learn.actions.applications import (
    claim_again,
    claim_application,
    confirm_application,
    return_application,
    withdraw_application,
)
from chizi.learn.actions.attempts import (
    judge_answer,
    prepare_attempts,
    save_attempt,
    start_attempt,
    submit_attempt,
)
from chizi.learn.actions.directives import (
    attach_directive,
    detach_directive,
    record_directive,
    withdraw_directive,
)
from chizi.learn.actions.exports import export_learning, export_own_learning
from chizi.learn.actions.items import ItemDraft, set_items
from chizi.learn.actions.lectures import record_lecture, share_lecture, withdraw_lecture
from chizi.learn.actions.materials import (
    MaterialDraft,
    decide_secrecy,
    draft_material,
    publish_material,
    publish_materials,
    revise_material,
    withdraw_material,
)
from chizi.learn.actions.materials_laws import LawFate, LawFile, LawLine, LawReport, import_laws
from chizi.learn.actions.objectives import (
    create_objective,
    rename_objective,
    restore_objective,
    withdraw_objective,
)
from chizi.learn.actions.outcomes import record_outcome, record_outcomes, void_outcome
from chizi.learn.actions.papers import (
    CellDraft,
    PaperDraft,
    change_paper,
    create_paper,
    publish_paper,
    withdraw_paper,
)
from chizi.learn.actions.profiles import answer_profile_objection, object_to_profile
from chizi.learn.actions.progress import restore_outcome
from chizi.learn.actions.questions import (
    change_question,
    create_question,
    restore_question,
    withdraw_question,
)
from chizi.learn.actions.questions_import import import_question_text, import_questions
from chizi.learn.actions.reflections import correct_reflection, withdraw_reflection, write_reflection
from chizi.learn.actions.reuse import submit_record, use_for_campaign
from chizi.learn.actions.services import add_service_step, finish_service, open_service, withdraw_service
from chizi.learn.actions.services_closing import (
    close_after_notice,
    confirm_by_receipt,
    issue_receipt,
    object_to_service,
    start_notice,
)
from chizi.learn.actions.signs import look_for_signs, reopen_sign, review_sign
from chizi.learn.actions.stories import CaseDraft, StoryDraft
from chizi.learn.actions.venues import add_venue, change_venue, choose_at_venue, withdraw_venue

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
    "add_service_step",
    "add_venue",
    "answer_profile_objection",
    "attach_directive",
    "change_paper",
    "change_question",
    "change_venue",
    "choose_at_venue",
    "claim_again",
    "claim_application",
    "close_after_notice",
    "confirm_application",
    "confirm_by_receipt",
    "correct_reflection",
    "create_objective",
    "create_paper",
    "create_question",
    "decide_secrecy",
    "detach_directive",
    "draft_material",
    "export_learning",
    "export_own_learning",
    "finish_service",
    "give_advice",
    "import_laws",
    "import_question_text",
    "import_questions",
    "issue_receipt",
    "judge_answer",
    "look_for_signs",
    "object_to_profile",
    "object_to_service",
    "open_service",
    "prepare_attempts",
    "publish_material",
    "publish_materials",
    "publish_paper",
    "record_directive",
    "record_lecture",
    "record_outcome",
    "record_outcomes",
    "rename_objective",
    "reopen_sign",
    "reply_to_advice",
    "restore_objective",
    "restore_outcome",
    "restore_question",
    "return_application",
    "review_sign",
    "revise_material",
    "save_attempt",
    "set_items",
    "share_lecture",
    "start_attempt",
    "start_notice",
    "submit_attempt",
    "submit_record",
    "use_for_campaign",
    "void_outcome",
    "withdraw_advice",
    "withdraw_application",
    "withdraw_directive",
    "withdraw_lecture",
    "withdraw_material",
    "withdraw_objective",
    "withdraw_paper",
    "withdraw_question",
    "withdraw_reflection",
    "withdraw_service",
    "withdraw_venue",
    "write_reflection",
]
