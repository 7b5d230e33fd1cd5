"""Holds, captures, releases and refunds: the money side of the double."""

import pytest
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import Control, client_of, held_payment, open_session, submit

_DAY = 24 * 3600


def _capture(client: stripe.StripeClient, intent_id: str, key: str = "cap:bk_1") -> stripe.PaymentIntent:
    return client.v1.payment_intents.capture(intent_id, None, {"idempotency_key": key})


def _refund(
    client: stripe.StripeClient, intent_id: str, amount: int | None = None, key: str = "re:bk_1:1"
) -> stripe.Refund:
    wanted: stripe.params.RefundCreateParams = {"payment_intent": intent_id}
    if amount is not None:
        wanted["amount"] = amount
    return client.v1.refunds.create(wanted, {"idempotency_key": key})


def _event_types(client: stripe.StripeClient) -> list[str]:
    return [str(event.type) for event in client.v1.events.list({"limit": 100}).data][::-1]


def test_a_paid_session_on_manual_capture_holds_the_money(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    assert (intent.status, intent.amount_capturable, intent.amount_received) == ("requires_capture", 4500, 0)
    assert (intent.transfer_group, intent.metadata["booking"]) == ("bk_1", "bk_1")
    charge = intent.latest_charge
    assert (charge.captured, charge.paid, charge.balance_transaction) == (False, True, None)
    assert charge.payment_method_details.card.capture_before - charge.created == 7 * _DAY
    session = client.v1.checkout.sessions.list().data[0]
    assert (session.status, session.payment_status, session.url) == ("complete", "unpaid", None)
    assert _event_types(client) == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "checkout.session.completed",
    ]


def test_a_paid_session_on_automatic_capture_takes_the_money(client: stripe.StripeClient) -> None:
    intent = held_payment(client, payment_intent_data={"capture_method": "automatic"})
    assert (intent.status, intent.amount_received) == ("succeeded", 4500)
    assert intent.latest_charge.captured
    assert client.v1.checkout.sessions.list().data[0].payment_status == "paid"
    assert "payment_intent.succeeded" in _event_types(client)


def test_a_capture_takes_the_held_money_and_costs_a_fee(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    captured = _capture(client, intent.id)
    assert (captured.status, captured.amount_received, captured.amount_capturable) == ("succeeded", 4500, 0)
    charge = client.v1.charges.retrieve(intent.latest_charge.id, {"expand": ["balance_transaction"]})
    movement = charge.balance_transaction
    assert isinstance(movement, stripe.BalanceTransaction)
    assert (movement.amount, movement.fee, movement.net) == (4500, 93, 4407)
    assert (movement.status, movement.available_on > movement.created) == ("pending", True)
    assert client.v1.checkout.sessions.list().data[0].payment_status == "paid"
    assert _event_types(client)[-2:] == ["charge.captured", "payment_intent.succeeded"]


def test_captured_money_becomes_available_with_time(client: stripe.StripeClient, control: Control) -> None:
    _capture(client, held_payment(client).id)
    control("clock/advance", seconds=3 * _DAY)
    assert client.v1.balance_transactions.list().data[0].status == "available"


def test_a_partial_capture_lets_the_rest_go(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    captured = client.v1.payment_intents.capture(
        intent.id, {"amount_to_capture": 3000}, {"idempotency_key": "cap:bk_1"}
    )
    assert (captured.amount, captured.amount_received) == (4500, 3000)
    charge = client.v1.charges.retrieve(intent.latest_charge.id)
    assert (charge.amount_captured, charge.amount_refunded, charge.refunded) == (3000, 1500, False)
    with pytest.raises(stripe.InvalidRequestError, match="greater than"):
        _refund(client, intent.id, 3001)
    assert _refund(client, intent.id, key="re:bk_1:2").amount == 3000


def test_more_than_the_hold_cannot_be_captured(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.capture(intent.id, {"amount_to_capture": 4501}, {"idempotency_key": "cap:bk_1"})
    assert (refused.value.code, refused.value.param) == ("amount_too_large", "amount_to_capture")


def test_money_is_captured_once(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    _capture(client, intent.id)
    assert _capture(client, intent.id).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError) as refused:
        _capture(client, intent.id, key="cap:bk_1:again")
    assert refused.value.code == "payment_intent_unexpected_state"
    assert refused.value.error is not None
    assert refused.value.error.payment_intent is not None
    assert refused.value.error.payment_intent.status == "succeeded"


def test_cancelling_a_hold_gives_the_money_back(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    cancelled = client.v1.payment_intents.cancel(
        intent.id, {"cancellation_reason": "requested_by_customer"}, {"idempotency_key": "rel:bk_1"}
    )
    assert (cancelled.status, cancelled.cancellation_reason) == ("canceled", "requested_by_customer")
    charge = client.v1.charges.retrieve(intent.latest_charge.id)
    assert (charge.captured, charge.refunded, charge.amount_refunded) == (False, True, 4500)
    assert client.v1.balance_transactions.list().data == []
    with pytest.raises(stripe.InvalidRequestError) as refused:
        _capture(client, intent.id)
    assert refused.value.code == "payment_intent_unexpected_state"


def test_an_unpaid_intent_of_checkout_cannot_be_cancelled_directly(client: stripe.StripeClient) -> None:
    session = open_session(client)
    submit(session.url, "4000000000009995")
    intent = client.v1.payment_intents.list().data[0]
    assert intent.status == "requires_payment_method"
    with pytest.raises(stripe.InvalidRequestError, match="requires_capture"):
        client.v1.payment_intents.cancel(intent.id, None, {"idempotency_key": "rel:bk_1"})


def test_captured_money_cannot_be_released_as_a_hold(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    _capture(client, intent.id)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.cancel(intent.id, None, {"idempotency_key": "rel:bk_1"})
    assert refused.value.code == "payment_intent_unexpected_state"


def test_a_hold_that_nobody_captures_runs_out_by_the_clock(client: stripe.StripeClient, control: Control) -> None:
    intent = held_payment(client)
    capture_before = intent.latest_charge.payment_method_details.card.capture_before
    control("clock/advance", seconds=7 * _DAY - 60)
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"
    control("clock/advance", seconds=2 * _DAY)
    gone = client.v1.payment_intents.retrieve(intent.id)
    assert (gone.status, gone.cancellation_reason) == ("canceled", "automatic")
    assert gone.canceled_at == capture_before
    assert _event_types(client)[-2:] == ["charge.expired", "payment_intent.canceled"]
    assert client.v1.events.list().data[0].created == capture_before


def test_a_captured_payment_outlives_the_end_of_its_hold(client: stripe.StripeClient, control: Control) -> None:
    intent = held_payment(client)
    _capture(client, intent.id)
    control("clock/advance", seconds=8 * _DAY)
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_an_ordered_expiry_fails_the_capture_in_stripes_words(client: stripe.StripeClient, control: Control) -> None:
    intent = held_payment(client)
    control("fail_next", kind="charge_expired_for_capture", path="/v1/payment_intents/*/capture")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        _capture(client, intent.id)
    assert refused.value.code == "charge_expired_for_capture"


def test_refunds_add_up_to_the_charge_and_not_beyond(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    _capture(client, intent.id)
    first = _refund(client, intent.id, 1500)
    assert (first.status, first.amount, first.payment_intent) == ("succeeded", 1500, intent.id)
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        _refund(client, intent.id, 3001, key="re:bk_1:2")
    assert too_much.value.param == "amount"
    assert _refund(client, intent.id, key="re:bk_1:3").amount == 3000
    with pytest.raises(stripe.InvalidRequestError) as nothing_left:
        _refund(client, intent.id, 1, key="re:bk_1:4")
    assert nothing_left.value.code == "charge_already_refunded"
    listed = client.v1.refunds.list({"payment_intent": intent.id}).data
    assert [refund.amount for refund in listed] == [3000, 1500]
    charge = client.v1.charges.retrieve(intent.latest_charge.id)
    assert (charge.refunded, charge.amount_refunded) == (True, 4500)


def test_a_hold_cannot_be_refunded(client: stripe.StripeClient) -> None:
    intent = held_payment(client)
    with pytest.raises(stripe.InvalidRequestError, match="no successful charge"):
        _refund(client, intent.id)


@pytest.mark.parametrize(
    ("card", "at_first", "later", "event"),
    [
        ("4000000000007726", "pending", "succeeded", "refund.updated"),
        ("4000000000005126", "succeeded", "failed", "refund.failed"),
    ],
)
def test_some_cards_show_the_outcome_of_a_refund_later(
    double: StripeDouble,
    client: stripe.StripeClient,
    control: Control,
    card: str,
    at_first: str,
    later: str,
    event: str,
) -> None:
    session = open_session(client, payment_intent_data={"capture_method": "automatic"})
    submit(session.url, card)
    intent = client.v1.payment_intents.list().data[0]
    refund = _refund(client, intent.id)
    assert refund.status == at_first
    control("clock/advance", seconds=2 * 3600)
    settled = client_of(double.url).v1.refunds.retrieve(refund.id)
    assert settled.status == later
    assert _event_types(client)[-1] == event
    charge = client.v1.charges.list({"payment_intent": intent.id}).data[0]
    assert charge.refunded is (later == "succeeded")
