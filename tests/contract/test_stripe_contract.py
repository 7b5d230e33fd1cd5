"""The checker of requests to Stripe catches each kind of mistake, and lets right requests through."""

import time
from collections.abc import Mapping
from typing import Any

import pytest
import stripe

from localdev.doubles.stripe.param_reading import fields_of
from localdev.doubles.stripe.sdk_contract import operations
from tests.contract.stripe_contract import ContractBreach, ContractClient

_KEYED: Any = {"idempotency_key": "cs:bk_1:1"}


class _Recorder(stripe.HTTPClient):
    """Answers anything with an empty object; what matters is whether a request got here at all."""

    name = "recorder"

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[Any, int, Mapping[str, str]]:
        self.urls.append(url)
        return "{}", 200, {}


@pytest.fixture
def recorder() -> _Recorder:
    return _Recorder()


@pytest.fixture
def checked(recorder: _Recorder) -> ContractClient:
    return ContractClient(recorder)


@pytest.fixture
def client(checked: ContractClient) -> stripe.StripeClient:
    return stripe.StripeClient("sk_test_contract", http_client=checked)


def _session(**changes: Any) -> Any:
    price = {"currency": "eur", "unit_amount": 4500, "product_data": {"name": "Salle Zola"}}
    wanted = {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "payment_intent_data": {
            "capture_method": "manual",
            "transfer_group": "bk_1",
            "metadata": {"booking": "1"},
        },
        "allowed_payment_method_types": ["card"],
        "expires_at": int(time.time()) + 31 * 60,
        "locale": "fr",
        "success_url": "https://pupitre.test/retour?cs={CHECKOUT_SESSION_ID}",
        **changes,
    }
    return {name: value for name, value in wanted.items() if value is not None}


def _breach_of(client: stripe.StripeClient, **changes: Any) -> str:
    with pytest.raises(ContractBreach) as caught:
        client.v1.checkout.sessions.create(_session(**changes), _KEYED)
    return str(caught.value)


def test_every_endpoint_of_the_sdk_has_readable_parameters() -> None:
    sizes = [len(fields_of(operation.params_type())[0]) for operation in operations()]
    assert len(sizes) > 500
    assert max(sizes) > 40


def test_a_right_request_goes_through_and_is_remembered(
    client: stripe.StripeClient, checked: ContractClient, recorder: _Recorder
) -> None:
    client.v1.checkout.sessions.create(_session(), _KEYED)
    assert recorder.urls == ["https://api.stripe.com/v1/checkout/sessions"]
    assert checked.sent[0].params["line_items"][0]["price_data"]["unit_amount"] == 4500
    assert checked.sent[0].idempotency_key == "cs:bk_1:1"


def test_the_parameter_that_the_pinned_version_dropped_is_caught(client: stripe.StripeClient) -> None:
    assert "payment_method_types: is not a parameter" in _breach_of(client, payment_method_types=["card"])


def test_a_misspelt_nested_key_is_caught(client: stripe.StripeClient) -> None:
    breach = _breach_of(client, payment_intent_data={"capture_methd": "manual"})
    assert "payment_intent_data[capture_methd]" in breach


def test_a_misspelt_key_inside_an_array_is_caught(client: stripe.StripeClient) -> None:
    items = [{"quantity": 1, "price_data": {"currency": "eur", "unit_amout": 4500}}]
    assert "line_items[0][price_data][unit_amout]" in _breach_of(client, line_items=items)


def test_a_value_outside_an_enum_is_caught_although_the_sdk_types_allow_any_text(
    client: stripe.StripeClient,
) -> None:
    breach = _breach_of(client, payment_intent_data={"capture_method": "later"})
    assert "'later' is not one of" in breach
    assert "allowed_payment_method_types[0]" in _breach_of(client, allowed_payment_method_types=["cards"])


def test_a_missing_required_parameter_is_caught(client: stripe.StripeClient) -> None:
    items = [{"quantity": 1, "price_data": {"currency": "eur", "product_data": {"description": "x"}}}]
    assert "[product_data][name]: is required" in _breach_of(client, line_items=items)


def test_text_in_the_place_of_a_whole_number_is_caught(client: stripe.StripeClient) -> None:
    items = [{"quantity": "one", "price_data": {"currency": "eur"}}]
    assert "line_items[0][quantity]: 'one' is not a valid int" in _breach_of(client, line_items=items)


def test_a_fraction_of_a_cent_is_caught(client: stripe.StripeClient) -> None:
    with pytest.raises(ContractBreach, match="amount_to_capture"):
        client.v1.payment_intents.capture("pi_1", {"amount_to_capture": 45.5}, _KEYED)  # type: ignore[arg-type]


def test_a_hash_in_the_place_of_a_text_is_caught(client: stripe.StripeClient) -> None:
    assert "success_url" in _breach_of(client, success_url={"url": "https://pupitre.test"})


def test_an_empty_text_that_cannot_be_unset_is_caught(client: stripe.StripeClient) -> None:
    assert "client_reference_id: is empty" in _breach_of(client, client_reference_id="")


def test_an_unknown_endpoint_is_caught(client: stripe.StripeClient) -> None:
    with pytest.raises(ContractBreach, match="no such endpoint"):
        client.raw_request("post", "/v1/checkout/session", idempotency_key="cs:1")


def test_a_post_whose_key_the_sdk_invented_is_caught(client: stripe.StripeClient) -> None:
    with pytest.raises(ContractBreach, match="Idempotency-Key is random"):
        client.v1.checkout.sessions.create(_session())


def test_reading_needs_no_idempotency_key(client: stripe.StripeClient, checked: ContractClient) -> None:
    client.v1.payment_intents.retrieve("pi_1", {"expand": ["latest_charge"]})
    client.v1.events.list({"types": ["charge.expired"], "created": {"gte": 1}, "delivery_success": False})
    assert [request.path for request in checked.sent] == ["/v1/payment_intents/pi_1", "/v1/events"]


@pytest.mark.parametrize("seconds", [20 * 60, 25 * 3600])
def test_a_session_that_ends_too_soon_or_too_late_is_caught(client: stripe.StripeClient, seconds: int) -> None:
    assert "30 minutes to 24 hours" in _breach_of(client, expires_at=int(time.time()) + seconds)


def test_a_hold_on_anything_but_a_card_is_caught(client: stripe.StripeClient) -> None:
    assert "cannot be held" in _breach_of(client, allowed_payment_method_types=["card", "sepa_debit"])
    assert "cannot be held" in _breach_of(client, allowed_payment_method_types=None)


def test_a_hosted_session_without_a_way_back_is_caught(client: stripe.StripeClient) -> None:
    assert "also needs success_url" in _breach_of(client, success_url=None)


def test_an_inline_price_without_amount_or_product_is_caught(client: stripe.StripeClient) -> None:
    nothing_sold = [{"quantity": 1, "price_data": {"currency": "eur", "unit_amount": 1}}]
    assert "exactly one of product" in _breach_of(client, line_items=nothing_sold)
    no_amount = [{"quantity": 1, "price_data": {"currency": "eur", "product_data": {"name": "Salle"}}}]
    assert "needs an amount" in _breach_of(client, line_items=no_amount)
    no_quantity = [{"price_data": {"currency": "eur", "unit_amount": 1, "product_data": {"name": "Salle"}}}]
    assert "needs a quantity" in _breach_of(client, line_items=no_quantity)


def test_a_refund_of_nothing_is_caught(client: stripe.StripeClient) -> None:
    with pytest.raises(ContractBreach, match="exactly one of"):
        client.v1.refunds.create({"amount": 100}, _KEYED)


def test_metadata_that_would_not_fit_is_caught(client: stripe.StripeClient) -> None:
    assert "metadata takes 50 keys" in _breach_of(client, metadata={"k" * 41: "v"})


def test_a_breach_is_kept_for_code_that_swallows_exceptions(
    client: stripe.StripeClient, checked: ContractClient, recorder: _Recorder
) -> None:
    with pytest.raises(ContractBreach):
        client.v1.refunds.create({}, _KEYED)
    assert len(checked.breaches) == 1
    assert recorder.urls == []


def _account(**changes: Any) -> Any:
    recipient = {"capabilities": {"stripe_balance": {"stripe_transfers": {"requested": True}}}}
    return {"dashboard": "express", "configuration": {"recipient": recipient}, "include": ["requirements"], **changes}


def test_a_right_body_of_v2_gets_through(client: stripe.StripeClient, checked: ContractClient) -> None:
    client.v2.core.accounts.create(_account(), _KEYED)
    assert checked.sent[-1].params["include"] == ["requirements"]


@pytest.mark.parametrize(
    ("changes", "breach"),
    [
        ({"dashboard": "gold"}, "dashboard: 'gold' is not one of"),
        ({"flavour": "sweet"}, "flavour: is not a parameter"),
        ({"contact_email": 5}, "contact_email: must be a str"),
        ({"include": "requirements"}, "include: must be an array"),
        ({"include": ["configuration"]}, r"include\[0\]: 'configuration' is not one of"),
        ({"configuration": {"recipient": {"capabilities": {"cards": {"requested": "yes"}}}}}, "must be a bool"),
        ({"configuration": {"recipient": {"capabilities": {"cards": {}}}}}, r"\[requested\]: is required"),
    ],
)
def test_a_wrong_body_of_v2_is_caught(client: stripe.StripeClient, changes: dict[str, Any], breach: str) -> None:
    with pytest.raises(ContractBreach, match=breach):
        client.v2.core.accounts.create(_account(**changes), _KEYED)


def test_a_transfer_of_nothing_is_caught(client: stripe.StripeClient) -> None:
    with pytest.raises(ContractBreach, match="needs an amount"):
        client.v1.transfers.create({"currency": "eur", "destination": "acct_1"}, _KEYED)


def test_a_link_that_leads_nowhere_is_caught(client: stripe.StripeClient) -> None:
    for use_case, breach in (
        ({"type": "account_onboarding"}, "its block is missing"),
        ({"type": "account_onboarding", "account_onboarding": {"refresh_url": "http://x"}}, "needs a return_url"),
    ):
        params: Any = {"account": "acct_1", "use_case": use_case}
        with pytest.raises(ContractBreach, match=breach):
            client.v2.core.account_links.create(params, _KEYED)


def test_the_account_a_call_is_about_is_noted(client: stripe.StripeClient, checked: ContractClient) -> None:
    options: Any = {**_KEYED, "stripe_account": "acct_1"}
    client.v1.payouts.create({"amount": 5, "currency": "eur"}, options)
    assert (checked.sent[-1].path, checked.sent[-1].account) == ("/v1/payouts", "acct_1")
