"""The digest: once a day, in its hours, by mail or webhook, and never instead of the inbox."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from chizi.ground.notices import digests, webhook
from chizi.ground.notices.actions import mark_read, notify, set_address
from chizi.ground.notices.jobs import send_due
from chizi.ground.notices.models import Address, Digest
from chizi.ground.notices.queries import last_digest_failed, unread_count
from chizi.ground.notices.rules import State
from chizi.ground.notices.tests.servers import mail_server, web_server

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 4, 1, 2, tzinfo=UTC)  # 10:00 in Shanghai
DAY = timedelta(days=1)
LIN = "person:lin"


def tell(ref: str = LIN, kind: str = "due.task", title: str = "整改", about: str = "") -> None:
    notify(
        actor="x",
        now=MORNING,
        to=[ref],
        kind=kind,
        text="%(t)s 明天到期",
        params={"t": title},
        href="/desk/",
        about=about,
    )


@pytest.fixture
def mail(settings):
    """A real mail server, and Lin who wants mail."""
    with mail_server() as server:
        settings.MAIL_ON, settings.ORIGIN = True, "https://chizi.example.cn"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        set_address(actor=LIN, now=MORNING, ref=LIN, email="lin@example.cn")
        yield server


@pytest.fixture
def hook(settings):
    """A real receiver in the own network, which is allowed, and Lin who wants it called."""
    with web_server() as server:
        settings.WEBHOOK_SECRET, settings.WEBHOOK_PRIVATE = "secret", True
        set_address(actor=LIN, now=MORNING, ref=LIN, webhook=f"http://127.0.0.1:{server.port}/in?x=1")
        yield server


def test_a_digest_arrives_by_mail_with_its_links(mail):
    tell(title="整改一")
    tell(kind="answer.objection", title="整改二")
    tell(kind="work.assigned", title="不寄")
    assert send_due(MORNING) == 1
    letter = message_from_bytes(mail.bodies[0], policy=policy.default)
    body = letter.get_content()
    assert (letter["To"], letter["Subject"]) == ("lin@example.cn", "尺子里有 2 件事等您处理")
    assert "整改一 明天到期" in body
    assert "https://chizi.example.cn/desk/" in body
    assert "不寄" not in body, "R-05: only what falls due or was answered"
    assert letter["Message-ID"].endswith("@chizi.example.cn>")


def test_R05_there_is_one_digest_a_day_however_often_the_clock_ticks(mail):
    tell()
    assert [send_due(MORNING + timedelta(minutes=m)) for m in (0, 0, 1, 60)] == [1, 0, 0, 0]
    tell(title="又一件")
    assert send_due(MORNING + timedelta(hours=5)) == 0, "the inbox has it, the mail comes tomorrow"
    assert send_due(MORNING + DAY) == 1
    assert send_due(MORNING + 2 * DAY) == 0, "nothing new, nothing sent: no reminder to come back"
    assert len(mail.bodies) == 2
    assert "整改" not in message_from_bytes(mail.bodies[1], policy=policy.default).get_content()


def test_R05_nothing_goes_out_in_the_quiet_hours_or_before_the_hour(mail):
    tell()
    evening, night, early = (MORNING.replace(hour=h) for h in (13, 18, 0))  # 21:00, 02:00 and 08:00 there
    assert [send_due(at) for at in (evening, night, early)] == [0, 0, 0]
    assert Digest.objects.count() == 0
    assert send_due(MORNING.replace(hour=1)) == 1, "09:00"


def test_who_read_everything_gets_nothing(mail):
    tell()
    mark_read(actor=LIN, now=MORNING)
    assert send_due(MORNING) == 0
    assert mail.bodies == []


def test_a_server_that_says_no_is_tried_again_and_the_inbox_keeps_everything(mail):
    mail.answer = 451
    tell()
    assert send_due(MORNING) == 0
    assert unread_count(LIN) == 1
    assert Digest.objects.get().fault == "SMTPDataError"
    assert send_due(MORNING + timedelta(minutes=4)) == 0
    mail.answer = 250
    assert send_due(MORNING + timedelta(minutes=6)) == 1
    assert (Digest.objects.get().state, Digest.objects.get().tries) == (State.SENT, 2)


def test_a_server_that_is_gone_is_given_up_for_the_day_and_the_next_day_has_it_all(mail, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    tell()
    minutes = (0, 5, 25, 105, 425)
    assert [send_due(MORNING + timedelta(minutes=m)) for m in minutes] == [0] * 5
    assert Digest.objects.get().state == State.FAILED
    assert last_digest_failed(LIN)
    assert send_due(MORNING + timedelta(minutes=500)) == 0
    settings.EMAIL_PORT = port
    assert send_due(MORNING + DAY) == 1
    assert not last_digest_failed(LIN)


def test_a_mail_server_that_is_down_does_not_hold_up_hundreds(mail, settings, monkeypatch):
    asked = []

    def refuse(*args: object) -> None:
        asked.append(1)
        raise webhook.NotDelivered("down")

    monkeypatch.setattr("chizi.ground.notices.jobs.deliver", refuse)
    for number in range(30):
        set_address(actor="x", now=MORNING, ref=f"person:{number}", email="a@example.cn")
        tell(f"person:{number}")
    assert send_due(MORNING) == 0
    assert len(asked) == 10


def test_what_was_told_does_not_stand_in_the_way_of_others(mail, monkeypatch):
    monkeypatch.setattr("chizi.ground.notices.jobs.MOST_AT_ONCE", 1)
    set_address(actor="x", now=MORNING, ref="person:a", email="a@example.cn")
    tell("person:a")
    tell()
    assert [send_due(MORNING) for _ in range(3)] == [1, 1, 0]
    assert [send_due(MORNING + DAY)] == [0], "unread still, but told"


def test_a_process_that_died_while_sending_does_not_send_twice(mail, monkeypatch):
    def die(*args: object) -> None:
        raise KeyboardInterrupt

    tell()
    monkeypatch.setattr("chizi.ground.notices.jobs.deliver", die)
    with pytest.raises(KeyboardInterrupt):
        send_due(MORNING)
    monkeypatch.setattr("chizi.ground.notices.jobs.deliver", digests.deliver)
    assert send_due(MORNING + timedelta(hours=1)) == 0
    assert send_due(MORNING + DAY) == 1


def test_a_webhook_is_called_with_a_signature_that_proves_body_and_time(hook):
    tell()
    assert send_due(MORNING) == 1
    body, headers = hook.bodies[0], hook.headers[0]
    wanted = hmac.new(
        b"secret", headers["X-Chizi-Timestamp"].encode() + b"." + body, hashlib.sha256
    ).hexdigest()
    assert headers["X-Chizi-Signature"] == f"v1={wanted}"
    assert int(headers["X-Chizi-Timestamp"]) == MORNING.timestamp()
    message = json.loads(body)
    assert (message["to"], message["lines"][0]["text"]) == (LIN, "整改 明天到期")


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_webhook_that_does_not_take_it_is_tried_again_with_the_same_id(hook, status: int):
    hook.answer = status
    tell()
    assert send_due(MORNING) == 0
    assert Digest.objects.get().fault == f"HTTP {status}"
    hook.answer = 204
    assert send_due(MORNING + timedelta(minutes=5)) == 1
    assert json.loads(hook.bodies[0])["id"] == json.loads(hook.bodies[1])["id"]


def test_a_name_that_leads_into_the_own_network_is_not_called(hook, settings):
    """The name looked harmless when it was entered; what it leads to is looked at when it is called."""
    settings.WEBHOOK_PRIVATE = False
    Address.objects.filter(ref=LIN).update(webhook="https://hook.example.cn/")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(webhook.socket, "getaddrinfo", lambda *a, **k: [(2, 1, 6, "", ("10.0.0.1", 443))])
        tell()
        assert send_due(MORNING) == 0
    assert Digest.objects.get().fault == "private"
    assert hook.bodies == []


def test_ways_that_were_turned_off_send_nothing_and_fail_nothing(mail, settings):
    settings.MAIL_ON = False
    tell()
    assert send_due(MORNING) == 0
    assert Digest.objects.count() == 0
