"""Three destinations: the platform's snapshots, those of connected accounts, and thin events."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import (
    WEBHOOK_SECRET,
    Control,
    Receiver,
    active_account,
    client_of,
    keyed,
    new_account,
    of,
    send,
    taken_payment,
)

CONNECT_SECRET, THIN_SECRET = "whsec_connect", "whsec_thin"
TOLERANCE = 300


@pytest.fixture
def receivers() -> Iterator[dict[str, Receiver]]:
    made = {name: Receiver() for name in ("platform", "connect", "thin")}
    yield made
    for receiver in made.values():
        receiver.stop()


@pytest.fixture
def double(test_stage: None, receivers: dict[str, Receiver]) -> Iterator[StripeDouble]:
    with StripeDouble(
        webhook_url=receivers["platform"].url,
        webhook_secret=WEBHOOK_SECRET,
        connect_webhook_url=receivers["connect"].url,
        connect_webhook_secret=CONNECT_SECRET,
        thin_webhook_url=receivers["thin"].url,
        thin_webhook_secret=THIN_SECRET,
        retry_base_seconds=120,
    ) as double:
        yield double


def _came(double: StripeDouble, receiver: Receiver) -> list[Any]:
    double.deliver_webhooks()
    return [json.loads(body) for body, _ in receiver.received]


def test_each_event_goes_to_its_own_address(
    double: StripeDouble, client: stripe.StripeClient, control: Control, receivers: dict[str, Receiver]
) -> None:
    account = active_account(client, control)
    send(client, account, 1000, source_transaction=taken_payment(client).id)
    control("clock/advance", seconds=3 * 24 * 3600)
    client.v1.payouts.create({"amount": 500, "currency": "eur"}, keyed("po:1", account))
    platform = {event["type"] for event in _came(double, receivers["platform"])}
    connect = _came(double, receivers["connect"])
    thin = {event["type"] for event in _came(double, receivers["thin"])}
    assert {"charge.succeeded", "transfer.created"} <= platform
    assert not any(kind.startswith(("account.", "payout.", "v2.")) for kind in platform)
    assert {event["type"] for event in connect} == {"account.updated", "balance_settings.updated", "payout.created"}
    assert {event["account"] for event in connect} == {account}
    assert thin == {
        "v2.core.account[requirements].updated",
        "v2.core.account[configuration.recipient].capability_status_updated",
    }


def test_each_address_has_a_secret_of_its_own(
    double: StripeDouble, client: stripe.StripeClient, control: Control, receivers: dict[str, Receiver]
) -> None:
    active_account(client, control)
    taken_payment(client)
    double.deliver_webhooks()
    secrets = {"platform": WEBHOOK_SECRET, "connect": CONNECT_SECRET, "thin": THIN_SECRET}
    for name, secret in secrets.items():
        body, signature = receivers[name].received[0]
        assert stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE)
        other = next(one for one in secrets.values() if one != secret)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.WebhookSignature.verify_header(body, signature, other, TOLERANCE)


def test_a_thin_event_names_the_account_and_the_rest_is_fetched(
    double: StripeDouble, client: stripe.StripeClient, control: Control, receivers: dict[str, Receiver]
) -> None:
    account = new_account(client).id
    control(f"accounts/{account}/restrict")
    control(f"accounts/{account}/finish")
    double.deliver_webhooks()
    body, signature = receivers["thin"].received[-1]
    assert "data" not in json.loads(body)
    notification: Any = client.parse_event_notification(body, signature, THIN_SECRET)
    assert (notification.related_object.id, notification.related_object.type) == (account, "v2.core.account")
    event = client.v2.core.events.retrieve(notification.id)
    assert event.to_dict()["data"] == {"updated_capability": "stripe_balance.stripe_transfers"}
    assert notification.fetch_event().id == event.id
    assert notification.fetch_related_object().id == account


def test_an_account_that_closes_says_so(
    double: StripeDouble, client: stripe.StripeClient, receivers: dict[str, Receiver]
) -> None:
    account = new_account(client).id
    both: Any = {"applied_configurations": ["customer", "recipient"]}
    client.v2.core.accounts.close(account, both, keyed("close:1"))
    (event,) = _came(double, receivers["thin"])
    assert event["type"] == "v2.core.account.closed"
    assert event["reason"]["request"]["idempotency_key"] == "close:1"


def test_nothing_is_told_twice_when_nothing_changed(
    double: StripeDouble, client: stripe.StripeClient, control: Control, receivers: dict[str, Receiver]
) -> None:
    account = new_account(client).id
    control(f"accounts/{account}/finish")
    before = len(_came(double, receivers["thin"]))
    control(f"accounts/{account}/finish")
    assert len(_came(double, receivers["thin"])) == before == 2


def test_the_snapshot_of_an_account_says_what_it_may_do(
    double: StripeDouble, client: stripe.StripeClient, control: Control, receivers: dict[str, Receiver]
) -> None:
    account = new_account(client).id
    control(f"accounts/{account}/finish")
    snapshot = _came(double, receivers["connect"])[-1]["data"]["object"]
    assert (snapshot["id"], snapshot["capabilities"]) == (account, {"transfers": "active"})
    assert (snapshot["payouts_enabled"], snapshot["details_submitted"]) == (True, True)


def test_an_accounts_events_are_read_with_its_name(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account = new_account(client).id
    control(f"accounts/{account}/finish")
    (event,) = client.v1.events.list({"type": "account.updated"}, of(account)).data
    assert event.account == account
    assert client.v1.events.list().data == []
    assert client.v1.events.retrieve(event.id, {}, of(account)).id == event.id
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.events.retrieve(event.id)


def test_an_event_of_each_kind_can_be_sent_again(
    double: StripeDouble, client: stripe.StripeClient, control: Control, receivers: dict[str, Receiver]
) -> None:
    control(f"accounts/{new_account(client).id}/finish")
    for name in ("connect", "thin"):
        event = _came(double, receivers[name])[-1]
        control(f"events/{event['id']}/resend")
        assert [one["id"] for one in _came(double, receivers[name])].count(event["id"]) == 2


def test_without_an_address_events_are_kept_and_not_sent(test_stage: None, receivers: dict[str, Receiver]) -> None:
    with StripeDouble(webhook_url=receivers["platform"].url, webhook_secret=WEBHOOK_SECRET) as double:
        client = client_of(double.url)
        account = new_account(client).id
        finish = f"{double.url}/_double/accounts/{account}/finish"
        assert requests.post(finish, json={}, timeout=10).status_code == 200
        double.deliver_webhooks()
        assert receivers["platform"].received == []
        (event,) = client.v1.events.list({}, of(account)).data
        assert event.pending_webhooks == 0
        resent = requests.post(f"{double.url}/_double/events/{event.id}/resend", json={}, timeout=10)
        assert "connect" in resent.json()["error"]


def test_what_is_owed_to_an_address_waits_for_it(
    test_stage: None, receivers: dict[str, Receiver], tmp_path: Path
) -> None:
    state = tmp_path / "stripe.db"
    receivers["thin"].status = 500
    with StripeDouble(state_file=state, thin_webhook_url=receivers["thin"].url) as double:
        account = new_account(client_of(double.url)).id
        requests.post(f"{double.url}/_double/accounts/{account}/finish", json={}, timeout=10)
        receivers["thin"].wait_for_bodies(2)
    receivers["thin"].status = 200
    with StripeDouble(state_file=state, webhook_url=receivers["platform"].url) as double:
        double.deliver_webhooks()
        pending = requests.get(f"{double.url}/_double/state", timeout=10).json()["webhook"]["pending"]
        assert (pending, receivers["platform"].received) == (2, [])
    with StripeDouble(state_file=state, thin_webhook_url=receivers["thin"].url) as double:
        double.deliver_webhooks()
        assert len(receivers["thin"].received) == 4
