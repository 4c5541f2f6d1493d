"""What the machine under us says, whatever it is wrapped in."""

import errno

import pytest

from chizi.core.refusals import Refusal
from chizi.core.troubles import DatabaseBusy, DiskFull, refusal_of, trouble_of


class DriverError(Exception):
    """As drivers and Django wrap errors."""


def wrapped(cause: BaseException) -> BaseException:
    outer = DriverError("something")
    outer.__cause__ = cause
    return outer


@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "quota"),
        DriverError("database or disk is full"),
        DriverError('could not extend file "base/5/16": No space left on device'),
        DriverError("IO Error: Could not write file: No space left on device"),
    ],
)
def test_a_full_disk_is_recognised_also_inside_other_errors(fault):
    assert isinstance(refusal_of(fault), DiskFull)
    assert isinstance(refusal_of(wrapped(wrapped(fault))), DiskFull)


def test_a_server_that_speaks_another_language_is_understood_by_its_code():
    fault = DriverError("无法扩展文件")
    fault.sqlstate = "53100"
    assert isinstance(refusal_of(wrapped(fault)), DiskFull)


def test_a_locked_database_is_busy():
    assert isinstance(refusal_of(DriverError("database is locked")), DatabaseBusy)
    assert (DatabaseBusy.status, DiskFull.status) == (503, 507)


@pytest.mark.parametrize(
    "fault", [None, ZeroDivisionError(), OSError(errno.EACCES, "no"), Refusal(), ValueError("disk is full")]
)
def test_everything_else_is_no_trouble_of_the_machine(fault):
    assert trouble_of(fault) is None


def test_a_chain_that_goes_round_ends():
    one, other = DriverError("a"), DriverError("b")
    one.__cause__, other.__cause__ = other, one
    assert trouble_of(one) is None
