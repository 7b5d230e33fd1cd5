"""Events of v2: they say that something changed, not what it has become."""

from localdev.doubles.stripe.instants import iso
from localdev.doubles.stripe.unit_of_work import Json, UnitOfWork, new_id

ACCOUNT_CLOSED = "v2.core.account.closed"
CAPABILITY_UPDATED = "v2.core.account[configuration.recipient].capability_status_updated"
REQUIREMENTS_UPDATED = "v2.core.account[requirements].updated"


def emit(unit: UnitOfWork, event_type: str, account_id: str, data: Json | None = None) -> None:
    """What is sent is thin; `data` shows only to whoever retrieves the event."""
    event: Json = {
        "id": new_id("evt_test_", 32),
        "object": "v2.core.event",
        "context": None,
        "created": iso(unit.now),
        "livemode": False,
        "reason": None,
        "related_object": {
            "id": account_id,
            "type": "v2.core.account",
            "url": f"/v2/core/accounts/{account_id}",
        },
        "type": event_type,
    }
    if unit.cause.request_id and unit.cause.idempotency_key:
        request = {"id": unit.cause.request_id, "idempotency_key": unit.cause.idempotency_key}
        event["reason"] = {"request": request, "type": "request"}
    unit.within(None).record(event, {"data": data} if data else {})


def retrieve(unit: UnitOfWork, _params: Json, event_id: str) -> Json:
    return {**unit.get("v2.core.event", event_id), **unit.private(event_id)}
