"""Nobody gets around the site: CloudFront shows a secret with each call that it passes on (docs/adr/0011).

Whoever called API Gateway's own address could write any caller's address into X-Forwarded-For and would meet neither
the site's headers nor its firewall. Where the environment names no such secret there is no edge, and nothing to show.
"""

import hmac
import json
import time
from collections.abc import Callable
from dataclasses import field

from botocore.exceptions import BotoCoreError, ClientError
from chalice.app import Request, Response

from chalicelib.core.errors import Kind, Refusal
from chalicelib.core.lazy import dataclass
from chalicelib.kit.aws import secrets_manager
from chalicelib.kit.http import Unexpected, language_of, problem
from chalicelib.kit.observability import logger
from chalicelib.kit.secrets import SecretMissing
from chalicelib.kit.settings import settings

HEADER = "x-pupitre-origin"
CURRENT, PREVIOUS = "AWSCURRENT", "AWSPREVIOUS"
KEEP_SECONDS = 300.0
ASK_AGAIN_SECONDS = 60.0
"""What does not match may be newer than what we keep. Strangers make us ask no more often than this."""


class NotThroughTheSite(Refusal):
    """In no route's refusals: the OpenAPI document describes the site, and whoever meets this has left it."""

    code, kind = "not_through_the_site", Kind.FORBIDDEN
    fr, en = "Passez par l'adresse du site.", "Call the address of the site."


@dataclass(frozen=True)
class _Known:
    values: tuple[bytes, ...] = field(repr=False)
    read_at: float


_known: _Known | None = None


def only_through_the_site(request: Request, get_response: Callable[[Request], Response]) -> Response:
    """Chalice's middleware of every route, those that no Api declares included."""
    language = language_of(request.headers.get("accept-language", ""))
    try:
        check(request.headers.get(HEADER, ""))
    except Refusal as refusal:
        return problem(refusal, language)
    except Exception:  # noqa: BLE001
        # Not let in, and not told that the secret was wrong: we could not look.
        logger.exception("unexpected", extra={"route": "edge"})
        return problem(Unexpected(), language)
    return get_response(request)


def check(sent: str) -> None:
    """Raises NotThroughTheSite, SecretMissing."""
    if not settings().origin_secret_name:
        return
    if not sent:
        # A stranger, of whom there is nothing to say: CloudFront always shows something.
        raise NotThroughTheSite
    if not _is_ours(sent.encode()):
        # Either somebody guesses, or CloudFront and we disagree and the whole site is down: an alarm stands on it.
        logger.error("origin_secret_refused")
        raise NotThroughTheSite


def forget() -> None:
    global _known
    _known = None


def _is_ours(sent: bytes) -> bool:
    return any(
        hmac.compare_digest(sent, value)
        for older_than in (KEEP_SECONDS, ASK_AGAIN_SECONDS)
        for value in _values(older_than)
    )


def _values(older_than: float) -> tuple[bytes, ...]:
    """What CloudFront may show, read again once it is older than so many seconds."""
    global _known
    if _known is None or time.monotonic() - _known.read_at >= older_than:
        _known = _Known(_read(), time.monotonic())
    return _known.values


def _read() -> tuple[bytes, ...]:
    """The previous one, too: after a rotation CloudFront shows it until its own change has reached every place."""
    try:
        current = _version(CURRENT)
        if current is None:
            raise SecretMissing(f"{settings().origin_secret_name} has no current version")
        previous = _version(PREVIOUS)
    except (BotoCoreError, ClientError):
        if _known is None:
            raise
        # A secret store that does not answer must not close a site that was open a minute ago.
        logger.exception("origin_secret_unread")
        return _known.values
    return (current,) if previous is None else (current, previous)


def _version(stage: str) -> bytes | None:
    try:
        found = secrets_manager().get_secret_value(SecretId=settings().origin_secret_name, VersionStage=stage)
    except secrets_manager().exceptions.ResourceNotFoundException:
        return None
    value: str = json.loads(found["SecretString"]).get("value", "")
    if not value:
        raise SecretMissing(f"{settings().origin_secret_name} lacks its value")
    return value.encode()
