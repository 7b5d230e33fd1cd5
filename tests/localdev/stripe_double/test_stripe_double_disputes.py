"""Disputes take the money and a fee from the platform; a charge may be given its group once."""

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import (
    DAY,
    Control,
    active_account,
    funds,
    keyed,
    open_session,
    send,
    submit,
    taken_payment,
)

NET = 4500 - 93
DISPUTED_CARD = "4000000000000259"


def test_the_disputed_card_pays_and_is_disputed_an_hour_later(client: stripe.StripeClient, control: Control) -> None:
    automatic = {"capture_method": "automatic"}
    assert submit(open_session(client, payment_intent_data=automatic).url, DISPUTED_CARD).status_code == 303
    assert funds(client) == (0, NET)
    control("clock/advance", seconds=3599 - 10)
    assert client.v1.disputes.list().data == []
    control("clock/advance", seconds=11)
    (dispute,) = client.v1.disputes.list().data
    assert (dispute.amount, dispute.status, dispute.reason) == (4500, "needs_response", "fraudulent")
    assert client.v1.charges.retrieve(str(dispute.charge)).disputed
    assert sum(funds(client)) == NET - 4500 - 2000
    (taken,) = dispute.balance_transactions
    assert (taken.net, taken.fee, taken.reporting_category) == (-6500, 2000, "dispute")


def test_a_held_payment_is_disputed_only_once_taken(client: stripe.StripeClient, control: Control) -> None:
    submit(open_session(client).url, DISPUTED_CARD)
    control("clock/advance", seconds=7200)
    assert client.v1.disputes.list().data == []
    (intent,) = client.v1.payment_intents.list().data
    client.v1.payment_intents.capture(intent.id, None, keyed("cap:1"))
    control("clock/advance", seconds=3600)
    assert len(client.v1.disputes.list({"payment_intent": intent.id}).data) == 1


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_dispute_is_closed_one_way_or_the_other(
    client: stripe.StripeClient, control: Control, outcome: str
) -> None:
    charge = taken_payment(client)
    control(f"charges/{charge.id}/dispute", reason="product_not_received")
    (dispute,) = client.v1.disputes.list({"charge": charge.id}).data
    assert dispute.reason == "product_not_received"
    control(f"disputes/{dispute.id}/close", outcome=outcome)
    assert client.v1.disputes.retrieve(dispute.id).status == outcome
    assert sum(funds(client)) == NET - 2000 - (0 if outcome == "won" else 4500)
    kinds = [event.type for event in client.v1.events.list({"type": "charge.dispute.*"}).data][::-1]
    told = ["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"]
    assert kinds == told + (["charge.dispute.funds_reinstated"] if outcome == "won" else [])


def test_a_disputed_charge_is_not_refunded(client: stripe.StripeClient, control: Control) -> None:
    charge = taken_payment(client)
    control(f"charges/{charge.id}/dispute")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id}, keyed("re:1"))
    assert refused.value.code == "charge_disputed"


def test_a_charge_is_disputed_once_and_a_dispute_closed_once(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    charge = taken_payment(client)
    dispute = control(f"charges/{charge.id}/dispute")["objects"]["dispute"][0]["id"]
    control(f"disputes/{dispute}/close", outcome="lost")
    for again in (f"charges/{charge.id}/dispute", f"disputes/{dispute}/close"):
        answer = requests.post(f"{double.url}/_double/{again}", json={"outcome": "won"}, timeout=10)
        assert answer.status_code == 400


def test_a_charge_gets_its_group_once(client: stripe.StripeClient) -> None:
    charge = taken_payment(client, group=None)
    given = client.v1.charges.update(
        charge.id, {"transfer_group": "bk_9", "metadata": {"booking": "bk_9"}}, keyed("ch:1")
    )
    assert (given.transfer_group, given.metadata.to_dict()["booking"]) == ("bk_9", "bk_9")
    assert [one.id for one in client.v1.charges.list({"transfer_group": "bk_9"}).data] == [charge.id]
    with pytest.raises(stripe.InvalidRequestError, match="once only"):
        client.v1.charges.update(charge.id, {"transfer_group": "bk_8"}, keyed("ch:2"))
    client.v1.charges.update(charge.id, {"transfer_group": "bk_9"}, keyed("ch:3"))


def test_the_control_page_shows_transfers_payouts_and_disputes(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account, charge = active_account(client, control), taken_payment(client)
    transfer = send(client, account, 1000, source_transaction=charge.id)
    page = requests.get(f"{double.url}/_double", timeout=10).text
    assert f'action="/_double/charges/{charge.id}/dispute"' in page
    control("clock/advance", seconds=3 * DAY)
    payout = client.v1.payouts.create({"amount": 500, "currency": "eur"}, keyed("po:1", account))
    dispute = control(f"charges/{charge.id}/dispute")["objects"]["dispute"][0]["id"]
    page = requests.get(f"{double.url}/_double", timeout=10).text
    for shown in (transfer.id, payout.id, f'action="/_double/disputes/{dispute}/close"', "Solde insuffisant"):
        assert shown in page
