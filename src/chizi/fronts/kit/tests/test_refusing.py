"""Named errors and error pages: the right status, a sentence in the reader's language, nothing lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import loader
from django.test import Client
from django.utils.translation import override

from chizi.fronts.kit import clients, errors

pytestmark = [pytest.mark.django_db, pytest.mark.urls("chizi.fronts.kit.tests.pages")]
CHINESE = {"HTTP_ACCEPT_LANGUAGE": "zh-CN"}
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture
def reader():
    return Client(raise_request_exception=False)


def test_a_refusal_is_a_page_with_its_sentence_and_code(reader):
    answer = reader.get("/refuse/?why=faults", **ENGLISH)
    assert answer.status_code == 400
    assert "end of &lt;Monday&gt;" in answer.content.decode()
    assert "TooManyFaults" in answer.content.decode()


def test_a_refusal_speaks_the_readers_language(reader):
    text = reader.get("/refuse/?why=faults", **CHINESE).content.decode()
    assert 'lang="zh-Hans"' in text
    assert "未能办理" in text
    assert "&lt;Monday&gt;24时" in text


@pytest.mark.parametrize(("why", "status"), [("mine", 403), ("gone", 404), ("period", 400)])
def test_the_status_is_that_of_the_class(reader, why, status):
    assert reader.get(f"/refuse/?why={why}").status_code == status


def test_what_was_typed_is_kept_but_no_secret(reader):
    file = SimpleUploadedFile("facts.csv", b"x")
    typed = {"reason": "长治市 <b>", "password": "hunter2", "csrfmiddlewaretoken": "t0ken", "file": file}
    text = reader.post("/refuse/?why=faults", typed, **ENGLISH).content.decode()
    assert "长治市 &lt;b&gt;" in text
    assert "facts.csv" in text
    assert "hunter2" not in text
    assert "t0ken" not in text


def test_htmx_gets_the_sentence_alone_as_a_notice(reader):
    answer = reader.get("/refuse/?why=faults", headers={"HX-Request": "true"}, **ENGLISH)
    assert answer.status_code == 400
    assert answer["HX-Retarget"] == "#notices"
    assert answer.content.decode().strip().startswith('<p class="notice notice-error">end of')


@pytest.mark.parametrize("headers", [CHINESE, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize(
    ("path", "status"), [("/damaged/", 400), ("/denied/", 403), ("/no-such-page/", 404), ("/broken/", 500)]
)
def test_an_error_page_says_what_to_do_and_where_to_go(reader, path, status, headers):
    answer = reader.get(path, **headers)
    text = answer.content.decode()
    assert answer.status_code == status
    assert '<a href="/">' in text
    assert ("首页" if headers is CHINESE else "Start page") in text
    assert "secret" not in text


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", ["403_csrf.html", "429.html"])
def test_the_pages_others_render_stand_by_themselves(name, language):
    with override(language):
        text = loader.get_template(name).render({"reason": "", "failure_limit": 8})
    assert "<h1>" in text


def test_the_500_page_stands_even_without_its_styles(monkeypatch, rf, tmp_path):
    monkeypatch.setattr(clients, "BUILT", tmp_path)
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/plain")


def test_an_expired_form_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}, **ENGLISH)
    assert answer.status_code == 403
    assert "The form has grown old" in answer.content.decode()
