"""What the tests of the yardstick share: one engine."""

from collections.abc import Iterator

import pytest
from ibis.backends.duckdb import Backend

from chizi.yardstick.engine import open_engine


@pytest.fixture(scope="session")
def con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    engine = open_engine(memory="500MB", threads=1, spill=tmp_path_factory.mktemp("spill"))
    yield engine
    engine.disconnect()
