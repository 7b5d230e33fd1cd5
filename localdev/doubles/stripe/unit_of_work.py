"""Everything one call (or one tick of the clock) reads and writes, inside one transaction."""

import json
import secrets
import sqlite3
import string
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import stripe

from localdev.doubles.stripe import webhook_queue
from localdev.doubles.stripe.destinations import Destination, Receiver, destination_of
from localdev.doubles.stripe.errors import resource_missing

Json = dict[str, Any]

_ALPHABET = string.ascii_letters + string.digits


@dataclass(frozen=True)
class Configuration:
    """What the operator of the double chose at start."""

    base_url: str
    merchant_name: str
    receivers: Mapping[Destination, Receiver]


@dataclass(frozen=True)
class Cause:
    """The API call behind a change; both fields are empty when the clock or a payer caused it."""

    request_id: str | None = None
    idempotency_key: str | None = None


def new_id(prefix: str, length: int = 24) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def owner_of(connection: sqlite3.Connection, object_id: str) -> str | None:
    """The connected account an object belongs to; None is the platform."""
    row = connection.execute("SELECT account FROM owners WHERE object_id = ?", (object_id,)).fetchone()
    return str(row["account"]) if row else None


@dataclass
class UnitOfWork:
    """`account`: whose objects these are, a connected account's or (None) the platform's own."""

    connection: sqlite3.Connection
    now: int
    configuration: Configuration
    cause: Cause = field(default_factory=Cause)
    account: str | None = None
    emitted: list[str] = field(default_factory=list)

    def within(self, account: str | None) -> "UnitOfWork":
        """The same work, seen from another account."""
        return replace(self, account=account)

    def find(self, object_id: str) -> Json | None:
        row = self.connection.execute("SELECT body FROM objects WHERE id = ?", (object_id,)).fetchone()
        if row is None or owner_of(self.connection, object_id) != self.account:
            return None
        found: Json = json.loads(row["body"])
        return found

    def get(self, kind: str, object_id: str, *, param: str = "id") -> Json:
        found = self.find(object_id)
        if found is None or found["object"] != kind:
            raise resource_missing(kind.removeprefix("checkout.").removeprefix("v2.core."), object_id, param)
        return found

    def all(self, kind: str) -> list[Json]:
        """Newest first, as Stripe lists them."""
        rows = self.connection.execute(
            "SELECT body FROM objects LEFT JOIN owners ON object_id = id WHERE kind = ? AND account IS ?"
            " ORDER BY seq DESC",
            (kind, self.account),
        )
        return [json.loads(row["body"]) for row in rows]

    def everywhere(self, *kinds: str) -> list[Json]:
        """Those of every account, newest first."""
        marks = ", ".join("?" * len(kinds))
        rows = self.connection.execute(
            f"SELECT body FROM objects WHERE kind IN ({marks}) ORDER BY seq DESC",  # noqa: S608 - marks only
            kinds,
        )
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
        if self.account is not None:
            self.connection.execute(
                "INSERT OR IGNORE INTO owners (object_id, account) VALUES (?, ?)", (obj["id"], self.account)
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
        event = {
            "id": new_id("evt_1"),
            "object": "event",
            "api_version": stripe.api_version,
            "created": self.now,
            "data": {"object": obj},
            "livemode": False,
            "pending_webhooks": 0,
            "request": {"id": self.cause.request_id, "idempotency_key": self.cause.idempotency_key},
            "type": event_type,
        }
        if self.account is not None:
            event["account"] = self.account
        self.record(event)

    def record(self, event: Json, private: Json | None = None) -> None:
        """Keep an event of either kind; it is sent where its like goes, if anybody listens there."""
        wanted = destination_of(event) in self.configuration.receivers
        if "pending_webhooks" in event:
            event["pending_webhooks"] = int(wanted)
        self.put(event, private)
        if wanted:
            webhook_queue.enqueue(self.connection, event["id"])
        self.emitted.append(event["id"])
