"""What a demo refuses, and that it is made wholly or not at all."""

import fcntl
import json
from datetime import UTC, datetime

import pytest
from django.apps import apps

from chizi.demo.build import JUDGING, build_demo
from chizi.demo.queries import is_demo
from chizi.demo.refusals import BeingBuilt, NotEmpty, OfficeStands, TooFewUnits
from chizi.demo.workshop import MARKER, workshop
from chizi.org.models import Office, Region

NOW = datetime(2021, 3, 2, 1, 0, tzinfo=UTC)


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def rows_in_all_tables():
    ours = [model for model in apps.get_models() if model.__module__.startswith("chizi.")]
    return {
        model._meta.label: model._default_manager.count() for model in ours if model._default_manager.exists()
    }


def test_a_database_that_holds_anything_and_is_no_demo_is_left_alone(db, data):
    Region.objects.create(code="140000000000", name="山西省", level=1)
    with pytest.raises(NotEmpty) as refused:
        build_demo(now=NOW, units=1000)
    assert refused.value.params == {"table": "org.Region"}
    assert rows_in_all_tables() == {"org.Region": 1}
    assert files_in(data) == []
    assert not is_demo()


def test_a_real_office_never_becomes_a_demo(db, data):
    Office.objects.create(
        province_code="140000000000", name="创建办", time_zone="Asia/Shanghai", opened_at=NOW
    )
    with pytest.raises(OfficeStands) as refused:
        build_demo(now=NOW, units=1000)
    assert refused.value.params == {"name": "创建办"}
    assert rows_in_all_tables() == {"org.Office": 1}


@pytest.mark.parametrize("units", [0, 499, 2_000_001])
def test_a_province_of_no_sense_is_refused(db, data, units):
    with pytest.raises(TooFewUnits):
        build_demo(now=NOW, units=units)


def test_stopping_it_by_hand_leaves_neither_rows_nor_files(db, data):
    kept = data / "facts" / "case" / "of-somebody.parquet"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"kept")
    seen = []

    def stop_when_it_judges(step, done, total):
        if step == JUDGING:
            seen.extend(files_in(data))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(now=NOW, units=500, progress=stop_when_it_judges)
    assert MARKER in seen
    assert len(seen) > 5
    assert files_in(data) == ["facts/case/of-somebody.parquet"]
    assert rows_in_all_tables() == {}


def leave_behind(data, *before):
    """As a process leaves it that was killed while it made a demo."""
    (data / MARKER).write_text(json.dumps(before))
    for name in (*before, "facts/petition/new.parquet", "runs/abc/figures.parquet"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"x")


def test_what_a_killed_process_left_is_swept_up_by_the_next_start(data):
    leave_behind(data, "facts/petition/old.parquet")
    with workshop(lambda: False):
        assert files_in(data) == [MARKER, "facts/petition/old.parquet"]
        assert not (data / "runs" / "abc").exists()
    assert files_in(data) == ["facts/petition/old.parquet"]


def test_a_process_killed_after_the_last_row_was_kept_left_nothing_to_sweep(data):
    leave_behind(data)
    with workshop(lambda: True):
        assert "runs/abc/figures.parquet" in files_in(data)
    assert files_in(data) == ["facts/petition/new.parquet", "runs/abc/figures.parquet"]


def test_a_marker_that_was_cut_off_removes_nothing(data):
    leave_behind(data)
    (data / MARKER).write_text('["facts/pet')
    with workshop(lambda: False):
        assert "runs/abc/figures.parquet" in files_in(data)


def test_two_demos_are_not_made_at_once(data):
    with (data / MARKER).open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BeingBuilt), workshop(lambda: False):
            pytest.fail("it began all the same")
    assert (data / MARKER).exists()
