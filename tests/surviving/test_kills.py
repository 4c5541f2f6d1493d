"""kill -9 in the middle of writing: no confirmed act is lost, none is half there.

What confirms an act is the return of the product's own action. 10 kills always, 200 with CHIZI_PROVE=1. A killed
process does not show what a power cut does (the system still holds its pages); for that the settings are checked by
`chizi doctor`: FULL on SQLite, fsync and synchronous_commit on PostgreSQL.
"""

import os
import random
import time

import pytest

from tests.proving import PROVE
from tests.surviving import offices
from tests.surviving.servers import server
from tests.surviving.writers import nursery

ROUNDS = 100 if PROVE else 5
WRITERS = 2  # killed one after the other in each round
SERVERS = 30 if PROVE else 2
LONGEST = 0.15  # seconds from a confirmed act to the kill
SEED = int(os.environ.get("CHIZI_KILL_SEED", "20201231"))


@pytest.mark.prove
def test_writers_that_are_killed_lose_nothing_and_leave_nothing_half_done(office):
    draw = random.Random(SEED)
    with nursery(office) as writers:
        for turn in range(ROUNDS):
            pids = [writers.begin(f"k{turn}x{number}") for number in range(WRITERS)]
            writers.wait_for(WRITERS)
            for pid in pids:
                time.sleep(draw.uniform(0, LONGEST))
                writers.kill(pid)
            assert writers.ends == []
            assert set(writers.acked) <= set(offices.rows(office, offices.PEOPLE)), turn
            assert set(writers.posted) <= set(offices.rows(office, offices.POSTS)), turn
            offices.whole(office)
    assert len(writers.acked) >= ROUNDS * WRITERS
    offices.sound(office)


@pytest.mark.prove
@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite has no server that could be killed")
def test_a_database_server_that_is_killed_comes_back_with_all_that_was_confirmed(tmp_path):
    draw = random.Random(SEED)
    with server() as own:
        house = own.house(tmp_path / "data")
        offices.found(house)
        house.close_worker()
        with nursery(house) as writers:
            for turn in range(SERVERS):
                pids = [writers.begin(f"s{turn}x{number}") for number in range(WRITERS)]
                writers.wait_for(WRITERS)
                time.sleep(draw.uniform(0, LONGEST))
                own.kill()
                for pid in pids:
                    writers.reap(pid)
                own.start()
                assert set(writers.acked) <= set(offices.rows(house, offices.PEOPLE)), turn
                assert set(writers.posted) <= set(offices.rows(house, offices.POSTS)), turn
                offices.whole(house)
        offices.sound(house)
        house.close_worker()
