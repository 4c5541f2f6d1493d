"""Plans in files: given out, brought, looked at before they are stored, sent back line by line."""

import re
import tomllib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from chizi.fronts.planning.tests.pages import measure, text
from chizi.plan import actions
from chizi.plan.models import Campaign
from chizi.plan.plan_files import SAMPLE
from chizi.plan.tests.planned import campaign, desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(settings, tmp_path):
    """An office that has no campaign yet, unlike the one of the tests of tasks."""
    settings.DATA = tmp_path
    return desk()


@pytest.mark.parametrize("form", ["csv", "xlsx", "toml"])
def test_what_is_exported_can_be_brought_again(here, at, form):
    campaign(here)
    client = at("lin")
    file = client.get(f"/plan/JYZD/tree.{form}").content
    upload = SimpleUploadedFile(f"plan.{form}", file)
    page = text(client.post("/plan/import/", {"file": upload}, follow=True))
    assert "there is nothing to store" in page


def test_a_file_is_looked_at_before_it_is_stored(here, at):
    client = at("lin")
    content = SAMPLE.replace("agency:CODE", "agency:office")
    tomllib.loads(content)
    answer = client.post("/plan/import/", {"file": SimpleUploadedFile("plan.toml", content.encode())})
    where = answer["Location"]
    page = text(client.get(where))
    assert "开展谈心谈话" in page
    assert not Campaign.objects.exists()
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert at("wen").get(where).status_code == 404
    assert client.post(where, {"seen": seen})["Location"] == "/plan/JYZD-2021/"
    assert Campaign.objects.get().code == "JYZD-2021"
    assert client.get(where).status_code == 404


def test_what_changed_meanwhile_is_shown_again_before_anything_is_stored(here, at):
    campaign(here, issued=False)
    client = at("lin")
    file = client.get("/plan/JYZD/tree.toml").content.decode().replace("专题党课", "讲党课")
    answer = client.post("/plan/import/", {"file": SimpleUploadedFile("plan.toml", file.encode())})
    page = text(client.get(answer["Location"]))
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    one = measure("M-2")
    actions.put_measure(actor=here.wen, now=timezone.now(), campaign="JYZD", code="M-2", version=one.version,
                        plan="S-01", title="三会一课", owner="city", basis="方案一", evidence_rule="讲稿",
                        due=one.due)  # fmt: skip
    page = text(client.post(answer["Location"], {"seen": seen}), 400)
    assert "The plan has changed since you looked" in page
    assert "三会一课" in page
    assert measure("M-2").title == "三会一课"


@pytest.mark.parametrize("name", ["plan.toml", "plan.csv"])
def test_lines_with_faults_go_back_with_their_reasons(here, at, name):
    content = SAMPLE.replace("agency:CODE", "agency:nobody")
    if name.endswith("csv"):
        content = (
            "kind,code,parent_code,title,owner,basis,evidence_rule,starts,due\nmeasure,M 1,,措施,,,,,x\n"
        )
    client = at("lin")
    answer = client.post("/plan/import/", {"file": SimpleUploadedFile(name, content.encode())})
    page = text(client.get(answer["Location"]))
    assert "nothing can be stored" in page
    rejects = client.get(f"{answer['Location']}rejects.csv").content.decode("utf-8-sig")
    assert "No party with this code" in rejects or "This is not a code" in rejects
    assert client.post(answer["Location"], {"seen": "x"}).status_code == 400
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.toml", b"\xff\xfe\x00"),
        ("x.xlsx", b"PK\x03\x04broken"),
        ("x.csv", b"\x00\x01"),
        ("x.toml", b"a = ["),
    ],
)
def test_rubbish_is_no_plan_and_no_fault_of_ours(here, at, name, content):
    answer = at("lin").post("/plan/import/", {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code in (200, 400)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx", "toml"])
def test_an_empty_plan_can_be_downloaded(here, at, form):
    content = at("lin").get(f"/plan/import/template.{form}").content
    assert content.startswith(b"PK") if form == "xlsx" else b"evidence_rule" in content
    assert at("hu").get(f"/plan/import/template.{form}").status_code == 403
