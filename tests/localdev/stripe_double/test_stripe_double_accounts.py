"""Connected accounts: born unfinished, made usable by a page that is opened once, shown only as far as asked."""

from typing import Any

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import (
    BAD_IBAN,
    EVERYTHING,
    GOOD_IBAN,
    Control,
    active_account,
    funds,
    keyed,
    new_account,
    send,
    taken_payment,
)

RETURN = "http://127.0.0.1:9/stripe/retour"
REFRESH = "http://127.0.0.1:9/stripe/encore"


def _read(client: stripe.StripeClient, account_id: str) -> Any:
    return client.v2.core.accounts.retrieve(account_id, {"include": EVERYTHING})


def _status(client: stripe.StripeClient, account_id: str) -> str:
    account = _read(client, account_id)
    return str(account.configuration.recipient.capabilities.stripe_balance.stripe_transfers.status)


def _link(client: stripe.StripeClient, account_id: str, key: str = "link:1") -> str:
    onboarding: Any = {
        "refresh_url": REFRESH,
        "return_url": RETURN,
        "collection_options": {"fields": "eventually_due"},
    }
    use_case: Any = {"type": "account_onboarding", "account_onboarding": onboarding}
    return client.v2.core.account_links.create({"account": account_id, "use_case": use_case}, keyed(key)).url


def _open(url: str) -> requests.Response:
    return requests.get(url, allow_redirects=False, timeout=10)


def _page(double: StripeDouble, client: stripe.StripeClient, account_id: str, key: str = "link:1") -> str:
    return double.url + _open(_link(client, account_id, key)).headers["Location"]


def _answer(page: str, outcome: str, **fields: str) -> requests.Response:
    typed = {"representative": "Zoé Lam", "iban": GOOD_IBAN, "outcome": outcome, **fields}
    return requests.post(page, data=typed, allow_redirects=False, timeout=10)


def test_an_account_is_born_restricted_and_waits_for_its_user(client: stripe.StripeClient) -> None:
    account = new_account(client)
    assert account.id.startswith("acct_")
    capability = account.configuration.recipient.capabilities.stripe_balance.stripe_transfers
    assert (capability.status, capability.status_details[0].resolution) == ("restricted", "provide_info")
    assert {entry.awaiting_action_from for entry in account.requirements.entries} == {"user"}
    assert {entry.minimum_deadline.status for entry in account.requirements.entries} == {"currently_due"}
    assert account.metadata.to_dict() == {"host": "h1"}
    assert (account.dashboard, account.identity.business_details.registered_name) == ("express", "LE PREAU SAS")


def test_only_what_was_asked_for_is_filled(client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    bare = client.v2.core.accounts.retrieve(account_id)
    assert (bare.configuration, bare.requirements, bare.identity, bare.defaults) == (None, None, None, None)
    some = client.v2.core.accounts.retrieve(account_id, {"include": ["configuration.customer"]})
    assert some.configuration is not None
    assert some.configuration.customer is not None
    assert some.configuration.recipient is None


def test_one_key_gives_one_account_and_another_body_is_an_error(client: stripe.StripeClient) -> None:
    assert new_account(client).id == new_account(client).id
    with pytest.raises(stripe.IdempotencyError):
        new_account(client, display_name="La Ruche")
    assert len(client.v2.core.accounts.list().data) == 1


def test_a_wrong_body_is_refused_in_the_shape_of_v2(double: StripeDouble, client: stripe.StripeClient) -> None:
    headers = {"Authorization": "Bearer sk_test_raw", "Content-Type": "application/json"}
    for body in ({"dashboard": "gold"}, {"contact_email": 5}, {"flavour": "sweet"}, {"include": {"0": "identity"}}):
        answer = requests.post(f"{double.url}/v2/core/accounts", json=body, headers=headers, timeout=10)
        assert answer.status_code == 400
        assert answer.json()["error"].keys() <= {"type", "code", "message"}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v2.core.accounts.retrieve("acct_nobody")
    assert (refused.value.http_status, refused.value.code) == (404, "not_found")


def test_accounts_are_listed_page_after_page(client: stripe.StripeClient) -> None:
    made = [new_account(client, f"acct:{number}").id for number in range(5)]
    first = client.v2.core.accounts.list({"limit": 2})
    assert [one.id for one in first.data] == [made[4], made[3]]
    assert [one.id for one in first.auto_paging_iter()] == made[::-1]


def test_finishing_the_page_makes_the_account_active(double: StripeDouble, client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    page = _page(double, client, account_id)
    shown = requests.get(page, timeout=10).text
    assert "Activer les paiements de Le Préau" in shown
    assert "0000" in shown
    answer = _answer(page, "finish")
    assert (answer.status_code, answer.headers["Location"]) == (303, RETURN)
    account = _read(client, account_id)
    assert _status(client, account_id) == "active"
    assert account.requirements.entries == []


def test_leaving_the_page_leaves_everything_to_be_finished(double: StripeDouble, client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    answer = _answer(_page(double, client, account_id), "later", representative="", iban="")
    assert answer.headers["Location"] == RETURN
    assert _status(client, account_id) == "restricted"
    assert len(_read(client, account_id).requirements.entries) == 4


def test_the_page_says_what_is_missing(double: StripeDouble, client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    answer = _answer(_page(double, client, account_id), "finish", representative="", iban="FR12")
    assert answer.status_code == 422
    assert 'aria-describedby="representative-problem"' in answer.text
    assert 'id="iban-problem"' in answer.text
    assert _status(client, account_id) == "restricted"


@pytest.mark.parametrize(("outcome", "status"), [("reject", "unsupported"), ("restrict", "restricted")])
def test_the_page_offers_the_outcomes_nobody_wishes(
    double: StripeDouble, client: stripe.StripeClient, outcome: str, status: str
) -> None:
    account_id = new_account(client).id
    assert _answer(_page(double, client, account_id), outcome).headers["Location"] == RETURN
    assert _status(client, account_id) == status
    late = [one for one in _read(client, account_id).requirements.entries if one.errors]
    assert [one.minimum_deadline.status for one in late] == (["past_due"] if outcome == "restrict" else [])


def test_a_verification_ends_an_hour_later(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account_id = new_account(client).id
    _answer(_page(double, client, account_id), "pending")
    control("clock/advance", seconds=3500)
    assert _status(client, account_id) == "pending"
    assert [one.awaiting_action_from for one in _read(client, account_id).requirements.entries] == ["stripe"]
    control("clock/advance", seconds=200)
    assert _status(client, account_id) == "active"
    assert _read(client, account_id).requirements.entries == []


def test_a_link_works_once_and_the_page_it_opened_goes_on(double: StripeDouble, client: stripe.StripeClient) -> None:
    url = _link(client, new_account(client).id)
    page = double.url + _open(url).headers["Location"]
    assert _open(url).headers["Location"] == REFRESH
    assert requests.get(page, timeout=10).status_code == 200


def test_a_link_is_dead_after_five_minutes(client: stripe.StripeClient, control: Control) -> None:
    account_id = new_account(client).id
    in_time, too_late = _link(client, account_id), _link(client, account_id, "link:2")
    control("clock/advance", seconds=290)
    assert "/connect/visits/" in _open(in_time).headers["Location"]
    control("clock/advance", seconds=11)
    assert _open(too_late).headers["Location"] == REFRESH


def test_the_dashboard_opens_once_and_shows_the_money(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account_id = active_account(client, control)
    charge = taken_payment(client)
    send(client, account_id, 4000, source_transaction=charge.id)
    control("clock/advance", seconds=4 * 24 * 3600)
    client.v1.payouts.create({"amount": 1500, "currency": "eur"}, keyed("po:1", account_id))
    url = client.v1.accounts.login_links.create(account_id, {}, keyed("login:1")).url
    page = requests.get(url, timeout=10).text
    for expected in ("Dashboard Stripe", "25,00", "40,00", "15,00", "bk_1", "en préparation", "actif"):
        assert expected in page
    assert _open(url).status_code == 410
    assert _open(f"{double.url}/connect/login/nobody").status_code == 404


def test_no_dashboard_before_onboarding(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="not completed onboarding"):
        client.v1.accounts.login_links.create(new_account(client).id, {}, keyed("login:1"))


def test_a_closed_account_is_out_of_reach(client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    with pytest.raises(stripe.InvalidRequestError, match="recipient"):
        client.v2.core.accounts.close(account_id, {"applied_configurations": ["customer"]}, keyed("close:1"))
    both: Any = {"applied_configurations": ["customer", "recipient"]}
    assert client.v2.core.accounts.close(account_id, both, keyed("close:2")).closed
    with pytest.raises(stripe.PermissionError) as refused:
        funds(client, account_id)
    assert refused.value.http_status == 403


def test_the_page_of_a_closed_account_changes_nothing(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account_id = new_account(client).id
    page = _page(double, client, account_id)
    control(f"accounts/{account_id}/close")
    assert _answer(page, "finish").status_code == 400
    assert _status(client, account_id) == "restricted"


def test_an_account_is_renamed_and_its_metadata_merged(client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    change: Any = {"display_name": "La Ruche", "metadata": {"plan": "pro"}}
    changed = client.v2.core.accounts.update(account_id, change, keyed("upd:1"))
    assert changed.display_name == "La Ruche"
    assert changed.metadata is not None
    assert changed.metadata.to_dict() == {"host": "h1", "plan": "pro"}


def test_no_iban_is_kept(double: StripeDouble, client: stripe.StripeClient) -> None:
    account_id = new_account(client).id
    _answer(_page(double, client, account_id), "finish", iban=BAD_IBAN)
    with double._store.transaction() as connection:
        rows = connection.execute("SELECT body || private AS kept FROM objects").fetchall()
    assert not any("3456" in row["kept"] for row in rows)


def test_the_control_page_lists_accounts_and_decides_for_them(
    double: StripeDouble, client: stripe.StripeClient, control: Control
) -> None:
    account_id = new_account(client).id
    for action, status in (
        ("finish", "active"),
        ("restrict", "restricted"),
        ("pending", "pending"),
        ("reject", "unsupported"),
    ):
        state = control(f"accounts/{account_id}/{action}")
        assert [(one["id"], one["status"]) for one in state["accounts"]] == [(account_id, status)]
    page = requests.get(f"{double.url}/_double", timeout=10).text
    assert f'action="/_double/accounts/{account_id}/finish"' in page
    assert control(f"accounts/{account_id}/close")["accounts"][0]["closed"]
    for nonsense in (f"accounts/{account_id}/finish", "accounts/acct_nobody/finish", "disputes/du_1/close"):
        assert requests.post(f"{double.url}/_double/{nonsense}", json={}, timeout=10).status_code == 400
