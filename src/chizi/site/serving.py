"""chizi serve and chizi tick: the commands that only the composition root can give."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from chizi.core.words import N_
from chizi.fronts.cli import options
from chizi.fronts.cli.answers import note, show
from chizi.fronts.cli.commands.demo import sign_in_lines
from chizi.fronts.cli.house import open_house
from chizi.fronts.cli.parsing import Command
from chizi.fronts.cli.words import translate as _

SERVING = N_("Chizi is open at %(url)s (Ctrl-C stops it).")
STOPPED = N_("Stopped.")
COLLECTING = N_("Preparing styles and scripts …")
UNBUILT = N_("Styles and scripts have not been built, so pages will look bare: run make client.")
OTHER_HOSTS = N_(
    "Browsers elsewhere are answered once CHIZI_HOSTS names this machine, such as CHIZI_HOSTS=chizi.lan."
)
NOT_A_PORT = N_("write a number from 0 (any free one) to 65535")
NOT_WORKERS = N_("write a number from 1 to 64")
FIRST_DAY = N_("Nobody is registered here yet. Open %(url)s and type this setup code: %(code)s")
DID = N_("%(job)s: %(count)s")
FAILED = N_("%(job)s: failed (%(kind)s); the others have run")
RUNNING = N_("Another process is doing this right now.")
LOCAL = ("127.0.0.1", "localhost", "::1")


def mount(app: typer.Typer) -> None:
    """Put `chizi serve` and `chizi tick` on the tree."""
    app.command("serve", cls=Command, help=_(N_("Open the pages to browsers.")))(serve)
    app.command("tick", cls=Command, help=_(N_("Do what falls due by itself; run it every minute.")))(tick)


def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="HOST", help=_(N_("where to listen; default: this machine only")))
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", help=_(N_("default: 8000; 0: any free one")))
    ] = 8000,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", help=_(N_("processes; default: 2, or 1 on one core"))),
    ] = None,
    no_ticker: Annotated[
        bool, typer.Option("--no-ticker", help=_(N_("leave what falls due to chizi tick in a timer")))
    ] = False,
    as_json: options.Json = False,
) -> None:
    if not 0 <= port <= 65535:
        raise options.wrong("--port", NOT_A_PORT)
    if workers is not None and not 1 <= workers <= 64:
        raise options.wrong("--workers", NOT_WORKERS)
    from chizi.site.supervisor import free_address, supervise

    address = free_address(host, port)
    open_house()
    whom, code = _whom(), _setup_code()
    _prepare(host)

    def ready() -> None:
        data = {"address": address.url, "demo": bool(whom)} | ({"setup_code": code} if code else {})
        first = [_(FIRST_DAY, url=f"{address.url}start/", code=code)] if code else []
        show(data, _(SERVING, url=address.url), *whom, *first, as_json=as_json)

    processes = workers or min(2, os.cpu_count() or 1)
    supervise(address, workers=processes, ready=ready, ticking=not no_ticker)
    note(_(STOPPED))


def _whom() -> list[str]:
    """Whom to sign in as, where everybody is made up."""
    from chizi.demo.queries import is_demo

    return sign_in_lines() if is_demo() else []


def _setup_code() -> str:
    """The code that opens the office in a browser; empty once anybody is registered."""
    from chizi.site.starting.setup_code import offer_code

    return offer_code()


def _prepare(host: str) -> None:
    """What must stand before the first request; leaves no database connection open."""
    from django.conf import settings
    from django.db import connections

    from chizi.site import metering
    from chizi.site.assets import STAMP, client_built, collect_assets

    if not client_built():
        note(_(UNBUILT))
    if not (settings.STATIC_ROOT / STAMP).exists():
        note(_(COLLECTING))
    collect_assets()
    metering.clear()
    if host not in LOCAL and not os.environ.get("CHIZI_HOSTS"):
        note(_(OTHER_HOSTS))
    connections.close_all()


def tick(as_json: options.Json = False) -> None:
    open_house()
    from chizi.site.ticker import run_jobs

    ticked = run_jobs(datetime.now(UTC))
    if ticked is None:
        show({"running": True}, _(RUNNING), as_json=as_json)
        return
    lines = [_(DID, job=name, count=count) for name, count in ticked.done.items()]
    lines += [_(FAILED, job=name, kind=kind) for name, kind in ticked.failed.items()]
    show(
        {**ticked.done, "failed": ticked.failed} if ticked.failed else dict(ticked.done),
        *lines,
        as_json=as_json,
    )
    if ticked.failed:
        raise typer.Exit(1)
