from collections.abc import Iterator
from dataclasses import replace

import pytest

from chalicelib.bookings import checkout, reconcile, settle
from chalicelib.bookings.series import follow
from chalicelib.kit.aws import sqs
from chalicelib.kit.settings import settings
from chalicelib.operations import walk
from chalicelib.operations.rules import events_are_heard, pages_are_known, payments_match_bookings
from chalicelib.payments import webhooks
from localdev.doubles.stripe import StripeDouble
from tests.make.checks import Checks
from tests.make.identity import saved_user
from tests.make.till import Till, till_at

ASK_STRIPE = (checkout, settle, follow, reconcile, events_are_heard, pages_are_known, payments_match_bookings)


@pytest.fixture(scope="session")
def double() -> Iterator[StripeDouble]:
    with StripeDouble() as double:
        yield double


@pytest.fixture
def till(table: str, double: StripeDouble, monkeypatch: pytest.MonkeyPatch) -> Till:
    """An empty table, a known coworker, and the product pointed at the double through the checking client."""
    till = till_at(double, monkeypatch, *ASK_STRIPE)
    saved_user("coworker")
    return till


@pytest.fixture
def checks(table: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Checks:
    """The queues of checks and of Stripe's events, and who works on them."""
    url, events_url = [sqs().create_queue(QueueName=name)["QueueUrl"] for name in ("checks", "stripe-events")]
    known = replace(settings(), checks_queue_url=url, stripe_events_queue_url=events_url)
    for module in (walk, webhooks):
        monkeypatch.setattr(module, "settings", lambda: known)
    return Checks(url, events_url, capsys)
