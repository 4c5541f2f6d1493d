"""Plain words for roles, abilities and the other codes of org."""

from django.utils.translation import gettext

from chizi.core.words import N_

ABILITIES: dict[str, tuple[str, str]] = {
    "see-figures": (N_("see figures"), N_("Boards and rates by place; no single workplace.")),
    "see-units": (N_("see the register"), N_("Villages and workplaces one by one, and what broke a zero.")),
    "see-deliveries": (N_("see deliveries"), N_("Which department handed in what, and for which months.")),
    "deliver-facts": (N_("hand in facts"), N_("Hand in the events of the department's own zero.")),
    "run-evaluation": (N_("judge units"), N_("Have the units judged by a registered rule.")),
    "register-criteria": (N_("register rules"), N_("Register a new version of the rule.")),
    "raise-appeal": (N_("raise objections"), N_("Object to an event that counts against a unit.")),
    "answer-appeal": (N_("answer objections"), N_("Answer objections to the department's own events.")),
    "propose-publication": (N_("propose to publish"), N_("Freeze a result and propose it for publication.")),
    "approve-publication": (N_("approve publication"), N_("Sign and publish what somebody else proposed.")),
    "see-publications": (
        N_("see publications"),
        N_("All versions, also those proposed, declined and withdrawn."),
    ),
    "import-register": (N_("keep the register"), N_("Import divisions, public bodies and units.")),
    "import-people": (
        N_("keep people"),
        N_("Register people, import them, print invitations, take leavers off. No content, no roles."),
    ),
    "give-grants": (N_("give roles"), N_("Give, change and end the roles of others, never one's own.")),
    "see-grants": (N_("see roles"), N_("Who may do what, where, since when and by whom.")),
    "see-journal": (N_("read the journal"), N_("Every step taken: who, what, when.")),
    "see-people": (N_("see people"), N_("Who serves in which body, in which post.")),
    "release-reset": (
        N_("release resets"),
        N_("Release a password reset that another administrator asked for."),
    ),
    "see-plan": (N_("see the plan"), N_("Campaigns, measures, tasks and what is covered.")),
    "manage-plan": (N_("keep the plan"), N_("Set up campaigns, measures and phases.")),
    "assign-task": (
        N_("assign tasks"),
        N_("Assign tasks, exempt from them, answer objections, accept results."),
    ),
    "work-task": (N_("work on tasks"), N_("Report results and object, for one's own body only.")),
    "see-bodies": (N_("see leading bodies"), N_("Leading groups, guidance groups, meetings, instructions.")),
    "manage-bodies": (
        N_("keep leading bodies"),
        N_("Members, deployments, meetings, instructions and regulations."),
    ),
    "see-matters": (N_("see the ledger"), N_("Findings and what was done about them.")),
    "raise-matter": (N_("raise findings"), N_("Put a finding into the ledger.")),
    "handle-matter": (N_("mend findings"), N_("Name remedy, reply and result, for one's own body only.")),
    "verify-matter": (
        N_("verify findings"),
        N_("Check on the spot that something was mended, and close it."),
    ),
    "learn": (N_("learn"), N_("Read the library, sit papers, keep one's own record; nobody else's.")),
    "see-learning": (
        N_("see learning"),
        N_("What is not published yet, and the progress of bodies; no person's record."),
    ),
    "manage-learning": (
        N_("keep learning"),
        N_("Materials, questions and papers, and what a task asks to be learned."),
    ),
    "confirm-learning": (
        N_("confirm learning"),
        N_("Confirm that somebody else applied what was learned, and judge answers in words."),
    ),
    "review-signs": (
        N_("look at signs"),
        N_("Look at signs that something was done for show, and say what they mean."),
    ),
    "see-surveys": (N_("see surveys"), N_("Surveys and what they found; no single answer's author.")),
    "manage-surveys": (N_("keep surveys"), N_("Draw samples, ask, and close; never about one's own body.")),
    "answer-suggestion": (
        N_("answer suggestions"),
        N_("Answer what people say about a page of the product."),
    ),
}
ROLE_MEANINGS: dict[str, str] = {
    "office": N_("Runs the campaign for a place: plan, tasks, bodies, evaluation. Gives no roles."),
    "clerk": N_("Does the work of one body: its tasks, replies and results."),
    "leader": N_("Answers for one body and decides; approves what is published."),
    "officer": N_("Takes part: learns, reads the plan."),
    "inspector": N_("Member of a guidance group: looks and raises findings."),
    "verifier": N_("Checks what others mended; never his own line's."),
    "custodian": N_("Keeps sealed identities."),
    "lead-handler": N_("Handles leads."),
    "petition-agent": N_("Accompanies petitioners."),
    "mediator": N_("Mediates disputes."),
    "dispatcher": N_("Sends help when an alarm comes in."),
    "duty-unit": N_("Turns out to alarms."),
    "lead-department": N_("Hands in the facts of one zero and answers objections to them."),
    "criteria-author": N_("Writes the rule by which is judged."),
    "publisher": N_("Proposes or approves publications; never both for one."),
    "auditor": N_("Reads everything, changes nothing."),
    "system-admin": N_("Keeps people and the register; sees no content, gives no roles."),
    "security-admin": N_("Gives roles; sees no content and has no other role."),
}
# Roles in the order in which they are offered: those of the daily work first, the administrators last.
OFFERED = (
    "office", "leader", "clerk", "officer", "inspector", "verifier", "lead-department", "criteria-author",
    "publisher", "petition-agent", "mediator", "dispatcher", "duty-unit", "lead-handler", "custodian",
    "auditor", "system-admin", "security-admin",
)  # fmt: skip
BOUND = ("clerk", "leader", "lead-department")  # roles that stand for one body
RELATIONS: dict[str, str] = {
    "spouse": N_("spouse"),
    "lineal": N_("parent, child, grandparent or grandchild"),
    "collateral": N_("sibling, uncle, aunt, nephew, niece or cousin"),
    "in-law": N_("close relation by marriage"),
    "other": N_("another close relation"),
}
PARTY_KINDS: dict[str, str] = {
    "agency": N_("public body"),
    "unit": N_("village or workplace"),
    "body": N_("leading body"),
}
AGENCY_KINDS: dict[str, str] = {
    "party_committee": N_("Party committee"),
    "political_legal_commission": N_("political and legal commission"),
    "police": N_("police"),
    "court": N_("court"),
    "procuratorate": N_("procuratorate"),
    "justice": N_("justice department"),
    "emergency_management": N_("emergency management"),
    "petitions_office": N_("petitions office"),
    "police_station": N_("police station"),
    "tribunal": N_("people's tribunal"),
    "vehicle_office": N_("vehicle office"),
}


def ability_word(code: str) -> str:
    """An ability in two or three words."""
    return gettext(ABILITIES[code][0]) if code in ABILITIES else code


def ability_meaning(code: str) -> str:
    """What an ability lets its holder do, in one sentence."""
    return gettext(ABILITIES[code][1]) if code in ABILITIES else ""


def role_meaning(code: str) -> str:
    """What a role is for, in one sentence."""
    return gettext(ROLE_MEANINGS[code]) if code in ROLE_MEANINGS else ""
