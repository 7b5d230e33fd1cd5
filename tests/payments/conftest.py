from collections.abc import Iterator
from dataclasses import replace

import pytest
import stripe

from chalicelib.kit.settings import settings
from chalicelib.payments import connect_gateway, stripe_gateway
from localdev.doubles.stripe import StripeDouble
from tests.make.till import Till


@pytest.fixture(scope="session")
def double() -> Iterator[StripeDouble]:
    with StripeDouble() as double:
        yield double


@pytest.fixture
def till(table: str, double: StripeDouble, monkeypatch: pytest.MonkeyPatch) -> Till:
    """An empty table, and the product pointed at the double through the checking client."""
    till = Till(double)
    pointed = replace(settings(), stripe_api_base=double.url)
    monkeypatch.setattr(stripe_gateway, "settings", lambda: pointed)
    till.gateway = stripe_gateway.build(till.contract)
    monkeypatch.setattr(connect_gateway, "gateway", lambda: till.gateway)
    monkeypatch.setattr(stripe.HTTPClient, "_sleep_time_seconds", lambda *_: 0)
    return till
