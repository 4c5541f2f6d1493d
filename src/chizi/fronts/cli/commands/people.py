"""chizi people: slips, resets and leaving, for whoever looks after accounts at the machine."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import show
from chizi.fronts.cli.house import open_house, zone
from chizi.fronts.cli.parsing import Command, Group
from chizi.fronts.cli.words import translate as _

if TYPE_CHECKING:
    from chizi.org.actions import Slip

SLIP = N_("%(name)s, user name %(username)s, code %(code)s")
UNTIL = N_("Shown only now; works once, until %(until)s.")
ASKED = N_("The reset is asked for (number %(number)s). A second administrator releases it.")
LEFT = N_("%(name)s has left: %(grants)s grants, %(posts)s posts and %(slips)s slips ended.")
NOT_A_NUMBER = N_("write the number of the reset")
NOT_A_DAY = N_("write a day such as 2021-03-01")

User = Annotated[str, typer.Argument(metavar="USER", help=_(N_("user name")))]


def mount(app: typer.Typer) -> None:
    """Put `chizi people` on the tree."""
    group = typer.Typer(cls=Group, no_args_is_help=True, help=_(N_("Slips, resets and leaving.")))
    group.command("invite", cls=Command, help=_(N_("A slip for somebody's first password.")))(invite)
    group.command("reset", cls=Command, help=_(N_("Ask for the reset of a password.")))(reset)
    group.command("release", cls=Command, help=_(N_("Release a reset that somebody else asked for.")))(
        release
    )
    group.command("leave", cls=Command, help=_(N_("Somebody has left: access ends now.")))(leave)
    app.add_typer(group, name="people")


def invite(user: User, as_user: options.AsUser = "", as_json: options.Json = False) -> None:
    open_house()
    from chizi.org.actions import invite_person
    from chizi.org.queries import acting_person, visible_person

    actor, now = acting_person(as_user), datetime.now(UTC)
    person = visible_person(actor, user, now=now)
    _show_slip(invite_person(actor=actor, now=now, person=person), as_json)


def reset(user: User, as_user: options.AsUser = "", as_json: options.Json = False) -> None:
    open_house()
    from chizi.org.actions import ask_reset
    from chizi.org.queries import acting_person, visible_person

    actor, now = acting_person(as_user), datetime.now(UTC)
    asked = ask_reset(actor=actor, now=now, person=visible_person(actor, user, now=now))
    show({"username": user, "number": asked.pk}, _(ASKED, number=asked.pk), as_json=as_json)


def release(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help=_(NOT_A_NUMBER))],
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    from chizi.core.cursors import number_cursor

    wanted = number_cursor(number)
    if wanted is None:
        raise options.wrong("NUMBER", NOT_A_NUMBER)
    open_house()
    from chizi.org.actions import release_reset
    from chizi.org.queries import acting_person

    slip = release_reset(actor=acting_person(as_user), now=datetime.now(UTC), invitation_id=wanted)
    _show_slip(slip, as_json)


def leave(
    user: User,
    on: Annotated[str, typer.Option("--on", metavar="DAY", help=_(N_("the last day; default: today")))] = "",
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help=_(N_("why; goes to the journal")))
    ] = "",
    as_user: options.AsUser = "",
    as_json: options.Json = False,
) -> None:
    try:
        last = date.fromisoformat(on) if on else None
    except ValueError:
        raise options.wrong("--on", NOT_A_DAY) from None
    open_house()
    from chizi.org.actions import leave_person
    from chizi.org.queries import acting_person, visible_person

    actor, now = acting_person(as_user), datetime.now(UTC)
    person = visible_person(actor, user, now=now)
    left = leave_person(
        actor=actor, now=now, person=person, on=last or now.astimezone(zone()).date(), reason=reason
    )
    counts = {"grants": left.grants_ended, "posts": left.posts_ended, "slips": left.slips_ended}
    show({"username": user, **counts}, _(LEFT, name=person.name, **counts), as_json=as_json)


def _show_slip(slip: "Slip", as_json: bool) -> None:
    data = {
        "username": slip.username,
        "name": slip.name,
        "code": slip.code,
        "expires_at": slip.expires_at,
    }
    until = slip.expires_at.astimezone(zone()).strftime("%Y-%m-%d %H:%M")
    line = _(SLIP, name=slip.name, username=slip.username, code=slip.code)
    show(data, line, _(UNTIL, until=until), as_json=as_json)
