"""The hosted page: paying, being refused, the bank's step, and sessions that are no longer open."""

import re
import threading

import pytest
import requests
import stripe

from localdev.doubles.stripe import StripeDouble
from tests.localdev.stripe_double.staging import Control, open_session, submit

_THREE_D_SECURE = "4000002500003155"


def _page(url: str, language: str = "fr") -> str:
    return requests.get(url, headers={"Accept-Language": language}, timeout=10).text


def _session(client: stripe.StripeClient, session_id: str) -> stripe.checkout.Session:
    return client.v1.checkout.sessions.retrieve(session_id)


def test_the_page_shows_what_is_bought_and_how_to_leave(client: stripe.StripeClient) -> None:
    page = _page(open_session(client).url)
    for expected in (
        "Salle Zola",
        "45,00\u00a0€",
        "Pupitre",
        "lea@example.test",
        "http://127.0.0.1:9/annuler",
    ):
        assert expected in page
    assert "ne saisissez jamais une vraie carte" in page
    assert 'lang="fr"' in page


def test_every_field_has_a_label(client: stripe.StripeClient) -> None:
    page = _page(open_session(client).url)
    fields = set(re.findall(r'<input id="(\w+)"', page))
    assert fields == {"email", "number", "expiry", "cvc", "name"}
    assert fields == set(re.findall(r'<label for="(\w+)"', page))


@pytest.mark.parametrize(
    ("locale", "browser", "expected"),
    [
        ("en", "fr", "Pay with card"),
        ("auto", "en-GB,en", "Pay with card"),
        ("auto", "fr-FR", "Payer par carte"),
    ],
)
def test_the_page_speaks_the_language_of_the_session(
    client: stripe.StripeClient, locale: str, browser: str, expected: str
) -> None:
    assert expected in _page(open_session(client, locale=locale).url, browser)


def test_names_written_by_people_cannot_become_markup(client: stripe.StripeClient) -> None:
    hostile = "<script>alert(1)</script>\"'>"
    price = {
        "currency": "eur",
        "unit_amount": 4500,
        "product_data": {"name": hostile, "description": hostile},
    }
    session = open_session(client, line_items=[{"price_data": price, "quantity": 1}])
    assert "<script>alert(1)" not in _page(session.url)
    refused = submit(session.url, number="1", name=hostile, email=hostile)
    assert "<script>alert(1)" not in refused.text
    assert "&lt;script&gt;alert(1)" in refused.text


def test_a_good_card_leads_back_with_the_session_id(client: stripe.StripeClient) -> None:
    session = open_session(client)
    answer = submit(session.url)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://127.0.0.1:9/retour?cs={session.id}"
    paid = _session(client, session.id)
    assert paid.customer_details is not None
    assert (paid.customer_details.email, paid.customer_details.name) == ("lea@example.test", "Léa T.")


@pytest.mark.parametrize(
    ("card", "message", "code", "decline_code"),
    [
        ("4000000000009995", "pas assez de provision", "card_declined", "insufficient_funds"),
        ("4000000000000069", "carte est expirée", "expired_card", "expired_card"),
        ("4000000000000002", "a été refusée", "card_declined", "generic_decline"),
        ("4000000000000127", "CVC de votre carte est incorrect", "incorrect_cvc", "incorrect_cvc"),
    ],
)
def test_a_refused_card_leaves_the_session_open_and_says_why(
    client: stripe.StripeClient, card: str, message: str, code: str, decline_code: str
) -> None:
    session = open_session(client)
    answer = submit(session.url, card)
    assert answer.status_code == 200
    assert message in answer.text
    assert 'role="alert"' in answer.text
    assert _session(client, session.id).status == "open"
    intent = client.v1.payment_intents.list().data[0]
    assert intent.last_payment_error is not None
    assert (intent.last_payment_error.code, intent.last_payment_error.decline_code) == (code, decline_code)
    assert submit(session.url).status_code == 303
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"number": "4242"}, "16 chiffres"),
        ({"number": "4242424242424241"}, "pas valable"),
        ({"number": "4970105191923460"}, "Seules les cartes de test"),
        ({"expiry": "13 / 40"}, "MM / AA"),
        ({"expiry": "01 / 20"}, "est passée"),
        ({"cvc": "1"}, "3 chiffres"),
        ({"name": " "}, "Saisissez le nom"),
        ({"email": "lea"}, "e-mail valable"),
    ],
)
def test_a_mistyped_field_is_explained_beside_it_and_nothing_is_tried(
    client: stripe.StripeClient, changed: dict[str, str], message: str
) -> None:
    session = open_session(client)
    answer = submit(session.url, **changed)
    assert message in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert client.v1.payment_intents.list().data == []


def test_what_was_typed_is_kept_except_the_card(client: stripe.StripeClient) -> None:
    answer = submit(open_session(client).url, "4000000000009995", email="max@example.test", name="Max M.")
    assert "max@example.test" in answer.text
    assert "Max M." in answer.text
    assert 'value="4000' not in answer.text


def test_the_banks_step_can_approve(client: stripe.StripeClient) -> None:
    session = open_session(client)
    to_the_bank = submit(session.url, _THREE_D_SECURE)
    bank_page = to_the_bank.headers["Location"]
    assert "3-D Secure" in _page(bank_page)
    intent = client.v1.payment_intents.list().data[0]
    assert intent.status == "requires_action"
    assert intent.next_action is not None
    assert intent.next_action.redirect_to_url is not None
    assert intent.next_action.redirect_to_url.url == bank_page
    approved = requests.post(bank_page, data={"outcome": "approve"}, allow_redirects=False, timeout=10)
    assert approved.headers["Location"].endswith(session.id)
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_capture"


def test_the_banks_step_can_refuse_and_the_payer_tries_again(client: stripe.StripeClient) -> None:
    session = open_session(client)
    bank_page = submit(session.url, _THREE_D_SECURE).headers["Location"]
    refused = requests.post(bank_page, data={"outcome": "refuse"}, timeout=10)
    assert refused.url == session.url
    assert "authentification a été refusée" in refused.text
    assert submit(session.url).status_code == 303


def test_a_form_sent_twice_pays_once(client: stripe.StripeClient) -> None:
    session = open_session(client)
    answers: list[str] = []
    senders = [
        threading.Thread(target=lambda: answers.append(submit(session.url).headers["Location"])) for _ in range(4)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert answers == [f"http://127.0.0.1:9/retour?cs={session.id}"] * 4
    assert len(client.v1.charges.list().data) == 1


def test_a_paid_session_says_so(client: stripe.StripeClient) -> None:
    session = open_session(client)
    submit(session.url)
    assert "Paiement terminé" in _page(session.url)


def test_a_session_expired_by_its_merchant_cannot_be_paid(client: stripe.StripeClient) -> None:
    session = open_session(client)
    expired = client.v1.checkout.sessions.expire(session.id, None, {"idempotency_key": "exp:bk_1"})
    assert (expired.status, expired.url) == ("expired", None)
    answer = submit(session.url)
    assert answer.status_code == 410
    assert "a expiré" in answer.text
    assert client.v1.charges.list().data == []
    assert client.v1.events.list({"type": "checkout.session.*"}).data[0].type == "checkout.session.expired"


def test_a_session_expires_by_the_clock_and_takes_its_unpaid_intent_along(
    client: stripe.StripeClient, control: Control
) -> None:
    now = control("clock/advance", seconds=0)["clock"]["now"]
    session = open_session(client, expires_at=now + 31 * 60)
    submit(session.url, "4000000000009995")
    control("clock/advance", seconds=30 * 60)
    assert _session(client, session.id).status == "open"
    control("clock/advance", seconds=2 * 60)
    assert _session(client, session.id).status == "expired"
    intent = client.v1.payment_intents.list().data[0]
    assert (intent.status, intent.cancellation_reason) == ("canceled", "expired")


def test_a_complete_session_cannot_be_expired(client: stripe.StripeClient) -> None:
    session = open_session(client)
    submit(session.url)
    with pytest.raises(stripe.InvalidRequestError, match="complete"):
        client.v1.checkout.sessions.expire(session.id, None, {"idempotency_key": "exp:bk_1"})


def test_a_decline_can_be_ordered_for_a_good_card(client: stripe.StripeClient, control: Control) -> None:
    session = open_session(client)
    control("fail_next", kind="card_declined", path="/pay/*")
    assert "a été refusée" in submit(session.url).text
    assert submit(session.url).status_code == 303


def test_an_unknown_session_has_a_proper_page(double: StripeDouble) -> None:
    answer = requests.get(f"{double.url}/pay/cs_test_nobody", timeout=10)
    assert answer.status_code == 404
    assert "Paiement introuvable" in answer.text
