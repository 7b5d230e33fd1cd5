from collections.abc import Iterator
from dataclasses import replace

import pytest
import stripe

from chalicelib.bookings import checkout, settle
from chalicelib.kit.settings import settings
from chalicelib.payments import stripe_gateway
from localdev.doubles.stripe import StripeDouble
from tests.make.identity import saved_user
from tests.make.till import Till


@pytest.fixture(scope="session")
def double() -> Iterator[StripeDouble]:
    with StripeDouble() as double:
        yield double


@pytest.fixture
def till(table: str, double: StripeDouble, monkeypatch: pytest.MonkeyPatch) -> Till:
    """An empty table, a known coworker, and the product pointed at the double through the checking client."""
    till = Till(double)
    pointed = replace(settings(), stripe_api_base=double.url)
    monkeypatch.setattr(stripe_gateway, "settings", lambda: pointed)
    till.gateway = stripe_gateway.build(till.contract)
    for module in (checkout, settle):
        monkeypatch.setattr(module, "gateway", lambda: till.gateway)
    monkeypatch.setattr(stripe.HTTPClient, "_sleep_time_seconds", lambda *_: 0)
    saved_user("coworker")
    return till
