"""Failures ordered in advance for the next matching calls."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase


class FaultKind(StrEnum):
    ERROR_BEFORE_EFFECT = "error_before_effect"
    ERROR_AFTER_EFFECT = "error_after_effect"
    RATE_LIMITED = "rate_limited"
    KEY_IN_FLIGHT = "key_in_flight"
    TIMEOUT_BEFORE_EFFECT = "timeout_before_effect"
    TIMEOUT_AFTER_EFFECT = "timeout_after_effect"
    CARD_DECLINED = "card_declined"
    CHARGE_EXPIRED_FOR_CAPTURE = "charge_expired_for_capture"
    BALANCE_INSUFFICIENT = "balance_insufficient"


# Longer than the time-out any client of ours should have.
DEFAULT_HANG_SECONDS = 15.0


@dataclass(frozen=True)
class Fault:
    kind: FaultKind
    hang_seconds: float


def order(
    connection: sqlite3.Connection,
    kind: FaultKind,
    *,
    method: str,
    path: str,
    times: int,
    hang_seconds: float,
) -> None:
    connection.execute(
        "INSERT INTO faults (method, path, kind, hang_seconds, remaining) VALUES (?, ?, ?, ?, ?)",
        (method.upper(), path, kind.value, hang_seconds, times),
    )


def take(connection: sqlite3.Connection, method: str, path: str, *, only: FaultKind | None = None) -> Fault | None:
    """The oldest fault ordered for this call; it counts one use."""
    for row in connection.execute("SELECT * FROM faults ORDER BY id").fetchall():
        if only not in (None, row["kind"]):
            continue
        if row["method"] in ("*", method) and fnmatchcase(path, row["path"]):
            connection.execute("UPDATE faults SET remaining = remaining - 1 WHERE id = ?", (row["id"],))
            connection.execute("DELETE FROM faults WHERE remaining <= 0")
            return Fault(FaultKind(row["kind"]), row["hang_seconds"])
    return None


def ordered(connection: sqlite3.Connection) -> list[dict[str, object]]:
    return [dict(row) for row in connection.execute("SELECT * FROM faults ORDER BY id")]


def cancel_all(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM faults")
