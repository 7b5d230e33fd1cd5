"""Functions of the same names as the product's, so that packaging is tested in seconds."""

from typing import Any

from chalice.app import AuthRequest, AuthResponse, Chalice, Cron, DynamoDBEvent, Rate, SQSEvent

app = Chalice(app_name="pupitre")


@app.authorizer(name="signed_in")
def signed_in(auth_request: AuthRequest) -> AuthResponse:
    return AuthResponse(routes=[], principal_id=auth_request.token)


@app.route("/v1/me", authorizer=signed_in)
def me() -> dict[str, str]:
    return {}


@app.on_dynamodb_record(stream_arn="arn:aws:dynamodb:eu-west-3:000000000000:table/replaced-by-infra/stream/1")
def relay_facts(event: DynamoDBEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra")
def handle_stripe_events(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue_arn="arn:aws:sqs:eu-west-3:000000000000:replaced-by-infra")
def send_mails(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra")
def run_checks(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra.fifo")
def handle_documents(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra.fifo")
def handle_payouts(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra")
def handle_images(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra")
def handle_claims(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra")
def project_search(event: SQSEvent) -> None: ...


@app.on_sqs_message(queue="replaced-by-infra")
def serve_waiting(event: SQSEvent) -> None: ...


@app.schedule(Rate(10, unit=Rate.MINUTES))
def settle_hosts(event: Any) -> None: ...


@app.schedule(Cron(0, 12, 1, "*", "?", "*"))
def close_months(event: Any) -> None: ...


@app.schedule(Rate(10, unit=Rate.MINUTES))
def begin_checks(event: Any) -> None: ...


@app.schedule(Rate(1, unit=Rate.MINUTES))
def run_deadlines(event: Any) -> None: ...


@app.schedule(Rate(5, unit=Rate.MINUTES))
def relay_missed_facts(event: Any) -> None: ...


@app.schedule(Rate(5, unit=Rate.MINUTES))
def remind_moderators(event: Any) -> None: ...


@app.schedule(Rate(5, unit=Rate.MINUTES))
def seal_ledger(event: Any) -> None: ...


@app.lambda_function(name="customise-code-mail")
def customise_code_mail(event: Any, context: Any) -> Any:
    return event
