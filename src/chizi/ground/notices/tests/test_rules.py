"""Hours, kinds and addresses, without a database."""

from datetime import UTC, datetime, time, timedelta

import pytest

from chizi.ground.notices import rules

NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "quiet"),
    [("20:59", False), ("21:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False)],
)
def test_R05_the_quiet_hours_pass_midnight(at: str, quiet: bool):
    assert rules.Quiet().covers(time.fromisoformat(at)) is quiet


def test_quiet_hours_may_lie_within_a_day_or_be_none():
    assert rules.Quiet(time(12), time(14)).covers(time(13))
    assert not rules.Quiet(time(12), time(14)).covers(time(14))
    assert not rules.Quiet(time(9), time(9)).covers(time(9))


def test_R05_only_what_falls_due_or_was_answered_leaves_the_inbox():
    assert rules.pushed("due.task")
    assert rules.pushed("answer.objection")
    assert not any(map(rules.pushed, ["work.assigned", "news", "", "due_soon", "login", "visit.us"]))


def test_R05_a_digest_waits_for_its_hour():
    assert not rules.may_push(datetime(2026, 4, 1, 8, 59), rules.Quiet(), 9)
    assert rules.may_push(datetime(2026, 4, 1, 9, 0), rules.Quiet(), 9)
    assert not rules.may_push(datetime(2026, 4, 1, 21, 0), rules.Quiet(), 9)


def test_it_is_tried_again_ever_later_and_then_given_up():
    waits = [rules.try_again_at(NOW, tries) for tries in range(1, 6)]
    assert waits == [NOW + timedelta(minutes=m) for m in (5, 20, 80, 320)] + [None]


@pytest.mark.parametrize(
    "address",
    ["http://a.cn/", "https://", "https://u:p@a.cn/", "ftp://a.cn", "https://a.cn:99999/", "https://a.cn/\r\nX: 1", "https://[x",
     "", "https://例.cn/", "javascript:1", "https://a b/"],
)  # fmt: skip
def test_an_address_that_cannot_be_called_is_none(address: str):
    assert rules.webhook_target(address, plain_http=False) is None


def test_a_web_address_is_taken_apart():
    assert rules.webhook_target("https://a.cn/x?y=1", plain_http=False) == rules.Target(
        True, "a.cn", 443, "/x?y=1"
    )
    assert rules.webhook_target("http://a.cn:81", plain_http=True) == rules.Target(False, "a.cn", 81, "/")


@pytest.mark.parametrize(
    "host", ["localhost", "x.localhost", "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1",
             "fe80::1", "fd00::1", "::ffff:10.0.0.1", "224.0.0.1", "100.64.0.1", "db.internal"]
)  # fmt: skip
def test_the_own_network_is_known(host: str):
    assert rules.is_inside(host)


def test_the_world_outside_is_not_inside():
    assert not any(map(rules.is_inside, ["a.cn", "8.8.8.8", "2001:4860:4860::8888"]))


def test_a_signature_depends_on_secret_time_and_body():
    one = rules.signature("s", "1", b"x")
    assert len(one) == 64
    assert one not in {
        rules.signature("t", "1", b"x"),
        rules.signature("s", "2", b"x"),
        rules.signature("s", "1", b"y"),
    }


def test_a_notice_leads_only_to_own_pages():
    assert rules.is_own_page("/desk/inbox/?a=1")
    assert not any(map(rules.is_own_page, ["//evil", "https://x", "javascript:1", "/\\evil", "", "/a\n"]))
