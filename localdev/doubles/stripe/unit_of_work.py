"""Everything one call (or one tick of the clock) reads and writes, inside one transaction."""

import json
import secrets
import sqlite3
import string
from dataclasses import dataclass, field
from typing import Any

import stripe

from localdev.doubles.stripe import webhook_queue
from localdev.doubles.stripe.errors import resource_missing

Json = dict[str, Any]

_ALPHABET = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Configuration:
    """What the operator of the double chose at start."""

    base_url: str
    merchant_name: str
    webhook_url: str | None


@dataclass(frozen=True)
class Cause:
    """The API call behind a change; both fields are empty when the clock or a payer caused it."""

    request_id: str | None = None
    idempotency_key: str | None = None


def new_id(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


@dataclass
class UnitOfWork:
    connection: sqlite3.Connection
    now: int
    configuration: Configuration
    cause: Cause = field(default_factory=Cause)
    emitted: list[str] = field(default_factory=list)

    def find(self, object_id: str) -> Json | None:
        row = self.connection.execute("SELECT body FROM objects WHERE id = ?", (object_id,)).fetchone()
        return json.loads(row["body"]) if row else None

    def get(self, kind: str, object_id: str, *, param: str = "id") -> Json:
        found = self.find(object_id)
        if found is None or found["object"] != kind:
            raise resource_missing(kind.removeprefix("checkout."), object_id, param)
        return found

    def all(self, kind: str) -> list[Json]:
        """Newest first, as Stripe lists them."""
        rows = self.connection.execute("SELECT body FROM objects WHERE kind = ? ORDER BY seq DESC", (kind,))
        return [json.loads(row["body"]) for row in rows]

    def put(self, obj: Json, private: Json | None = None) -> None:
        self.connection.execute(
            "INSERT INTO objects (id, kind, body, private) VALUES (:id, :kind, :body, :private)"
            " ON CONFLICT (id) DO UPDATE SET body = :body, private = coalesce(:changed, private)",
            {
                "id": obj["id"],
                "kind": obj["object"],
                "body": json.dumps(obj),
                "private": json.dumps(private or {}),
                "changed": None if private is None else json.dumps(private),
            },
        )

    def private(self, object_id: str) -> Json:
        """What the double remembers of an object and Stripe would not show."""
        row = self.connection.execute("SELECT private FROM objects WHERE id = ?", (object_id,)).fetchone()
        remembered: Json = json.loads(row["private"])
        return remembered

    def schedule(self, action: str, object_id: str, due_at: int) -> None:
        self.connection.execute(
            "INSERT OR REPLACE INTO deadlines (object_id, action, due_at) VALUES (?, ?, ?)",
            (object_id, action, due_at),
        )

    def unschedule(self, action: str, object_id: str) -> None:
        self.connection.execute("DELETE FROM deadlines WHERE object_id = ? AND action = ?", (object_id, action))

    def emit(self, event_type: str, obj: Json) -> None:
        """Record an event with a snapshot of the object as it is now, and queue its webhook."""
        wanted = self.configuration.webhook_url is not None
        event_id = new_id("evt_1")
        event = {
            "id": event_id,
            "object": "event",
            "api_version": stripe.api_version,
            "created": self.now,
            "data": {"object": obj},
            "livemode": False,
            "pending_webhooks": 1 if wanted else 0,
            "request": {"id": self.cause.request_id, "idempotency_key": self.cause.idempotency_key},
            "type": event_type,
        }
        self.put(event)
        if wanted:
            webhook_queue.enqueue(self.connection, event_id)
        self.emitted.append(event_id)
