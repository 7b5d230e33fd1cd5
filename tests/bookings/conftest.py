from collections.abc import Iterator

import pytest

from chalicelib.bookings import checkout, settle
from chalicelib.bookings.series import follow
from localdev.doubles.stripe import StripeDouble
from tests.make.identity import saved_user
from tests.make.till import Till, till_at


@pytest.fixture(scope="session")
def double() -> Iterator[StripeDouble]:
    with StripeDouble() as double:
        yield double


@pytest.fixture
def till(table: str, double: StripeDouble, monkeypatch: pytest.MonkeyPatch) -> Till:
    """An empty table, a known coworker, and the product pointed at the double through the checking client."""
    till = till_at(double, monkeypatch, checkout, settle, follow)
    saved_user("coworker")
    return till
