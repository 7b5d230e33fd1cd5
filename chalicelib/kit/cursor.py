"""Opaque cursors: a DynamoDB key, signed and bound to the list it was made for."""

import base64
import hashlib
import hmac
import json
from typing import Any

from chalicelib.core.errors import Kind, Refusal
from chalicelib.kit.secrets import secrets

SIGNATURE_BYTES = 16


class BadCursor(Refusal):
    code, kind = "bad_cursor", Kind.INVALID
    fr, en = "Ce curseur n'est pas valable pour cette liste.", "This cursor does not belong to this list."


def seal(key: dict[str, Any] | None, scope: str) -> str | None:
    """`scope` names the list and its filters: a cursor of another list is refused."""
    if not key:
        return None
    body = json.dumps(key, separators=(",", ":"), sort_keys=True).encode()
    return _spelled(_signature(body, scope) + body)


def unseal(cursor: str | None, scope: str) -> dict[str, Any] | None:
    """Raises BadCursor."""
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4))
    except ValueError as unreadable:
        raise BadCursor("cursor") from unreadable
    # The decoder skips what is not of its alphabet, and the last letter has bits to spare.
    if _spelled(raw) != cursor:
        raise BadCursor("cursor")
    signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(body, scope)):
        raise BadCursor("cursor")
    key: dict[str, Any] = json.loads(body)
    return key


def _spelled(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _signature(body: bytes, scope: str) -> bytes:
    secret = secrets().signing_key.encode()
    return hmac.new(secret, scope.encode() + b"\x00" + body, hashlib.sha256).digest()[:SIGNATURE_BYTES]
