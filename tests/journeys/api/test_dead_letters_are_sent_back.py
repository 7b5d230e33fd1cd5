"""What no worker could handle waits with its reason until staff send it back; then it has its effect, once."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
import requests

from chalicelib.reactions import HANDLERS
from localdev.aws.tables import CREDENTIALS, REGION
from tests.journeys import offers
from tests.journeys.client import Json
from tests.journeys.market import Market, opened
from tests.journeys.offers import a_room, a_space
from tests.journeys.people import Person
from tests.journeys.product import Product
from tests.journeys.waiting import until

SENDER = "no-reply@pupitre.example"
LETTERS = "/operations/dead-letters"
# Six tries with the pauses of the local pump between them, on a machine that has more to do.
SIX_TRIES_SECONDS = 150.0


@pytest.fixture(scope="module")
def own_market(own_product: Product) -> Market:
    """Errors are counted by the product: those of this story are its own."""
    return opened(own_product)


@pytest.fixture(scope="module")
def operator(own_market: Market) -> Person:
    person = own_market.join("Exploitation", "Équipe")
    own_market.product.bootstrap(person.email, "operator")
    return person


@pytest.fixture(scope="module")
def aws(own_market: Market) -> Callable[[str], Any]:
    endpoint = own_market.product.state()["stage"]["AWS local"]

    def client(service: str) -> Any:
        connect: Callable[..., Any] = boto3.client
        return connect(service, endpoint_url=endpoint, region_name=REGION, **CREDENTIALS)

    return client


@pytest.fixture
def broken_check(own_market: Market, aws: Callable[[str], Any]) -> Iterator[str]:
    """A message that nobody can ever read, on the queue of checks; taken away at the end."""
    sqs = aws("sqs")
    dead = sqs.get_queue_url(QueueName="pupitre-local-checks-dlq")["QueueUrl"]
    sent = sqs.send_message(QueueUrl=dead.removesuffix("-dlq"), MessageBody='{"rule": "qui@people.example"')
    yield sent["MessageId"]
    sqs.purge_queue(QueueUrl=dead)


def test_events_and_mails_that_failed_six_times_are_sent_back_and_have_their_effect_once(
    own_market: Market, operator: Person, aws: Callable[[str], Any]
) -> None:
    product, till, host = own_market.product, own_market.till, own_market.host
    offer = own_market.offer(a_room())
    product.settle()
    body = offer.body(own_market.day(), "10:00", "12:00")
    booking = own_market.book(own_market.coworker, offer, body)
    # Stripe does not answer, and SES no longer knows the sender.
    for path in ("/v1/checkout/sessions/*", "/v1/payment_intents/*"):
        till.control("fail_next", kind="error_before_effect", method="GET", path=path, times=10_000)
    aws("sesv2").delete_email_identity(EmailIdentity=SENDER)
    till.pay(booking["checkout_url"])
    submitted = offers.submitted(host, a_space(a_room()))

    until("all of it among the dead letters", lambda: waiting(operator)[:2] == (2, 1), seconds=SIX_TRIES_SECONDS)
    events = letters_of(operator, "stripe-events")
    assert {letter["reason"] for letter in events} == {"ProviderUnavailable: APIError"}
    assert {letter["subject"] for letter in events} == events_of(own_market, booking)
    [mail] = letters_of(operator, "mails")
    assert mail["reason"] == "NotSentYet: MessageRejected"
    assert mail["subject"].startswith(f"SPACE#{submitted.id} FACT#")
    assert own_market.coworker.api.get(f"/bookings/{booking['id']}")["status"] == "awaiting_payment"

    till.control("fail_next/cancel")
    aws("sesv2").create_email_identity(EmailIdentity=SENDER)
    sent_back = [operator.api.post(f"{LETTERS}/{queue}/redrive")["sent_back"] for queue in ("stripe-events", "mails")]
    assert sent_back == [2, 1]
    seen = own_market.status(own_market.coworker, booking, "pending_host", "held")
    product.settle()
    assert waiting(operator)[:2] == (0, 0)
    kinds = [entry["kind"] for entry in seen["timeline"]]
    assert sorted(kinds) == ["BookingPlaced", "BookingRequested", "HoldPlaced"]
    own_market.told(host.owner.email, "est en cours de vérification", submitted.space["name"])
    own_market.told(offer.contact, "Demande de réservation", offer.room()["name"])
    own_market.told(own_market.coworker.email, "Demande envoyée", offer.room()["name"])


def test_a_message_that_nobody_can_read_waits_at_once_and_comes_again_if_sent_back(
    own_market: Market, operator: Person, broken_check: str
) -> None:
    def lies_there() -> Json | None:
        letters = letters_of(operator, "checks")
        return letters[0] if letters else None

    letter = until("the unreadable message among the dead letters", lies_there)
    assert (letter["id"], letter["reason"]) == (broken_check, "Unreadable: JSONDecodeError")
    assert letter["subject"] == "unreadable"
    assert operator.api.post(f"{LETTERS}/checks/redrive")["sent_back"] == 1
    again = until("it among the dead letters again", lies_there)
    assert (again["id"] != letter["id"], again["reason"]) == (True, letter["reason"])

    page = f"{own_market.product.url}/_local/queues"
    assert "Unreadable: JSONDecodeError" in requests.get(page, timeout=10).text
    moved = requests.post(f"{page}/pupitre-local-checks-dlq/redrive", json={}, timeout=30).json()
    assert moved == {"moved": 1}
    assert until("it there once more", lies_there)["id"] not in (letter["id"], again["id"])


def test_only_an_operator_sees_dead_letters_and_sends_them_back(own_market: Market, operator: Person) -> None:
    for who in (own_market.moderator.api, own_market.host.api, own_market.coworker.api):
        who.refused(403, "staff_only", "GET", LETTERS)
        who.refused(403, "staff_only", "GET", f"{LETTERS}/mails")
        who.refused(403, "staff_only", "POST", f"{LETTERS}/mails/redrive")
    operator.api.refused(404, "not_found", "GET", f"{LETTERS}/relay")
    operator.api.refused(404, "not_found", "POST", f"{LETTERS}/relay/redrive")


def waiting(operator: Person) -> tuple[int, ...]:
    """How many in each queue, Stripe's events and mails first."""
    items = operator.api.get(LETTERS)["items"]
    assert [item["queue"] for item in items] == [
        "stripe-events", "mails", "checks", "documents", "payouts", "search", "images", "claims", "waiting",
    ]  # fmt: skip
    return tuple(item["waiting"] for item in items)


def letters_of(operator: Person, queue: str) -> list[Json]:
    answer = operator.api.send("GET", f"{LETTERS}/{queue}")
    # Neither bodies nor addresses.
    assert "@" not in answer.text
    return list(answer.json()["items"])


def events_of(market: Market, booking: Json) -> set[str]:
    """What Stripe told of a booking's page and payment, as far as we listen: type and id of each event."""
    about = {session["id"] for session in market.till.sessions_of(booking["id"])}
    about.add(market.till.intent_of(booking["id"])["id"])
    events = market.till.state()["events"]
    heard = [event for event in events if event["object"] in about and event["type"] in HANDLERS]
    return {f"{event['type']} {event['id']}" for event in heard}
