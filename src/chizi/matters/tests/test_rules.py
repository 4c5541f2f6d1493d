"""Kinds and their faults, texts, marks, counters and ratios: without a database."""

import re
from datetime import date
from fractions import Fraction

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from chizi.core.texts import plain_text
from chizi.core.workflow import Enclosure, Field, FieldKind
from chizi.matters import kinds, refusals
from chizi.matters.kinds import FOLDER, load_kinds
from chizi.matters.rules.filling import check_files, check_written, filled, read_day
from chizi.matters.rules.kinds import KINDS, UnfitKind, kind_named, read_kind
from chizi.matters.rules.matters import (
    Attached,
    Ratios,
    Standing,
    counted,
    matter_code,
    ratios_of,
    same_words,
    shifted,
)

TEXT = (FOLDER / "finding" / "kind.toml").read_text("utf-8")
TODAY = date(2021, 3, 1)
TITLES = {"title": "Title", "fact": "Fact", "judgement": "Judgement", "basis": "Basis", "demand": "Demand"}


def test_the_shipped_kinds_are_fit_and_registered():
    assert "finding" in load_kinds()
    assert kind_named("finding") is KINDS["finding"]
    assert kind_named("order") is None


PLANTS = {
    "own-work": (
        'by = ["verifier"]\nverifies = true\nmarks',
        'by = ["verifier", "party"]\nverifies = true\nmarks',
    ),
    "no-owner": ('owner = "party"\nclock = "remedy"', 'clock = "remedy"'),
    "no-clock": ('owner = "party"\nclock = "remedy"', 'owner = "party"'),
    "unreachable": ('to = "withdrawing"', 'to = ""'),
    "dead-end": ('from = ["remedying", "returned"]', 'from = ["remedying"]'),
    "closed-by-party": ('to = "withdrawn"\nby = ["issuer"]', 'to = "withdrawn"\nby = ["party"]'),
    "unknown-clock": ('clock = "redo"', 'clock = "hourglass"'),
    "unknown-state": ('to = "returned"', 'to = "turned"'),
    "unknown-role": ('by = ["raiser"]', 'by = ["bystander"]'),
    "unknown-mark": ('marks = ["verified"]', 'marks = ["blessed"]'),
    "bulk": ('marks = ["verified"]', 'marks = ["verified"]\nbulk = true'),
    "no-days": ("days = 7\nstarts", "days = 0\nstarts"),
    "unknown-step": ('starts = ["object"]', 'starts = ["shout"]'),
    "clock-not-started": ('starts = ["give_result", "fix_at_once"]', 'starts = ["give_result"]'),
    "other-name": ('name = "finding"', 'name = "found"'),
    "not-toml": ('name = "finding"', "name = finding"),
    "missing": ('prefix = "F"', ""),
    "unreadable": ('evidence = "must"', 'evidence = "perhaps"'),
    "idle-owner": ('owner = "verifier"', 'owner = "raiser"'),
}


@pytest.mark.parametrize("code", PLANTS)
def test_the_product_refuses_a_kind_with_a_planted_fault_and_names_it(code):
    old, new = PLANTS[code]
    assert old in TEXT
    with pytest.raises(UnfitKind) as error:
        read_kind(TEXT.replace(old, new), "finding")
    assert code in {one.code for one in error.value.found}
    assert code in str(error.value), "the message that stops the start says why"


def test_a_folder_with_an_unfit_kind_leaves_the_register_as_it_was(tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "kind.toml").write_text("x = [", "utf-8")
    before = dict(KINDS)
    with pytest.raises(UnfitKind):
        load_kinds(tmp_path)
    assert before == KINDS


def test_the_app_does_not_start_with_an_unfit_kind(tmp_path, monkeypatch):
    (tmp_path / "finding").mkdir()
    (tmp_path / "finding" / "kind.toml").write_text(TEXT.replace(*PLANTS["no-clock"]), "utf-8")
    monkeypatch.setattr(kinds, "FOLDER", tmp_path)
    with pytest.raises(UnfitKind, match=r"no-clock \(raised\)"):
        apps.get_app_config("matters").ready()


def test_a_further_kind_is_a_further_folder(tmp_path):
    (tmp_path / "order").mkdir()
    text = TEXT.replace('name = "finding"', 'name = "order"').replace('prefix = "F"', 'prefix = "O"')
    (tmp_path / "order" / "kind.toml").write_text(text, "utf-8")
    try:
        assert load_kinds(tmp_path)["order"].prefix == "O"
    finally:
        load_kinds()


@pytest.mark.parametrize("name", sorted(KINDS) or ["finding"])
def test_every_word_of_a_kind_has_its_chinese(name):
    path = FOLDER.parent / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        known = {str(one.id): one.string for one in read_po(file, locale="zh_Hans")}
    assert [word for word in sorted(load_kinds()[name].words()) if not known.get(word)] == []


def test_R29_a_finding_asks_for_basis_demand_and_day_and_leaves_30_days_to_object():
    kind = load_kinds()["finding"]
    assert (kind.begin.basis, kind.begin.demand, kind.begin.due) == (True, True, True)
    assert kind.flow.step("object").within_days == 30
    answer = kind.clock_of("objected")
    assert answer is not None
    assert answer.days == 30
    assert set(kind.flow.step("uphold").apart_from) >= {"raise", "object"}


def test_R31_no_step_of_the_party_ends_a_finding():
    flow = load_kinds()["finding"].flow
    finals = {one.name for one in flow.states if one.final}
    assert [one.name for one in flow.steps if "party" in one.by and one.to in finals] == []


def test_R32_a_kind_has_no_place_for_scores_or_ranks():
    words = " ".join(load_kinds()["finding"].words()).lower()
    assert not re.search(r"score|rank|best|worst|points", words)
    assert Ratios(0, 0, 0, 0).result_ratio is None, "no finding is no achievement"


@pytest.mark.parametrize(
    ("text", "most", "lines", "found"),
    [
        (" a\r\nb ", 10, True, "a\nb"),
        ("a\nb", 10, False, None),
        ("", 10, True, None),
        ("x" * 11, 10, True, None),
        ("nul \0", 10, True, None),
        ("a\u202eb", 10, True, None),
        ("中文", 2, False, "中文"),
    ],
)
def test_texts_are_plain(text, most, lines, found):
    assert plain_text(text, most, lines=lines) == found


def test_fact_and_judgement_do_not_repeat_each_other():
    assert same_words("a b", " ab\n")
    with pytest.raises(refusals.SameWords):
        check_written({"title": "t", "fact": "It rained.", "judgement": "It  rained."}, TITLES)
    kept = check_written({"title": "t", "fact": "f", "judgement": "j", "basis": " ", "demand": ""}, TITLES)
    assert (kept["basis"], kept["demand"]) == ("", "")


@pytest.mark.parametrize("text", ["2021-02-30", "1.3.2021", "", "20210301", "0001-01-01", "９９９９-01-01"])
def test_what_is_no_day_is_none(text):
    assert read_day(text) is None


def test_fields_are_kept_by_their_kind_and_others_left_out():
    fields = (
        Field("when", "When", FieldKind.DATE, required=False),
        Field("how", "How", FieldKind.CHOICE, choices=(("a", "A"),)),
    )
    assert filled(fields, {"how": "a", "when": TODAY, "more": "x"}) == {"when": "2021-03-01", "how": "a"}
    with pytest.raises(refusals.BadChoice):
        filled(fields, {"how": "b"})
    with pytest.raises(refusals.Unfilled):
        filled(fields, {"when": "2021-03-01"})


def test_files_are_counted_once_and_dated_today_at_the_latest():
    twice = [Attached("a" * 64), Attached("a" * 64)]
    assert len(check_files(Enclosure.MUST, twice, TODAY)) == 1
    with pytest.raises(refusals.NoFiles):
        check_files(Enclosure.MUST, [], TODAY)
    with pytest.raises(refusals.NoFilesHere):
        check_files(Enclosure.NONE, twice, TODAY)
    with pytest.raises(refusals.TooManyFiles):
        check_files(Enclosure.MAY, [Attached(f"{n:064d}") for n in range(21)], TODAY)
    with pytest.raises(refusals.EvidenceTomorrow):
        check_files(Enclosure.MAY, [Attached("a" * 64, "x", date(2021, 3, 2))], TODAY)


flags = st.booleans()
standings = st.builds(
    Standing,
    kind=st.just("finding"),
    state=st.sampled_from(["raised", "closed", "withdrawn"]),
    final=flags,
    withdrawn=flags,
    remedied=flags,
    replied=flags,
    verified=flags,
    reopened=flags,
)


@given(st.lists(standings, max_size=8))
def test_counters_moved_along_are_the_counters_counted_at_the_end(walk):
    moved: dict[str, int] = {}
    before = None
    for one in walk:
        for key, change in shifted(before, one, ["14", "agency:x"]).items():
            moved[key] = moved.get(key, 0) + change
        before = one
    last = shifted(None, walk[-1], ["14", "agency:x"]) if walk else {}
    assert {key: value for key, value in moved.items() if value} == last


@given(standings)
def test_a_withdrawn_matter_counts_for_nothing_else(one):
    if one.withdrawn:
        assert counted(one) == {"withdrawn"}
    else:
        assert "raised" in counted(one)


def test_ratios_have_their_denominator():
    found = ratios_of(
        {"raised|14|finding": 4, "remedied|14|finding": 3, "verified|14|finding": 1}, "14", "finding"
    )
    assert (found.remedy_ratio, found.reply_ratio, found.result_ratio) == (
        Fraction(3, 4),
        Fraction(0),
        Fraction(1, 4),
    )
    assert not found.complete
    assert Ratios(2, 2, 2, 2).complete
    assert matter_code("F", 2021, 17) == "F2021-00017"
