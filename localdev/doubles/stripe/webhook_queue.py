"""The persisted list of webhooks to send: what is due, what came of it, when to try again."""

import random
import sqlite3
import time
from dataclasses import dataclass

from localdev.doubles.stripe.store import read_setting, write_setting

CHAOS = "chaos"
_CHAOS_MAX_DELAY_SECONDS = 2.0
_CHAOS_DUPLICATE_SHARE = 0.4
_RETRY_CAP_SECONDS = 300.0

# Nothing about disorder needs to be unpredictable to an attacker; a test may seed it.
chance = random.Random()


@dataclass(frozen=True)
class Delivery:
    id: int
    event_id: str
    attempts: int


def chaos_is_on(connection: sqlite3.Connection) -> bool:
    return read_setting(connection, CHAOS, "off") == "on"


def set_chaos(connection: sqlite3.Connection, *, enabled: bool) -> None:
    write_setting(connection, CHAOS, "on" if enabled else "off")


def enqueue(connection: sqlite3.Connection, event_id: str) -> None:
    """Due times are real ones: moving the double's clock must not hurry or hold back the network."""
    copies, delays = 1, [0.0]
    if chaos_is_on(connection):
        copies = 2 if chance.random() < _CHAOS_DUPLICATE_SHARE else 1
        delays = [chance.uniform(0, _CHAOS_MAX_DELAY_SECONDS) for _ in range(copies)]
    for delay in delays[:copies]:
        connection.execute("INSERT INTO deliveries (event_id, due_at) VALUES (?, ?)", (event_id, time.time() + delay))


def pending(connection: sqlite3.Connection, *, due_before: float | None) -> list[Delivery]:
    """Deliveries to attempt, oldest due first; with `due_before=None`, all that are still owed."""
    rows = connection.execute(
        "SELECT id, event_id, attempts FROM deliveries WHERE state = 'pending' AND (? IS NULL OR due_at <= ?)"
        " ORDER BY due_at, id",
        (due_before, due_before),
    )
    return [Delivery(row["id"], row["event_id"], row["attempts"]) for row in rows]


def next_due(connection: sqlite3.Connection) -> float | None:
    row = connection.execute("SELECT min(due_at) AS due FROM deliveries WHERE state = 'pending'").fetchone()
    return row["due"]  # type: ignore[no-any-return]


def record_success(connection: sqlite3.Connection, delivery: Delivery, outcome: str) -> None:
    connection.execute(
        "UPDATE deliveries SET state = 'delivered', attempts = attempts + 1, outcome = ? WHERE id = ?",
        (outcome, delivery.id),
    )


def record_failure(
    connection: sqlite3.Connection, delivery: Delivery, outcome: str, retry_base_seconds: float
) -> None:
    delay = min(retry_base_seconds * 2**delivery.attempts, _RETRY_CAP_SECONDS)
    connection.execute(
        "UPDATE deliveries SET attempts = attempts + 1, due_at = ?, outcome = ? WHERE id = ?",
        (time.time() + delay, outcome, delivery.id),
    )


def delivered_events(connection: sqlite3.Connection) -> dict[str, bool]:
    """For every event that had a webhook to send: did one arrive?"""
    rows = connection.execute(
        "SELECT event_id, max(state = 'delivered') AS arrived FROM deliveries GROUP BY event_id"
    )
    return {row["event_id"]: bool(row["arrived"]) for row in rows}
