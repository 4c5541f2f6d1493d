"""The first week of a real office, told once: from `chizi init` to somebody who leaves on Friday."""

import pytest

from tests.week.bureau import Bureau
from tests.week.friday import friday
from tests.week.looks import faults_to_the_eye
from tests.week.monday import monday
from tests.week.thursday import thursday
from tests.week.tuesday import tuesday
from tests.week.wednesday import wednesday

pytestmark = pytest.mark.browser


def test_a_real_office_works_from_its_first_monday_to_its_first_friday(bureau: Bureau) -> None:
    monday(bureau)
    tuesday(bureau)
    wednesday(bureau)
    thursday(bureau)
    friday(bureau)
    assert faults_to_the_eye(bureau) == {}
