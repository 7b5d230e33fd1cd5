"""The main loop through what `make package` made: its template deployed, its functions run from its archive alone.

What starts by itself here, as it is deployed: the authorizer, whose answer the gateway keeps, and the gateway's own
refusals; the queues' functions; the stream's function behind its filter; the trigger of the user pool's mails; the
rule that fires `run_deadlines` every minute; CloudFront before all of it, with its secret, its rewriting and its
headers. Roles hold: a permission that is missing from infra/permissions.yaml fails a story.

What the emulator does not do, or later than a test can wait, is called through the Lambda API with the event that AWS
would send: the slower schedules, and the stream's record that is tried again because `relay_facts` named it.
"""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from infra.functions import FUNCTIONS
from tests.deployed.deployment import OPERATOR, PATIENCE_SECONDS, Deployment
from tests.deployed.events import of_schedule, of_stream
from tests.deployed.functions import in_the_role_of, looking_around
from tests.journeys import offers
from tests.journeys.client import Json, problem_in
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space, drafted
from tests.journeys.people import Person
from tests.journeys.waiting import until
from tests.make.pictures import jpeg

BUILT_PAGES = Path(__file__).resolve().parents[2] / "frontend" / "dist"
ALWAYS_BUSY = {"api-handler", "signed-in", "begin-checks"}
"""They have no event that gives them nothing to do. The stories start them."""
UNTIL_THE_CLOCK_RUNS_SECONDS = 100.0

pytestmark = [pytest.mark.deployed, pytest.mark.usefixtures("silent")]


def paid(market: Market, offer: Offer) -> Json:
    """A request before its host: Stripe said by webhook, queue and function that the money is held."""
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "12:00"))
    market.till.pay(booking["checkout_url"])
    return reached(market, booking, "pending_host", "held")


def reached(market: Market, booking: Json, *state: str, seconds: float = PATIENCE_SECONDS) -> Json:
    """The booking as its coworker sees it, once status and money are in this state."""

    def seen() -> Json | None:
        now = market.coworker.api.get(f"/bookings/{booking['id']}")
        return now if (now["status"], now["money"]) == state else None

    return until(f"a booking {state}", seen, seconds=seconds)


def invoice_of(market: Market, booking: Json) -> Json | None:
    """The coworker's document of this booking, once it can be downloaded."""
    found = market.coworker.api.get("/me/documents")["items"]
    return next((each for each in found if each["source"] == booking["id"] and each["stored"]), None)


@pytest.fixture(scope="module")
def silent(market: Market, deployment: Deployment) -> Json:
    """A request whose host said nothing until its hour was over. It is made first: the clock's next run, which takes
    it up, may be more than a minute away."""
    offer = market.offer(a_room())
    request = paid(market, offer)
    [item] = deployment.items(f"BK#{request['id']}", "A")
    over = (deployment.now() - timedelta(minutes=1)).isoformat(timespec="seconds")
    deployment.rewrite(item, answer_by=over, due_at=over, due_sk=f"{over}#{request['id']}")
    return {**request, "contact": offer.contact}


@pytest.fixture(scope="module")
def operator(market: Market, deployment: Deployment) -> Person:
    person = market.join("Zoé", "Veilleur")
    deployment.bootstrap(person.email, "operator")
    return person


def test_every_function_starts_from_the_archive(first_answers: dict[str, object]) -> None:
    assert set(first_answers) | ALWAYS_BUSY == {function.name for function in FUNCTIONS}


def test_a_function_finds_nothing_that_its_archive_does_not_hold(deployment: Deployment) -> None:
    beside_the_emulator = ["boto3", "pydantic", "cryptography", "yaml", "ministack"]
    assert deployment.invoke(looking_around(deployment), [*beside_the_emulator, "json"]) == ["json"]


def test_a_function_may_not_do_what_its_role_does_not_say(deployment: Deployment) -> None:
    powerless = in_the_role_of(deployment, "signed-in", name="relay-missed-facts")
    with pytest.raises(AssertionError, match="AccessDeniedException"):
        deployment.invoke(powerless, of_schedule(powerless))


def test_the_site_shows_the_built_pages_whatever_page_is_asked_for(deployment: Deployment) -> None:
    deployment.publish_pages(BUILT_PAGES)
    page = (BUILT_PAGES / "index.html").read_text(encoding="utf-8")
    for path in ("/", "/host/bookings/bk_1"):
        answer = requests.get(f"{deployment.url}{path}", timeout=30)
        assert (answer.status_code, answer.content.decode()) == (200, page)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_nobody_gets_around_the_site(deployment: Deployment) -> None:
    direct = requests.get(f"{deployment.behind_the_site}/api/v1/openapi.json", timeout=30)
    assert problem_in(direct).code == "not_through_the_site"


def test_a_photo_goes_through_storage_and_worker_to_the_site(market: Market, deployment: Deployment) -> None:
    space = drafted(market.host, a_space(a_room()))
    form = market.host.api.post(f"{space.path}/images", {"content_type": "image/jpeg"})
    sent = requests.post(form["url"], data=form["fields"], files={"file": ("photo.jpg", jpeg())}, timeout=30)
    assert sent.status_code == 204, sent.text

    def ready() -> Json | None:
        [image] = market.host.api.get(f"{space.path}/images")["items"]
        return image if image["state"] == "ready" else None

    image: Json = until("the photo", ready, seconds=PATIENCE_SECONDS)
    served = requests.get(deployment.url + image["urls"]["small"], timeout=30)
    assert (served.status_code, served.headers["Content-Type"]) == (200, "image/webp")
    removed = market.host.api.send("DELETE", f"{space.path}/images/{form['image_id']}")
    assert removed.status_code == 204


def test_the_gateway_refuses_in_problem_documents_of_its_own(market: Market) -> None:
    market.anonymous.refused(401, "token_refused", "GET", "/me")
    market.anonymous.refused(404, "not_found", "GET", "/nowhere")


def test_the_authorizer_lets_nobody_in_with_a_token_of_his_own(market: Market) -> None:
    head, claims, signature = market.coworker.api.token.split(".")
    someone_else = json.loads(base64.urlsafe_b64decode(claims + "==")) | {"sub": "someone-else"}
    forged = base64.urlsafe_b64encode(json.dumps(someone_else).encode()).decode().rstrip("=")
    market.anonymous.as_(f"{head}.{forged}.{signature}").refused(401, "token_refused", "GET", "/me")
    assert market.coworker.api.get("/me")["email"] == market.coworker.email


def test_a_forgotten_password_is_replaced_with_a_mailed_code(market: Market, deployment: Deployment) -> None:
    person = market.join("Léo", "Distrait")
    person.api.post("/auth/forgot-password", {"email": person.email})
    code = deployment.wait_for_mail(person.email, "nouveau mot de passe")["code"]
    person.password += "0"
    person.api.post("/auth/reset-password", {"email": person.email, "code": code, "password": person.password})
    person.sign_in()
    assert person.api.get("/me")["email"] == person.email


def test_a_place_is_found_booked_paid_and_given(market: Market, deployment: Deployment) -> None:
    offer = market.offer(a_room())
    assert offer.id in {found["id"] for found in market.anonymous.get("/catalogue/spaces", where="75019")["items"]}
    request = paid(market, offer)
    assert market.till.intent_of(request["id"])["status"] == "requires_capture"
    room = offer.room()["name"]
    deployment.wait_for_mail(offer.contact, "Demande de réservation", room)
    market.host.api.post(f"{market.host.path}/bookings/{request['id']}/acceptance")
    reached(market, request, "confirmed", "captured")
    assert market.till.intent_of(request["id"])["status"] == "succeeded"
    deployment.wait_for_mail(market.coworker.email, "Réservation confirmée", room)
    invoice = until("an invoice", lambda: invoice_of(market, request), seconds=PATIENCE_SECONDS)
    assert invoice["ttc"] == request["price"]["total"]["ttc"]
    file = requests.get(market.coworker.api.get(f"/me/documents/{invoice['id']}/file")["url"], timeout=30)
    assert (file.status_code, file.content[:5]) == (200, b"%PDF-"), file.text
    assert f"{invoice['number']}.pdf" in file.headers["Content-Disposition"]


def test_what_was_booked_is_sealed_where_nobody_can_change_it(deployment: Deployment) -> None:
    """Its rule fires every five minutes."""
    deployment.invoke("seal-ledger", of_schedule("seal-ledger"))
    assert deployment.archived("ledger/seals")
    assert deployment.invoke("seal-ledger", of_schedule("seal-ledger")) == 0


def test_a_fact_that_the_stream_lost_is_told_by_the_sweep(market: Market, deployment: Deployment) -> None:
    with deployment.stream_cut_off():
        space = offers.submitted(market.host, a_space(a_room())).space
        for fact in deployment.items(f"SPACE#{space['id']}", "FACT#"):
            long_ago = deployment.now() - timedelta(minutes=5)
            deployment.rewrite(fact, due_sk=f"{long_ago.isoformat(timespec='microseconds')}#{fact['fact_id']['S']}")
        # Its rule fires every five minutes.
        assert deployment.invoke("relay-missed-facts", of_schedule("relay-missed-facts")) >= 1
        deployment.wait_for_mail(OPERATOR, "Espace à modérer", space["name"])
    deployment.settle()
    assert market.told(OPERATOR, "Espace à modérer", space["name"])


def test_the_relay_names_the_fact_that_it_could_not_read(deployment: Deployment) -> None:
    unreadable = {"pk": {"S": "USER#nobody"}, "sk": {"S": "FACT#2027-01-01#nothing-else"}}
    no_fact = {"pk": {"S": "USER#nobody"}, "sk": {"S": "PROFILE"}}
    # The emulator goes on whatever the function answers; Lambda begins again with the record that is named.
    with deployment.stream_cut_off(), deployment.holding(unreadable):
        answer = deployment.invoke("relay-facts", of_stream(deployment.outputs["TableName"], no_fact, unreadable))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}


def test_a_message_that_nobody_can_read_ends_among_the_dead_letters(deployment: Deployment, operator: Person) -> None:
    queues = list(deployment.waiting(dead=False))
    for queue in queues:
        deployment.send(queue, "unreadable")

    def waiting() -> dict[str, int]:
        return {each["queue"]: each["waiting"] for each in operator.api.get("/operations/dead-letters")["items"]}

    until("a dead letter of each queue", lambda: waiting() == dict.fromkeys(queues, 1), seconds=PATIENCE_SECONDS)
    for queue in queues:
        [letter] = operator.api.get(f"/operations/dead-letters/{queue}")["items"]
        assert letter["reason"], queue
        deployment.purge(f"{queue}-dlq")


def test_the_rules_are_examined_through_their_queue(deployment: Deployment, operator: Person) -> None:
    def all_finished() -> list[Json] | None:
        rules = operator.api.get("/operations/rules")["items"]
        return rules if all(rule["last_run"] and rule["last_run"]["finished_at"] for rule in rules) else None

    # Its rule fires every ten minutes. The rest is the queue's doing.
    assert deployment.invoke("begin-checks", of_schedule("begin-checks")) >= 1
    rules = until("every rule examined", all_finished, seconds=PATIENCE_SECONDS)
    assert {rule["name"]: rule["broken"] for rule in rules if rule["broken"]} == {}


def test_a_silent_request_expires_with_the_next_run_of_the_clock(
    market: Market, deployment: Deployment, silent: Json
) -> None:
    reached(market, silent, "expired", "released", seconds=UNTIL_THE_CLOCK_RUNS_SECONDS)
    assert market.till.intent_of(silent["id"])["status"] == "canceled"
    for email in (silent["contact"], market.coworker.email):
        deployment.wait_for_mail(email, "Demande expirée", silent["room_name"])


def test_nothing_failed_out_of_sight(deployment: Deployment) -> None:
    deployment.settle()
    assert not any(deployment.waiting(dead=True).values())
    assert [line for line in deployment.log() if "AccessDenied" in line] == []
