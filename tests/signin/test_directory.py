"""A bureau's directory: it vouches for people who exist here, for nobody else, and nothing of it is kept."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from pytest_django import Settings

from chizi.org.models import Person
from chizi.site.guarding import directory_apps, origins_of
from tests.signin.conftest import CODE, LOGIN, SECURITY, turn_on
from tests.signin.provider import CLIENT, SECRET, Provider, running

pytestmark = pytest.mark.django_db
BEGIN = "/accounts/oidc/directory/"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as found:
        yield found


@pytest.fixture
def directory(provider: Provider, settings: Settings) -> Provider:
    provider.forged = ""
    provider.claims = {"sub": "u-1", "preferred_username": "lin", "name": "林"}
    settings.DIRECTORY = {
        "server": provider.url,
        "client_id": CLIENT,
        "secret": SECRET,
        "name": "省直统一认证",
        "claim": "preferred_username",
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": directory_apps(settings.DIRECTORY)}}
    return provider


def through(client: Client, to: str = "") -> object:
    """To the directory and back, as a browser goes; the last answer of ours."""
    away = client.post(f"{BEGIN}?process=login", {"next": to} if to else {})
    assert away.status_code == 302
    where = urlsplit(away["Location"])
    connection = http.client.HTTPConnection(where.netloc)
    connection.request("GET", f"{where.path}?{where.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    assert back.path == f"{BEGIN}back/"
    return client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> bool:
    return client.get(SECURITY).status_code == 200


def test_the_sign_in_page_offers_the_directory_by_its_name(directory: Provider) -> None:
    assert "省直统一认证" in Client().get(LOGIN).content.decode()


def test_whom_the_directory_names_and_the_office_has_entered_is_signed_in(
    directory: Provider, lin: Person
) -> None:
    client = Client()
    assert through(client)["Location"] == "/desk/"
    assert signed_in(client)
    assert "/keys" in directory.seen, "the signature was checked"


def test_he_goes_on_to_where_he_wanted_and_to_no_other_house(directory: Provider, lin: Person) -> None:
    assert through(Client(), SECURITY)["Location"] == SECURITY
    assert through(Client(), "https://evil.example/")["Location"] == "/desk/"


def test_R02_nothing_of_the_directory_is_kept(directory: Provider, lin: Person) -> None:
    through(Client())
    assert SocialAccount.objects.count() == SocialToken.objects.count() == 0
    assert Person.objects.count() == 1


@pytest.mark.parametrize("name", ["nobody", "", None, 7, ["lin"], "lin\0", "LIN ", "x" * 5000, {"a": 1}])
def test_nobody_new_comes_in_by_the_directory(directory: Provider, lin: Person, name: object) -> None:
    directory.claims = {"sub": "u-2", "preferred_username": name}
    client = Client()
    assert through(client).status_code == 403
    assert not signed_in(client)
    assert Person.objects.count() == 1


def test_who_left_does_not_come_back_by_the_directory(directory: Provider, lin: Person) -> None:
    Person.objects.update(is_active=False)
    client = Client()
    assert through(client).status_code == 403
    assert not signed_in(client)


@pytest.mark.parametrize(
    "forged",
    ["signature", "issuer", "audience", "expired", "unsigned", "by-secret", "rubbish", "no-kid", "no-token",
     "subject", "denied"],
)  # fmt: skip
def test_a_forged_or_missing_token_signs_nobody_in(directory: Provider, lin: Person, forged: str) -> None:
    directory.forged = forged
    client = Client()
    answer = through(client)
    assert answer.status_code in {200, 401, 403}
    assert not signed_in(client)


def test_a_state_of_another_browser_signs_nobody_in(directory: Provider, lin: Person) -> None:
    client, other = Client(), Client()
    away = client.post(BEGIN)
    where = urlsplit(away["Location"])
    connection = http.client.HTTPConnection(where.netloc)
    connection.request("GET", f"{where.path}?{where.query}")
    back = urlsplit(connection.getresponse().headers["Location"])
    connection.close()
    assert other.get(f"{back.path}?{back.query}").status_code < 500
    assert not signed_in(other)


def test_somebody_signed_in_cannot_tie_a_foreign_account_to_his_own(
    directory: Provider, lin: Person, browser_of_lin: Client
) -> None:
    away = browser_of_lin.post(f"{BEGIN}?process=connect")
    assert away.status_code < 500
    assert SocialAccount.objects.count() == 0


def test_his_second_factor_is_asked_for_here_too(
    directory: Provider, lin: Person, browser_of_lin: Client
) -> None:
    turn_on(browser_of_lin)
    client = Client()
    assert through(client)["Location"] == CODE
    assert not signed_in(client)
    assert Authenticator.objects.filter(user=lin).exists()


def test_another_claim_may_be_the_user_name(directory: Provider, lin: Person, settings: Settings) -> None:
    settings.DIRECTORY = settings.DIRECTORY | {"claim": "uid"}
    directory.claims = {"sub": "u-1", "preferred_username": "somebody", "uid": "lin"}
    client = Client()
    through(client)
    assert signed_in(client)


def test_a_silent_directory_is_said_and_breaks_nothing(
    directory: Provider, lin: Person, settings: Settings
) -> None:
    gone = settings.DIRECTORY | {"server": "http://127.0.0.1:9"}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": directory_apps(gone)}}
    assert Client().post(BEGIN).status_code == 503


def test_without_a_directory_there_is_no_such_page() -> None:
    assert Client().post(BEGIN).status_code == 404
    assert Client().get(f"{BEGIN}back/").status_code == 404


def test_the_page_may_lead_on_to_the_directory_and_nowhere_else() -> None:
    named = {"server": "https://login.example.cn/realms/a", "client_id": "c"}
    assert origins_of(named, ["https://sso.example.cn"]) == [
        "https://login.example.cn",
        "https://sso.example.cn",
    ]
    assert origins_of({"server": ""}, ["https://sso.example.cn"]) == []
