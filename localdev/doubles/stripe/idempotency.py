"""Idempotency keys: the first answer is kept and replayed, errors of the server included."""

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from localdev.doubles.stripe.errors import idempotency_in_flight, idempotency_mismatch, invalid_request

_KEPT_SECONDS = 24 * 3600
_MAX_KEY_LENGTH = 255


@dataclass(frozen=True)
class KeptAnswer:
    status: int
    body: dict[str, Any]
    headers: dict[str, str]
    request_id: str


def fingerprint(method: str, path: str, params: dict[str, Any]) -> str:
    described = json.dumps([method, path, params], sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()


def find(connection: sqlite3.Connection, key: str, print_of_call: str, now: int) -> KeptAnswer | None:
    connection.execute("DELETE FROM answers WHERE created < ?", (now - _KEPT_SECONDS,))
    row = connection.execute("SELECT * FROM answers WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    if row["fingerprint"] != print_of_call:
        raise idempotency_mismatch(key)
    return KeptAnswer(row["status"], json.loads(row["body"]), json.loads(row["headers"]), row["request_id"])


def keep(connection: sqlite3.Connection, key: str, print_of_call: str, answer: KeptAnswer, now: int) -> None:
    # Over an answer that is too old to count: `find` forgets it in a transaction that a refusal rolls back.
    connection.execute(
        "INSERT OR REPLACE INTO answers (key, fingerprint, status, body, headers, request_id, created)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            print_of_call,
            answer.status,
            json.dumps(answer.body),
            json.dumps(answer.headers),
            answer.request_id,
            now,
        ),
    )


class KeysInFlight:
    """Kept in memory on purpose: a call that died with the process is no longer in flight."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[str] = set()

    @contextmanager
    def claim(self, key: str | None) -> Iterator[None]:
        if key is None:
            yield
            return
        if len(key) > _MAX_KEY_LENGTH:
            raise invalid_request(f"An idempotency key takes {_MAX_KEY_LENGTH} characters at most.")
        with self._lock:
            if key in self._keys:
                raise idempotency_in_flight(key)
            self._keys.add(key)
        try:
            yield
        finally:
            with self._lock:
                self._keys.discard(key)
