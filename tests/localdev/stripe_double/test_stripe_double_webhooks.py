"""Webhooks: signed, after the answer, retried, sometimes shuffled and doubled, never lost."""

import json
import random
from collections.abc import Iterator

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble, webhook_queue
from localdev.doubles.stripe.wire import Call
from tests.localdev.stripe_double.staging import (
    WEBHOOK_SECRET,
    Receiver,
    client_of,
    held_payment,
    open_session,
    submit,
)


@pytest.fixture
def double(test_stage: None, receiver: Receiver) -> Iterator[StripeDouble]:
    # Back-offs of minutes: within a test, only an order to deliver makes a second attempt.
    with StripeDouble(webhook_url=receiver.url, webhook_secret=WEBHOOK_SECRET, retry_base_seconds=120) as double:
        yield double


def _order(double: StripeDouble, action: str, **values: int | bool) -> None:
    answer = requests.post(f"{double.url}/_double/{action}", json=values, timeout=10)
    assert answer.status_code == 200, answer.text


def test_events_arrive_signed_and_in_order(client: stripe.StripeClient, receiver: Receiver) -> None:
    held_payment(client)
    assert [event.type for event in receiver.wait_for(4)] == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "checkout.session.completed",
    ]
    event = receiver.events[-1]
    assert (event.api_version, event.livemode) == (stripe.api_version, False)


def test_no_event_overtakes_the_answer_of_its_call(
    double: StripeDouble, client: stripe.StripeClient, receiver: Receiver
) -> None:
    session = open_session(client)
    expire = Call("POST", f"/v1/checkout/sessions/{session.id}/expire", "", "", {"authorization": "Bearer sk_test_x"})
    answer = double._api.answer(expire)
    double.deliver_webhooks()
    assert receiver.received == []
    double._answered(answer)
    assert receiver.wait_for(1)[0].type == "checkout.session.expired"


def test_an_event_shows_the_object_as_it_was_and_not_as_it_is(
    client: stripe.StripeClient, receiver: Receiver
) -> None:
    intent = held_payment(client)
    client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    snapshots = {event.type: event.data.object for event in receiver.wait_for(6)}
    assert snapshots["payment_intent.amount_capturable_updated"].status == "requires_capture"
    assert snapshots["payment_intent.succeeded"].status == "succeeded"


def test_an_event_names_the_call_that_caused_it(client: stripe.StripeClient, receiver: Receiver) -> None:
    intent = held_payment(client)
    client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    by_type = {event.type: event for event in receiver.wait_for(6)}
    assert by_type["payment_intent.succeeded"].request.idempotency_key == "cap:bk_1"
    assert by_type["checkout.session.completed"].request.idempotency_key is None


def test_a_webhook_that_fails_is_owed_until_it_succeeds(
    double: StripeDouble, client: stripe.StripeClient, receiver: Receiver
) -> None:
    receiver.status = 500
    session = open_session(client)
    client.v1.checkout.sessions.expire(session.id, None, {"idempotency_key": "exp:bk_1"})
    receiver.wait_for(1)
    owed = client.v1.events.list({"delivery_success": False}).data
    assert [event.type for event in owed] == ["checkout.session.expired"]
    assert owed[0].pending_webhooks == 1
    receiver.status = 204
    double.deliver_webhooks()
    assert len(receiver.received) == 2
    assert receiver.events[0].id == receiver.events[1].id
    assert client.v1.events.list({"delivery_success": False}).data == []
    assert client.v1.events.retrieve(owed[0].id).pending_webhooks == 0


def test_back_offs_grow_with_each_failure(
    double: StripeDouble, client: stripe.StripeClient, receiver: Receiver
) -> None:
    receiver.status = 500
    session = open_session(client)
    client.v1.checkout.sessions.expire(session.id, None, {"idempotency_key": "exp:bk_1"})
    receiver.wait_for(1)
    for _ in range(2):
        double.deliver_webhooks()
    state = requests.get(f"{double.url}/_double/state", timeout=10).json()
    assert state["events"][0]["deliveries"] == [{"attempts": 3, "state": "pending", "outcome": "500"}]
    assert state["webhook"]["pending"] == 1


def test_an_event_can_be_sent_again(double: StripeDouble, client: stripe.StripeClient, receiver: Receiver) -> None:
    held_payment(client)
    event = receiver.wait_for(4)[0]
    _order(double, f"events/{event.id}/resend")
    assert receiver.wait_for(5)[-1].id == event.id


def test_chaos_loses_nothing_repeats_some_and_shuffles(
    double: StripeDouble, client: stripe.StripeClient, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook_queue, "chance", random.Random(4))
    _order(double, "chaos", enabled=True)
    for number in range(6):
        held_payment(client, f"cs:bk_{number}:1")
    double.deliver_webhooks()
    emitted = [event.id for event in client.v1.events.list({"limit": 100}).data][::-1]
    arrived = [event.id for event in receiver.events]
    assert set(arrived) == set(emitted)
    assert len(arrived) > len(emitted) == 24
    assert list(dict.fromkeys(arrived)) != emitted


def test_the_signature_is_of_now_even_when_the_clock_was_moved(
    double: StripeDouble, client: stripe.StripeClient, receiver: Receiver
) -> None:
    _order(double, "clock", offset_seconds=-90 * 24 * 3600)
    submit(open_session(client_of(double.url, -90 * 24 * 3600)).url)
    receiver.wait_for(4)
    body, signature = receiver.received[0]
    assert stripe.WebhookSignature.verify_header(body, signature, WEBHOOK_SECRET, 300)
    assert json.loads(body)["created"] < int(signature.split(",")[0][2:]) - 80 * 24 * 3600


def test_expiries_by_the_clock_send_webhooks_too(
    double: StripeDouble, client: stripe.StripeClient, receiver: Receiver
) -> None:
    held_payment(client)
    _order(double, "clock/advance", seconds=8 * 24 * 3600)
    assert [event.type for event in receiver.wait_for(6)[-2:]] == [
        "charge.expired",
        "payment_intent.canceled",
    ]
