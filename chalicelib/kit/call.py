"""A call as a view sees it: parsed, authenticated, dated."""

import re
from dataclasses import field
from datetime import datetime
from typing import Any

from chalicelib.core.errors import Kind, Language, Refusal
from chalicelib.core.facts import Actor
from chalicelib.core.lazy import dataclass
from chalicelib.kit.unit_of_work import UnitOfWork

VERSION = re.compile(r"[0-9]{1,15}")


class VersionRequired(Refusal):
    code, kind = "version_required", Kind.PRECONDITION_REQUIRED
    fr = "Indiquez la version modifiée dans l'en-tête If-Match."
    en = "Say which version you are editing in the If-Match header."


@dataclass()
class Call:
    """`path` holds decoded path parameters; `body` and `query` are what the route declared, already validated."""

    actor: Actor
    now: datetime
    language: Language
    path: dict[str, str]
    headers: dict[str, str]
    raw_body: bytes
    body: Any = None
    query: Any = None
    idempotency_key: str | None = None
    answer_headers: dict[str, str] = field(default_factory=dict)
    lambda_context: Any = None

    @property
    def user_id(self) -> str:
        """The caller of a route whose access demands one."""
        if self.actor.user_id is None:
            raise LookupError("this route lets anonymous callers in")
        return self.actor.user_id

    @property
    def expected_version(self) -> int:
        """The version named by If-Match. Raises VersionRequired."""
        tag = self.headers.get("if-match", "").removeprefix("W/").strip('"')
        if not VERSION.fullmatch(tag):
            raise VersionRequired
        return int(tag)

    def work(self) -> UnitOfWork:
        return UnitOfWork(now=self.now, actor=self.actor)
