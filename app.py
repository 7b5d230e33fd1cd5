"""The map: routes by domain, then every queue, stream and schedule, a line each. No logic here.

Event sources are declared in this file and not in blueprints: Chalice would deploy a blueprint's handler as
`chalicelib.x.fn`, so this module would never run (aws/chalice#1566). What only workers need they import themselves:
a person waits for the cold start of the API function, nobody for theirs.
"""
# ruff: noqa: E402

import gc

# Nothing that a start makes is garbage: looking for some took a third of it (ADR 0029).
gc.disable()

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from chalice.app import AuthRequest, AuthResponse, Chalice, CORSConfig, DynamoDBEvent, Response, SQSEvent

from chalicelib.availability.api import api as availability
from chalicelib.billing.api import api as billing
from chalicelib.bookings.api import api as bookings
from chalicelib.bookings.arrival_api import api as arrivals
from chalicelib.bookings.feeds.api import api as feeds
from chalicelib.bookings.listing_api import api as listing
from chalicelib.bookings.planning_api import api as planning
from chalicelib.bookings.series.api import api as series
from chalicelib.bookings.waiting.api import api as waiting
from chalicelib.claims.api import api as claims
from chalicelib.core import clock
from chalicelib.identity.api import api as identity
from chalicelib.identity.team.api import api as team
from chalicelib.kit import auth, edge, openapi, outbox, page, queue
from chalicelib.kit.http import SECURITY_HEADERS
from chalicelib.kit.observability import metrics
from chalicelib.kit.settings import settings
from chalicelib.legal.api import api as legal
from chalicelib.operations import walk
from chalicelib.operations.api import api as operations
from chalicelib.payments.api import api as payments
from chalicelib.payouts.api import api as payouts
from chalicelib.spaces import pages
from chalicelib.spaces.api import api as spaces
from chalicelib.spaces.moderation_api import api as moderation

VERSION = "0.1.0"
PAYOUTS_SECONDS = 200
"""After which a host's round begins nothing new: what is left has a round of its own."""

READ = ["GET", "HEAD"]
WHATEVER = ["*/*"]
"""The media type of a body that nobody reads is no reason to refuse, in Chalice's own words, whoever sent it."""

APIS = (
    identity, team, legal, spaces, moderation, availability, billing, bookings, series, waiting, arrivals, feeds,
    planning, listing, payments, payouts, claims, operations,
)  # fmt: skip

app = Chalice(app_name="pupitre")
app.api.cors = CORSConfig(
    # Before the address is known, nobody: names under .invalid never exist (RFC 6761).
    allow_origin=settings().public_url or "https://pupitre.invalid",
    allow_headers=["Idempotency-Key", "If-Match", "Accept-Language"],
    expose_headers=["ETag"],
)
app.register_middleware(edge.only_through_the_site, "http")


@app.authorizer()
def signed_in(request: AuthRequest) -> AuthResponse:
    return auth.authorize(request)


for api in APIS:
    app.register_blueprint(api.blueprint(signed_in), url_prefix="/v1")


@app.route("/v1/openapi.json", content_types=WHATEVER)
def get_openapi() -> Response:
    routes = [route for api in APIS for route in api.routes]
    document = openapi.document(routes, title="Pupitre", version=VERSION, prefix="/api/v1")
    headers: dict[str, Any] = {**SECURITY_HEADERS, "Content-Type": "application/json"}
    return Response(json.dumps(document, ensure_ascii=False), headers)


@app.route("/espaces/{place}", methods=READ, content_types=WHATEVER)
def get_short_space_page(place: str) -> Response:
    return page.answer(lambda: pages.space_page(place, clock.now()))


@app.route("/espaces/{place}/{name}", methods=READ, content_types=WHATEVER)
def get_space_page(place: str, name: str) -> Response:  # noqa: ARG001 - the id at the name's end decides
    return page.answer(lambda: pages.space_page(name, clock.now()))


@app.route("/robots.txt", methods=READ, content_types=WHATEVER)
def get_robots() -> Response:
    return page.answer(pages.robots)


@app.route("/sitemap.xml", methods=READ, content_types=WHATEVER)
def get_sitemap() -> Response:
    return page.answer(pages.sitemap)


@app.on_sqs_message(queue="stripe-events", batch_size=10)
def handle_stripe_events(event: SQSEvent) -> Any:
    return queue.work(event, _stripe_event, dead_letters=settings().stripe_events_dead_letters_url)


def _stripe_event(body: str) -> None:
    from chalicelib import reactions

    reactions.react_to_stripe(body, now=clock.now())


@app.on_sqs_message(queue="mails", batch_size=10)
def send_mails(event: SQSEvent) -> Any:
    return queue.work(event, _mail, dead_letters=settings().mails_dead_letters_url)


def _mail(body: str) -> None:
    from chalicelib.notifications.deliver import deliver

    recorded = outbox.told(body)
    if recorded is not None:
        try:
            deliver(recorded, now=clock.now())
        finally:
            # What was sent, or given up, before another mail of the fact failed counts too.
            metrics.flush_metrics()


@app.on_sqs_message(queue="documents.fifo", batch_size=1)
def handle_documents(event: SQSEvent) -> Any:
    return queue.work(event, _document, dead_letters=settings().documents_dead_letters_url)


def _document(body: str) -> None:
    from chalicelib import reactions

    recorded = outbox.told(body)
    if recorded is not None:
        reactions.react_to_documents(recorded, now=clock.now())


@app.on_sqs_message(queue="payouts.fifo", batch_size=1)
def handle_payouts(event: SQSEvent) -> Any:
    return queue.work(event, _payout, dead_letters=settings().payouts_dead_letters_url)


def _payout(body: str) -> None:
    from chalicelib import reactions

    reactions.react_to_payouts(body, now=clock.now(), out_of_time=clock.stopwatch(PAYOUTS_SECONDS))


@app.on_sqs_message(queue="images", batch_size=1)
def handle_images(event: SQSEvent) -> Any:
    return queue.work(event, _image, dead_letters=settings().images_dead_letters_url)


def _image(body: str) -> None:
    from chalicelib.core.facts import SYSTEM
    from chalicelib.images import process
    from chalicelib.kit.unit_of_work import UnitOfWork

    process.process(process.name_in(body), uow=UnitOfWork(now=clock.now(), actor=SYSTEM))


@app.on_sqs_message(queue="claims", batch_size=1)
def handle_claims(event: SQSEvent) -> Any:
    return queue.work(event, _claim, dead_letters=settings().claims_dead_letters_url)


def _claim(body: str) -> None:
    from chalicelib.claims import work

    work.handle(body, clock.now())


@app.on_sqs_message(queue="search", batch_size=10)
def project_search(event: SQSEvent) -> Any:
    return queue.work(event, _search, dead_letters=settings().search_dead_letters_url)


def _search(body: str) -> None:
    from chalicelib.availability.projection import work

    work.handle(body, clock.now())


@app.on_sqs_message(queue="waiting", batch_size=10)
def serve_waiting(event: SQSEvent) -> Any:
    return queue.work(event, _waiting, dead_letters=settings().waiting_dead_letters_url)


def _waiting(body: str) -> None:
    from chalicelib.bookings.waiting import serve

    recorded = outbox.told(body)
    if recorded is not None:
        serve.follow(recorded, now=clock.now())


@app.on_dynamodb_record(stream_arn="arn:aws:dynamodb:region:account:table/pupitre/stream/label")
def relay_facts(event: DynamoDBEvent) -> Any:
    return process_partial_response(event.to_dict(), _relay, BatchProcessor(EventType.DynamoDBStreams))


def _relay(record: Any) -> None:
    from chalicelib import reactions
    from chalicelib.availability.projection import work

    if work.is_day(record.raw_event["dynamodb"]["Keys"]):
        # What follows from it happens behind a queue: facts wait for nothing but the sending.
        work.tell(record.raw_event["dynamodb"]["Keys"])
        return
    item = record.raw_event["dynamodb"].get("NewImage", {})
    if record.raw_event["eventName"] == "INSERT" and outbox.is_fact(item):
        outbox.relay(item, reactions.consumers())


@app.schedule("rate(1 minute)")
def run_deadlines(_: Any) -> int:
    from chalicelib.bookings import deadlines

    handled = deadlines.run_deadlines(clock.now())
    metrics.flush_metrics()
    return handled


@app.schedule("rate(5 minutes)")
def relay_missed_facts(_: Any) -> int:
    from chalicelib import reactions

    return outbox.sweep(clock.now(), reactions.consumers())


@app.schedule("rate(10 minutes)")
def settle_hosts(_: Any) -> int:
    from chalicelib.payouts import run

    return run.settle_what_is_due(clock.now())


@app.schedule("cron(0 12 1 * ? *)")
def close_months(_: Any) -> int:
    """On the 1st at noon, UTC: the month before is over in every zone."""
    from chalicelib.payouts import policy, run

    return run.begin(policy.month_before(clock.now()), clock.now())


@app.schedule("rate(10 minutes)")
def remind_moderators(_: Any) -> int:
    from chalicelib.spaces import remind

    return remind.remind(clock.now())


@app.schedule("rate(5 minutes)")
def seal_ledger(_: Any) -> int:
    from chalicelib.ledger import seal

    return seal.run(clock.now())


@app.schedule("rate(10 minutes)")
def begin_checks(_: Any) -> int:
    return walk.begin_what_is_due(clock.now())


@app.on_sqs_message(queue="checks", batch_size=1)
def run_checks(event: SQSEvent) -> Any:
    return queue.work(event, _check, dead_letters=settings().checks_dead_letters_url)


def _check(body: str) -> None:
    queue.fields(body, "rule", "run", "cursor")
    walk.step(body, clock.now())


@app.lambda_function(name="customise_code_mail")
def customise_code_mail(event: dict[str, Any], _: Any) -> dict[str, Any]:
    from chalicelib.identity import code_mail

    return code_mail.customise(event)


# What is loaded now stays: later collections need not walk through it.
gc.enable()
gc.freeze()
