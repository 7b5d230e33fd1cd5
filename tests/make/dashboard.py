"""Stripe's dashboard, where staff act without us; payments that we were not told of; bookings that say what nobody
decided."""

from dataclasses import replace
from typing import Any

from chalicelib.bookings.change import Change
from chalicelib.bookings.checkout import order_of
from chalicelib.bookings.commit import commit
from chalicelib.bookings.model import Booking, Money, Status
from tests.make.sold import sold
from tests.make.till import Till, latest


def at_dashboard(till: Till, action: str, intent_id: str, **params: Any) -> None:
    """`action`: capture, cancel or refund."""
    sdk: Any = till.gateway.client.v1
    key = {"idempotency_key": f"dashboard:{action}:{intent_id}:{till.now:%H%M}"}
    if action == "refund":
        sdk.refunds.create({"payment_intent": intent_id, **params}, key)
    else:
        getattr(sdk.payment_intents, action)(intent_id, params, key)


def hold_with(till: Till, metadata: dict[str, str]) -> str:
    """A hold of 108 € that names whatever it wants; its id."""
    order = order_of(sold(till).requested(key="lends its order"))
    assert order
    page = till.gateway.open_checkout(replace(order, reference="-", metadata=metadata), key="cs:nobody")
    till.pay(page.url)
    intent = till.gateway.checkout(page.id).intent
    assert intent
    return intent.id


def second_page(till: Till, booking: Booking) -> str:
    """Another page of the same booking; its address."""
    order = order_of(booking)
    assert order
    return till.gateway.open_checkout(order, key=f"cs:{booking.id}:2").url


def second_payment(till: Till, booking: Booking) -> Any:
    (other,) = [one for one in till.intents(booking) if one["id"] != latest(booking).payment_intent_id]
    return other


def says(till: Till, booking: Booking, **changes: Any) -> Booking:
    """The booking says something else from now on, and nobody decided it."""
    return commit(Change(latest(booking).next(**changes), ()), till.work())


def states(booking: Booking) -> tuple[Status, Money]:
    return latest(booking).status, latest(booking).money
