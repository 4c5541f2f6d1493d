"""The whole journey by command, on a data folder of its own: what scripts may rely on."""

import csv
import subprocess
import sys

import pytest

from chizi.fronts.cli.tests.houses import MINE, UNITS, VILLAGE, event, terms

STATUSES = {"achieved", "broken", "disputed", "pending", "not_in_scope"}
ZEROS = {"petition", "accident", "case", "three_zero"}


def test_every_step_is_done(judged):
    _, answers = judged
    assert {name: (done.code, done.err) for name, done in answers.items() if done.code} == {}


def test_first_use_makes_the_database_and_standard_output_stays_pure(judged):
    house, answers = judged
    assert "Preparing the database" in answers["divisions"].err
    assert answers["divisions"].data["stored"] is True
    assert answers["units"].err == ""
    assert house.folder.is_dir()


def test_divisions_become_regions_and_units(judged):
    data = judged[1]["divisions"].data
    assert data["counts"] == {"regions": 4, "units": 2}
    assert (data["total"], data["accepted"], data["left_out"], data["rejected"]) == (7, 6, 1, 0)


def test_a_delivery_says_its_number_and_hash(judged):
    data = judged[1]["petition"].data
    assert data["kind"] == "facts"
    assert data["delivery"] == 1
    assert data["repeated"] is False
    assert data["complete"] is True
    assert len(data["sha256"]) == 64


def test_a_year_brings_its_months_and_every_status_is_counted(judged):
    data = judged[1]["evaluate"].data
    assert data["criteria"] == "three-zero-2020.1"
    assert data["as_of"] == "2021-03-02T00:00:00+08:00"
    assert set(data["periods"]) == {"2020"} | {f"2020-{month:02d}" for month in range(1, 13)}
    for zeros in data["periods"].values():
        assert set(zeros) == ZEROS
        assert all(set(counts) == STATUSES for counts in zeros.values())
    year = data["periods"]["2020"]
    assert year["petition"] == {"achieved": 4, "broken": 0, "disputed": 0, "pending": 0, "not_in_scope": 0}
    assert year["accident"]["broken"] == 1
    assert year["case"]["broken"] == 1
    assert year["three_zero"] == {"achieved": 2, "broken": 2, "disputed": 0, "pending": 0, "not_in_scope": 0}


def test_the_csv_holds_one_row_for_each_break_of_a_period(judged):
    house, _ = judged
    with (house.folder.parent / "breaks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["period", "unit_code", "zero", "event_id", "reason", "instant"]
    assert {(row["period"], row["unit_code"], row["event_id"]) for row in rows} == {
        ("2020", MINE, "A1"),
        ("2020-03", MINE, "A1"),
        ("2020", VILLAGE, "C1"),
        ("2020-03", VILLAGE, "C1"),
    }
    assert not list(house.folder.parent.glob(".breaks.csv.*"))


def test_the_same_evaluation_gives_the_same_run(judged):
    house, answers = judged
    again = house.run("evaluate", "--criteria", "three-zero-2020.1", "--period", "2020", "--as-of", "2021-03-01",
                      "--as", "lin", "--json")  # fmt: skip
    assert again.data == {key: answers["evaluate"].data[key] for key in again.data}


def test_an_explanation_names_the_event_and_the_rule_that_spoke(judged):
    house, _ = judged
    done = house.run("explain", VILLAGE, "--period", "2020", "--as", "lin", "--json")
    assert done.code == 0
    assert done.data["three_zero"] == "broken"
    (case,) = done.data["zeros"]["case"]["events"]
    assert (case["event_id"], case["verdict"], case["rule"]) == ("C1", "breaks", "case-criminal")
    assert case["numbers"]["severity"] == 2
    assert len(done.data["zeros"]["case"]["months"]) == 12


def test_an_explanation_for_people_is_in_their_language(judged):
    house, _ = judged
    said = house.run("explain", VILLAGE, "--period", "2020", "--as", "lin", CHIZI_LANG="zh").out
    assert "未达成" in said or "破零" in said


def test_once_people_are_registered_each_step_needs_a_name(judged):
    house, _ = judged
    again = house.run("import", "units", house.written("again.csv", UNITS), "--json")
    assert again.code == 1
    assert again.data["error"]["code"] == "NeedsPerson"
    stranger = house.run("import", "units", house.written("again.csv", UNITS), "--as", "nobody", "--json")
    assert (stranger.code, stranger.data["error"]["code"]) == (1, "UnknownPerson")
    without = house.run("import", "units", house.written("again.csv", UNITS), "--as", "zhou", "--json")
    assert (without.code, without.data["error"]["code"]) == (1, "NotAllowed")


def test_only_the_lead_department_itself_hands_in_its_zero(judged):
    house, _ = judged
    file = house.facts("other.csv", [event("case", "C9")])
    foreign = house.run("import", "facts", file, *terms("police", "petition"), "--as", "li", "--json")
    assert (foreign.code, foreign.data["error"]["code"]) == (1, "NotTheOwner")
    office = house.run("import", "facts", file, *terms("police", "case"), "--as", "lin", "--json")
    assert office.code == 1


def test_a_publication_needs_two_people_and_leaves_nothing_when_one_is_missing(judged):
    house, answers = judged
    out = house.folder.parent / "alone.zip"
    run = str(answers["evaluate"].data["run"])
    alone = house.run("publish", "--run", run, "--title", "三零结果", "--out", str(out), "--approved-by", "lin",
                      "--as", "lin", "--json")  # fmt: skip
    assert alone.code == 1
    assert alone.data["error"]["code"] in {"SamePerson", "NotAllowed"}
    assert not out.exists()
    assert not list(house.folder.parent.glob(".alone*"))


@pytest.fixture(scope="session")
def published(judged):
    house, answers = judged
    out = house.folder.parent / "published.zip"
    run = str(answers["evaluate"].data["run"])
    done = house.run("publish", "--run", run, "--title", "三零结果", "--out", str(out), "--approved-by", "zhou",
                     "--as", "lin", "--json")  # fmt: skip
    assert done.code == 0, done.err
    return house, out, done.data


def test_a_publication_is_written_with_its_public_key(published):
    _, out, data = published
    assert (data["file"], data["key"]) == (str(out), f"{out}.pub")
    assert out.read_bytes()[:2] == b"PK"
    assert out.with_name(out.name + ".pub").read_text("ascii").startswith("chizi-ed25519 ")


def test_the_same_run_is_not_published_twice(published):
    house, out, data = published
    again = house.run("publish", "--run", str(data["run"]), "--title", "又一次", "--out", str(out), "--approved-by",
                      "zhou", "--as", "lin", "--json")  # fmt: skip
    assert again.code == 1


def test_verify_knows_the_signer_only_with_a_key(published):
    house, out, _ = published
    known = house.run("verify", str(out), "--key", f"{out}.pub", "--json")
    assert (known.code, known.data["intact"], known.data["signer"]) == (0, True, "known")
    unknown = house.run("verify", str(out), "--json")
    assert (unknown.code, unknown.data["intact"], unknown.data["signer"]) == (0, True, "unknown")


def test_one_flipped_byte_is_caught_and_named(published):
    house, out, _ = published
    data = bytearray(out.read_bytes())
    data[len(data) // 2] ^= 1
    bent = out.with_name("bent.zip")
    bent.write_bytes(data)
    done = house.run("verify", str(bent), "--key", f"{out}.pub", "--json")
    assert done.code == 1
    assert done.data["intact"] is False
    assert done.data["faults"][0]["member"]
    assert done.data["faults"][0]["text"]


def test_verify_needs_neither_django_nor_a_database(published):
    _, out, _ = published
    script = (
        "import sys; from chizi.site.entry import main; code = main(['verify', sys.argv[1]]);"
        "loaded = {name.partition('.')[0] for name in sys.modules} & {'django', 'duckdb', 'ibis'};"
        "sys.exit(f'loaded {loaded}' if loaded else code)"
    )
    bare = {"PYTHONPATH": ":".join(sys.path), "PATH": "", "CHIZI_DATA": "/dev/null/nowhere"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(out)], env=bare, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_who_leaves_early_is_no_fault(published):
    house, _, _ = published
    process = house.start("journal", "verify", "--json")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 0


def test_the_journal_holds(published):
    house, _, _ = published
    done = house.run("journal", "verify", "--json")
    assert (done.code, done.data["intact"], done.data["faults"]) == (0, True, [])
    assert done.data["entries"] >= 9
    assert len(done.data["root"]) == 64


def test_the_doctor_finds_the_house_sound(published):
    house, _, _ = published
    done = house.run("doctor", "--json")
    found = {one["check"]: one["state"] for one in done.data["checks"]}
    own = ("journal.guards", "clock.zone", "clock.forward", "keys", "stores.files", "counts", "register")
    assert {check: found[check] for check in own} == dict.fromkeys(own, "good")
    # The PostgreSQL of the tests runs without fsync, and the doctor must say so.
    assert found["database.settings"] == ("wrong" if "DATABASE_URL" in house.environment else "good")
    assert done.code == (1 if "wrong" in found.values() else 0)
