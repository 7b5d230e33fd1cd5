"""A running double, a client of it, its control calls, and somebody who receives webhooks."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import Control, Receiver, client_of


@pytest.fixture(autouse=True)
def test_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGE", "test")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def double(test_stage: None) -> Iterator[StripeDouble]:
    with StripeDouble() as double:
        yield double


@pytest.fixture
def client(double: StripeDouble) -> stripe.StripeClient:
    return client_of(double.url)


@pytest.fixture
def control(double: StripeDouble) -> Control:
    def order(action: str, **values: Any) -> Any:
        answer = requests.post(f"{double.url}/_double/{action}", json=values, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return order
