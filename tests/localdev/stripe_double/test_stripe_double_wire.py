"""Credentials, errors, idempotency, expansion and lists: the double behaves as the wire of Stripe does."""

import threading
from typing import Any

import pytest
import requests
import stripe

from localdev.doubles.stripe import RefusedToStart, StripeDouble
from tests.localdev.stripe_double.staging import Control, held_payment, open_session

_AUTH = {"Authorization": "Bearer sk_test_raw"}


def _create_raw(double: StripeDouble, body: dict[str, str], **headers: str) -> requests.Response:
    return requests.post(f"{double.url}/v1/checkout/sessions", data=body, headers={**_AUTH, **headers}, timeout=10)


_BODY = {
    "mode": "payment",
    "success_url": "http://127.0.0.1/ok",
    "line_items[0][quantity]": "2",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "1500",
    "line_items[0][price_data][product_data][name]": "Bureau",
}


@pytest.mark.parametrize("stage", ["production", ""])
def test_the_double_refuses_to_start_outside_development(monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    monkeypatch.setenv("STAGE", stage)
    with pytest.raises(RefusedToStart):
        StripeDouble()


@pytest.mark.parametrize("authorization", ["", "Bearer sk_live_x", "Basic sk_test_x", "Bearer pk_test_x"])
def test_anything_but_a_secret_test_key_is_refused(double: StripeDouble, authorization: str) -> None:
    answer = requests.get(f"{double.url}/v1/events", headers={"Authorization": authorization}, timeout=10)
    assert answer.status_code == 401
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_another_api_version_is_refused(double: StripeDouble) -> None:
    answer = _create_raw(double, _BODY, **{"Stripe-Version": "2020-08-27"})
    assert answer.status_code == 400
    assert stripe.api_version in answer.json()["error"]["message"]


def test_a_form_without_the_sdk_is_understood_and_summed(double: StripeDouble) -> None:
    answer = _create_raw(double, _BODY)
    assert answer.status_code == 200
    assert answer.json()["amount_total"] == 3000
    assert answer.headers["Request-Id"].startswith("req_")


@pytest.mark.parametrize(
    ("changed", "code", "param"),
    [
        ({"payment_method_types[0]": "card"}, "parameter_unknown", "payment_method_types"),
        ({"success_url": "retour"}, "url_invalid", "success_url"),
        ({"line_items[0][quantity]": "x"}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items[0][price_data][unit_amount]": "10"}, "amount_too_small", None),
        ({"mode": ""}, None, "mode"),
        ({"locale": "klingon"}, None, "locale"),
    ],
)
def test_a_bad_parameter_is_named(
    double: StripeDouble, changed: dict[str, str], code: str | None, param: str | None
) -> None:
    answer = _create_raw(double, {**_BODY, **changed})
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error.get("code"), error.get("param")) == (code, param)


def test_what_stripe_has_and_the_double_has_not_is_said_aloud(double: StripeDouble) -> None:
    answer = _create_raw(double, {**_BODY, "customer": "cus_1"})
    assert "does not implement `customer`" in answer.json()["error"]["message"]


@pytest.mark.parametrize("minutes", [29, 24 * 60 + 1])
def test_a_session_must_end_within_its_window(double: StripeDouble, control: Control, minutes: int) -> None:
    now = control("clock/advance", seconds=0)["clock"]["now"]
    answer = _create_raw(double, {**_BODY, "expires_at": str(now + minutes * 60)})
    assert answer.json()["error"]["param"] == "expires_at"


def test_an_unknown_object_is_missing_in_stripes_way(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.retrieve("pi_nobody")
    assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


def test_one_key_gives_one_session(client: stripe.StripeClient) -> None:
    first, again = open_session(client), open_session(client)
    assert first.id == again.id
    assert len(client.v1.checkout.sessions.list().data) == 1


def test_one_key_with_other_parameters_is_an_error(client: stripe.StripeClient) -> None:
    open_session(client)
    with pytest.raises(stripe.IdempotencyError):
        open_session(client, locale="en")


def test_a_refused_request_leaves_its_key_free(double: StripeDouble) -> None:
    key = {"Idempotency-Key": "cs:1"}
    assert _create_raw(double, {**_BODY, "locale": "klingon"}, **key).status_code == 400
    assert _create_raw(double, _BODY, **key).status_code == 200


def test_a_key_is_forgotten_after_a_day(client: stripe.StripeClient, control: Control) -> None:
    first = open_session(client)
    control("clock/advance", seconds=24 * 3600 + 1)
    assert open_session(client).id != first.id


def test_a_forgotten_key_may_be_refused_anew(client: stripe.StripeClient, control: Control) -> None:
    """The refusal is kept in the place of the answer that was a day old."""
    intent = held_payment(client)
    client.v1.payment_intents.cancel(intent.id, None, {"idempotency_key": "rel:bk_1"})
    control("clock/advance", seconds=24 * 3600 + 1)
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            client.v1.payment_intents.cancel(intent.id, None, {"idempotency_key": "rel:bk_1"})
        assert refused.value.code == "payment_intent_unexpected_state"


def test_an_error_of_the_server_is_replayed_although_the_effect_happened(
    client: stripe.StripeClient, control: Control
) -> None:
    intent = held_payment(client)
    control("fail_next", kind="error_after_effect", path="/v1/payment_intents/*/capture")
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


def test_an_error_before_the_effect_leaves_everything_as_it_was(
    client: stripe.StripeClient, control: Control
) -> None:
    intent = held_payment(client)
    control("fail_next", kind="error_before_effect", path="/v1/payment_intents/*/capture", method="POST")
    with pytest.raises(stripe.APIError):
        client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"
    captured = client.v1.payment_intents.capture(intent.id, None, {"idempotency_key": "cap:bk_1"})
    assert captured.status == "succeeded"


def test_a_call_still_in_flight_keeps_its_key(double: StripeDouble, control: Control) -> None:
    control("fail_next", kind="timeout_after_effect", path="/v1/checkout/sessions", hang_seconds=30)
    key = {"Idempotency-Key": "cs:slow"}

    def lost() -> None:
        with pytest.raises(requests.ConnectionError):
            _create_raw(double, _BODY, **key)

    hanging = threading.Thread(target=lost)
    hanging.start()
    # The effect shows before the answer is lost; from then on the key is known to be in flight.
    tries = iter(range(1000))
    while not control("clock/advance", seconds=0)["objects"]["checkout.session"]:
        assert next(tries, None) is not None
    assert _create_raw(double, _BODY, **key).status_code == 409
    double.stop()
    hanging.join(timeout=10)
    assert not hanging.is_alive()


def test_too_many_requests_is_an_error_of_its_own(client: stripe.StripeClient, control: Control) -> None:
    control("fail_next", kind="rate_limited", path="/v1/events", times=2)
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            client.v1.events.list()
    assert client.v1.events.list().data == []


def test_lists_are_paged_newest_first(client: stripe.StripeClient) -> None:
    made = [open_session(client, f"cs:bk_{number}:1").id for number in range(5)]
    first = client.v1.checkout.sessions.list({"limit": 2})
    assert [item.id for item in first.data] == [made[4], made[3]]
    assert first.has_more
    assert [item.id for item in first.auto_paging_iter()] == made[::-1]
    before = client.v1.checkout.sessions.list({"limit": 2, "ending_before": made[0]})
    assert [item.id for item in before.data] == [made[2], made[1]]


def test_expansion_reaches_several_levels(client: stripe.StripeClient) -> None:
    intent = held_payment(client, payment_intent_data={"capture_method": "automatic"})
    expand: Any = ["data.payment_intent.latest_charge.balance_transaction"]
    with pytest.raises(stripe.InvalidRequestError, match="4 levels"):
        client.v1.checkout.sessions.list({"expand": [*expand, "data.a.b.c.d"]})
    listed = client.v1.checkout.sessions.list({"expand": expand}).data[0]
    assert listed.payment_intent.id == intent.id  # type: ignore[union-attr]
    assert listed.payment_intent.latest_charge.balance_transaction.net == 4500 - 93  # type: ignore[union-attr]
    with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
        client.v1.payment_intents.retrieve(intent.id, {"expand": ["amount"]})
