"""`Idempotency-Key` on POST: one effect and one answer per (caller, route, key), kept for a day.

Powertools keeps the record. One persistence layer per configuration: a shared one silently keeps the first.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyValidationError,
)

from chalicelib.core.errors import Kind, Refusal
from chalicelib.kit.aws import dynamodb
from chalicelib.kit.call import Call
from chalicelib.kit.settings import settings

KEPT_SECONDS = 24 * 3600
LONGEST_KEY = 255

Answer = tuple[dict[str, Any] | None, int]
"""JSON body and status."""


class KeyRequired(Refusal):
    code, kind = "idempotency_key_required", Kind.MALFORMED
    fr = "Ajoutez un en-tête Idempotency-Key de 255 caractères au plus."
    en = "Add an Idempotency-Key header of at most 255 characters."


class KeyInFlight(Refusal):
    code, kind = "idempotency_key_in_flight", Kind.CONFLICT
    fr = "La même demande est en cours de traitement."
    en = "The same call is being processed."


class KeyReused(Refusal):
    code, kind = "idempotency_key_reused", Kind.INVALID
    fr = "Cette clé a déjà servi pour une autre demande."
    en = "This key was already used for another call."


def require_key(call: Call) -> str:
    """Raises KeyRequired."""
    if not call.idempotency_key or len(call.idempotency_key) > LONGEST_KEY:
        raise KeyRequired
    return call.idempotency_key


def once(operation: str, call: Call, act: Callable[[], Answer]) -> Answer:
    """Acts unless this caller's key already did for this operation: then the kept answer comes back. A refused
    call keeps nothing and may be tried again.

    Raises KeyRequired, KeyInFlight, KeyReused.
    """
    claim = {
        "key": [call.actor.user_id, operation, sorted(call.path.items()), require_key(call)],
        "body": call.raw_body.decode("utf-8", "replace"),
    }
    config = IdempotencyConfig(
        event_key_jmespath="key",
        payload_validation_jmespath="body",
        expires_after_seconds=KEPT_SECONDS,
        raise_on_no_idempotency_key=True,
    )

    # Without the deadline of the invocation, a crash would leave the key "in progress" for a whole day.
    config.register_lambda_context(call.lambda_context)

    def run(*, claim: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  powertools hashes it
        body, status = act()
        return {"body": body, "status": status}

    guarded = idempotent_function(run, data_keyword_argument="claim", persistence_store=_store(), config=config)
    try:
        answer = guarded(claim=claim)
    except IdempotencyAlreadyInProgressError as in_flight:
        raise KeyInFlight from in_flight
    except IdempotencyValidationError as reused:
        raise KeyReused from reused
    return answer["body"], int(answer["status"])


@cache
def _store() -> DynamoDBPersistenceLayer:
    return DynamoDBPersistenceLayer(table_name=settings().idempotency_table_name, boto3_client=dynamodb())
