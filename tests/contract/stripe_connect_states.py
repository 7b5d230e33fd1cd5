"""Connected accounts in each of their states, and the answers about them that are no lists."""

from typing import Any

import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import EVERYTHING, held_payment, keyed, new_account, send

AUTH = {"Authorization": "Bearer sk_test_raw"}


def _order(url: str, action: str, **values: Any) -> Any:
    answer = requests.post(f"{url}/_double/{action}", json=values, timeout=10)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every_state_of_connect(url: str, client: stripe.StripeClient) -> str:
    """An account that was sent money, of which some came back, some went to its bank and some was refused there."""
    account: str = new_account(client).id
    for state in ("restrict", "reject", "pending", "finish"):
        _order(url, f"accounts/{account}/{state}", iban="FR760000")
    by_hand: Any = {"payments": {"payouts": {"schedule": {"interval": "manual"}}}}
    client.v1.balance_settings.update(by_hand, keyed("set:1", account))
    charge = held_payment(client, "cs:6", payment_intent_data={"capture_method": "automatic"}).latest_charge
    transfer = send(client, account, 3000, source_transaction=charge.id)
    client.v1.transfers.reversals.create(transfer.id, {"amount": 100}, keyed("rev:1"))
    _order(url, "clock/advance", seconds=3 * 24 * 3600)
    for amount in (100, 200):
        client.v1.payouts.create({"amount": amount, "currency": "eur"}, keyed(f"po:{amount}", account))
    _order(url, "clock/advance", seconds=6 * 24 * 3600)
    client.v1.payouts.create({"amount": 300, "currency": "eur"}, keyed("po:300", account))
    dispute = _order(url, f"charges/{charge.id}/dispute")["objects"]["dispute"][0]["id"]
    _order(url, f"disputes/{dispute}/close", outcome="won")
    return account


def answers_of_one_kind(double: StripeDouble, account: str) -> list[Any]:
    """What is no list, as answered on the wire."""
    url, theirs = double.url, {**AUTH, "Stripe-Account": account}
    include = "&".join(f"include[{index}]={part}" for index, part in enumerate(EVERYTHING))
    use_case: Any = {
        "type": "account_onboarding",
        "account_onboarding": {"refresh_url": "http://127.0.0.1/r", "return_url": "http://127.0.0.1/ok"},
    }
    with double._store.transaction() as connection:
        query = "SELECT id FROM objects WHERE kind = 'v2.core.event'"
        thin = [row["id"] for row in connection.execute(query)]
    paths = [
        "v1/balance",
        "v1/balance_settings",
        f"v2/core/accounts/{account}",
        f"v2/core/accounts/{account}?{include}",
    ]
    paths += [f"v2/core/events/{event}" for event in thin]
    answers = [requests.get(f"{url}/{path}", headers=AUTH, timeout=10) for path in paths]
    answers += [
        requests.get(f"{url}/v1/{name}", headers=theirs, timeout=10) for name in ("balance", "balance_settings")
    ]
    link = {"account": account, "use_case": use_case}
    answers.append(requests.post(f"{url}/v2/core/account_links", json=link, headers=AUTH, timeout=10))
    answers.append(requests.post(f"{url}/v1/accounts/{account}/login_links", headers=AUTH, timeout=10))
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json() for answer in answers]
