from collections.abc import Iterator

import pytest

from chalicelib.payments import connect_gateway
from localdev.doubles.stripe import StripeDouble
from tests.make.till import Till, till_at


@pytest.fixture(scope="session")
def double() -> Iterator[StripeDouble]:
    with StripeDouble() as double:
        yield double


@pytest.fixture
def till(table: str, double: StripeDouble, monkeypatch: pytest.MonkeyPatch) -> Till:
    """An empty table, and the product pointed at the double through the checking client."""
    return till_at(double, monkeypatch, connect_gateway)
