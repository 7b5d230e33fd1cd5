"""The map: routes by domain, then every queue, stream and schedule, a line each. No logic here.

Event sources are declared in this file and not in blueprints: Chalice would deploy a blueprint's handler as
`chalicelib.x.fn`, so this module would never run (aws/chalice#1566). What only workers need they import themselves:
a person waits for the cold start of the API function, nobody for theirs.
"""

import json
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from chalice.app import AuthRequest, AuthResponse, Chalice, CORSConfig, DynamoDBEvent, Response, SQSEvent

from chalicelib.availability.api import api as availability
from chalicelib.billing.api import api as billing
from chalicelib.bookings.api import api as bookings
from chalicelib.core import clock
from chalicelib.identity.api import api as identity
from chalicelib.kit import auth, edge, openapi, outbox, queue
from chalicelib.kit.http import SECURITY_HEADERS
from chalicelib.kit.observability import metrics
from chalicelib.kit.settings import settings
from chalicelib.legal.api import api as legal
from chalicelib.operations import walk
from chalicelib.operations.api import api as operations
from chalicelib.payments.api import api as payments
from chalicelib.spaces.api import api as spaces

VERSION = "0.1.0"
APIS = (identity, legal, spaces, availability, billing, bookings, payments, operations)

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


@app.route("/v1/openapi.json")
def get_openapi() -> Response:
    routes = [route for api in APIS for route in api.routes]
    document = openapi.document(routes, title="Pupitre", version=VERSION, prefix="/api/v1")
    headers: dict[str, Any] = {**SECURITY_HEADERS, "Content-Type": "application/json"}
    return Response(json.dumps(document, ensure_ascii=False), headers)


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


@app.on_dynamodb_record(stream_arn="arn:aws:dynamodb:region:account:table/pupitre/stream/label")
def relay_facts(event: DynamoDBEvent) -> Any:
    return process_partial_response(event.to_dict(), _relay, BatchProcessor(EventType.DynamoDBStreams))


def _relay(record: Any) -> None:
    from chalicelib import reactions

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
