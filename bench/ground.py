"""What the benchmarks stand on: Amazon's engine on this machine, a published space, somebody who books."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

# Before the product is imported: it reads its environment then.
os.environ.update(
    {
        "STAGE": "bench",
        "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_ACCESS_KEY_ID": "bench",
        "AWS_SECRET_ACCESS_KEY": "bench",
        "TABLE_NAME": "pupitre-bench",
        "IDEMPOTENCY_TABLE_NAME": "pupitre-idempotency-bench",
        "LEDGER_TABLE_NAME": "pupitre-ledger-bench",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "POWERTOOLS_METRICS_NAMESPACE": "Pupitre",
        "POWERTOOLS_DEV": "false",
        "LOG_LEVEL": "WARNING",
    }
)

from chalicelib.spaces.model import OpenInterval, SoldAs, Space
from localdev.aws.tables import create_tables
from localdev.lambdas import context_of
from tests.make.identity import saved_user
from tests.make.spaces import a_live_space, a_room, saved
from tests.races.engine import running

ALWAYS_OPEN = ((OpenInterval(0, 1440),),) * 7
ROOMS = 8
SEATS = 400
DAYS = 60
FIRST_DAY = 3
A_DAY = 96
USER = "3f1c2b1a-6d5e-4f00-9a7b-0c1d2e3f4a5b"


@contextmanager
def engine() -> Iterator[None]:
    """Fresh tables on DynamoDB Local, and the product pointed at them."""
    with running() as address:
        os.environ["AWS_ENDPOINT_URL_DYNAMODB"] = address
        create_tables("bench", endpoint_url=address)
        saved_user(USER)
        yield


def a_place() -> Space:
    """A published space, open day and night. Its rooms are free, so that no Stripe stands in the measured path, and
    sold by the seat, so that they never fill."""
    rooms = tuple(a_room(sold_as=SoldAs.SEAT, capacity=SEATS, tariff=None) for _ in range(ROOMS))
    return saved(a_live_space(rooms=rooms, opening_hours=ALWAYS_OPEN))


def booking_body(space: Space, number: int, quarters: int) -> dict[str, Any]:
    """The `number`-th booking, spread over rooms and days."""
    room = space.rooms[number % ROOMS]
    day = datetime.now(UTC).date() + timedelta(days=FIRST_DAY + number // ROOMS % DAYS)
    opens = datetime.combine(day, time(0 if quarters == A_DAY else 9))
    closes = opens + timedelta(minutes=15 * quarters)
    return {
        "space_id": space.id,
        "room_id": room.id,
        "start": f"{opens:%Y-%m-%dT%H:%M}",
        "end": f"{closes:%Y-%m-%dT%H:%M}",
        "people": 1,
        "expected_ttc": 0,
    }


def call(method: str, path: str, body: Any = None, *, query: dict[str, str] | None = None, **ids: str) -> Any:
    """Lets app.py's HTTP function answer an event of API Gateway whose authorizer passed; returns the parsed body.

    `path` is the route as declared, `ids` fill its parameters.
    """
    import app

    answer = app.app(_event(method, path, body, query, ids), context_of("api_handler"))
    if answer["statusCode"] >= 300:
        raise RuntimeError(answer["body"])
    return json.loads(answer["body"])


def _event(method: str, path: str, body: Any, query: dict[str, str] | None, ids: dict[str, str]) -> dict[str, Any]:
    return {
        "resource": path,
        "path": path.format(**ids),
        "httpMethod": method,
        "headers": {"Content-Type": "application/json", "Idempotency-Key": uuid4().hex, "Accept-Language": "fr"},
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()} if query else None,
        "pathParameters": ids or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": path,
            "httpMethod": method,
            "identity": {"sourceIp": "127.0.0.1"},
            "authorizer": {"principalId": USER},
        },
        "body": json.dumps(body) if body is not None else None,
        "isBase64Encoded": False,
    }
