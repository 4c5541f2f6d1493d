"""Words for the codes that the desk shows."""

from django.utils.translation import gettext

from chizi.core.words import N_

BODIES: dict[str, str] = {
    "petitions_office": N_("petitions office"),
    "emergency_management": N_("emergency management"),
    "police": N_("police"),
}
FAMILIES: dict[str, str] = {
    "settlements": N_("villages and communities"),
    "workplaces": N_("enterprises and institutions"),
}
LEVELS: dict[int, str] = {1: N_("Province"), 2: N_("City"), 3: N_("County"), 4: N_("Township")}
STATES: dict[str, str] = {
    "proposed": N_("proposed"),
    "published": N_("published"),
    "corrected": N_("replaced by a corrected version"),
    "withdrawn": N_("withdrawn"),
    "declined": N_("declined"),
}
STEPS: dict[str, str] = {
    "appeal.answered": N_("answered an objection"),
    "appeal.raised": N_("raised an objection"),
    "address.set": N_("changed where the daily digest goes"),
    "agencies.imported": N_("imported public bodies"),
    "backup.made": N_("made a backup"),
    "backup.restored": N_("restored a backup"),
    "criteria.registered": N_("registered criteria"),
    "delivery.taken": N_("handed in facts"),
    "demo.built": N_("built the demonstration"),
    "divisions.imported": N_("imported divisions"),
    "file.forgotten": N_("removed a file that nobody refers to"),
    "file.kept": N_("handed in a file"),
    "grant.changed": N_("changed how long a role lasts"),
    "grant.ended": N_("ended a role"),
    "grant.withdrawn": N_("withdrew a role"),
    "grant.given": N_("gave a role"),
    "grants.imported": N_("imported roles"),
    "invitation.first-issued": N_("made an invitation slip"),
    "invitation.locked": N_("a slip ended after ten wrong attempts"),
    "invitation.reset-asked": N_("asked for a password reset"),
    "invitation.reset-issued": N_("released a password reset"),
    "invitation.used": N_("set a password with a slip"),
    "invitation.withdrawn": N_("withdrew a slip"),
    "office.opened": N_("opened the office"),
    "party.closed": N_("closed a body"),
    "party.registered": N_("registered a body"),
    "party.renamed": N_("renamed a body"),
    "house.upgraded": N_("brought the database to a new version"),
    "people.demo-password": N_("gave the demonstration's password"),
    "people.imported": N_("imported people"),
    "person.appointed": N_("appointed somebody to a post"),
    "person.added": N_("registered a person"),
    "person.factors-removed": N_("lost the second factors with a reset"),
    "person.left": N_("took a leaver off"),
    "person.password-set": N_("set a password"),
    "person.returned": N_("took somebody back"),
    "publication.approved": N_("approved a publication"),
    "publication.corrected": N_("marked a version as corrected"),
    "publication.correction-proposed": N_("proposed a correction"),
    "publication.declined": N_("declined a publication"),
    "publication.proposed": N_("proposed a publication"),
    "publication.withdrawn": N_("withdrew a publication"),
    "run.computed": N_("judged the province"),
    "tie.declared": N_("declared a kinship"),
    "tie.ended": N_("ended a declared kinship"),
    "units.imported": N_("imported units"),
    "matter.raise": N_("raised a finding"),
    "matter.acknowledge": N_("confirmed receipt of a finding"),
    "matter.name_remedy": N_("named a remedy"),
    "matter.reply": N_("replied to a finding"),
    "matter.give_result": N_("gave the result of a finding"),
    "matter.fix_at_once": N_("mended a finding at once"),
    "matter.verify": N_("verified and closed a finding"),
    "matter.send_back": N_("sent a result back"),
    "matter.object": N_("objected to a finding"),
    "matter.uphold": N_("upheld an objection to a finding"),
    "matter.reject": N_("rejected an objection to a finding"),
    "matter.withdraw": N_("asked to withdraw a finding"),
    "matter.agree": N_("agreed to a withdrawal"),
    "matter.keep": N_("did not agree to a withdrawal"),
    "matter.reopen": N_("opened a finding again"),
    "matter.undo": N_("took a step back"),
    "matter.linked": N_("linked two findings"),
    "matters.recounted": N_("counted all findings anew"),
    "plan.recounted": N_("put right the counts of campaigns and load"),
}


def said_level(level: int) -> str:
    """What kind of place it is."""
    return gettext(LEVELS[level]) if level in LEVELS else ""
