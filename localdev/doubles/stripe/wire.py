"""What comes in from a socket and what goes back, whatever part of the double answers it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from localdev.doubles.stripe.form_encoding import decode_form


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: str
    body: str
    headers: Mapping[str, str]

    def header(self, name: str) -> str | None:
        return self.headers.get(name.lower())

    @property
    def is_v2(self) -> bool:
        return self.path.startswith("/v2/")

    @property
    def is_json(self) -> bool:
        return (self.header("Content-Type") or "").startswith("application/json")

    def fields(self) -> dict[str, Any]:
        """The body of a page's form, or of a JSON call."""
        if self.is_json:
            parsed = json.loads(self.body or "{}")
            return parsed if isinstance(parsed, dict) else {}
        return decode_form(self.body)


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
    # Webhooks wait until the answer that precedes them has left.
    events: tuple[str, ...] = ()
    # The connection is cut without a word, as when a network times out.
    dropped: bool = False


def json_answer(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(body, indent=2).encode(), "application/json", headers or {})


def page_answer(status: int, html: str) -> Answer:
    headers = {
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return Answer(status, html.encode(), "text/html; charset=utf-8", headers)


def redirect(location: str, events: tuple[str, ...] = ()) -> Answer:
    return Answer(303, b"", "text/plain; charset=utf-8", {"Location": location, "Cache-Control": "no-store"}, events)
