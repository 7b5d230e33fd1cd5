"""What is read at the site's own addresses without running its code: by crawlers, and whoever shows a link.

A page is the document of the site, as its bucket holds it, with a head of its own between two marks
(frontend/index.html). Browsers go on as on any other page; nobody else needs more than the head.
"""

import time
from collections.abc import Callable
from typing import Any

from chalice.app import Response

from chalicelib.core.lazy import dataclass
from chalicelib.kit.files import read
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings

DOCUMENT = "index.html"
BEGINS, ENDS = "<!--head-->", "<!--/head-->"
KEEP_SECONDS = 60.0
HTML, TEXT, XML = (f"{kind}; charset=utf-8" for kind in ("text/html", "text/plain", "application/xml"))
NOT_NOW = """<!doctype html>
<html lang="fr"><title>Pupitre</title><p>Revenez dans un instant.<p lang="en">Come back in a moment.</html>
"""
NOT_INDEXED = '<meta name="robots" content="noindex" />'


class DocumentMissing(Exception):
    """The site was not published yet, or its document lacks the marks."""


@dataclass(frozen=True)
class Page:
    """`seconds` is for how long CloudFront may keep it; browsers ask each time."""

    body: str
    content_type: str = HTML
    status: int = 200
    seconds: int = 300


@dataclass(frozen=True)
class _Document:
    before: str
    head: str
    after: str
    read_at: float


_known: _Document | None = None


def with_head(head: str) -> str:
    """The site's document under this head, which is HTML. Raises DocumentMissing."""
    document = _document()
    return f"{document.before}{head}{document.after}"


def not_indexed() -> str:
    """The site's document as it is, for what is nothing to find. Raises DocumentMissing."""
    return with_head(_document().head + NOT_INDEXED)


def answer(make: Callable[[], Page]) -> Response:
    """Whatever happens, browsers get a document that goes on by itself, if there is one at all."""
    try:
        return _response(make())
    except Exception:  # noqa: BLE001
        logger.exception("unexpected", extra={"route": "page"})
    try:
        return _response(Page(not_indexed(), status=500, seconds=0))
    except Exception:  # noqa: BLE001
        logger.exception("unexpected", extra={"route": "page"})
        return _response(Page(NOT_NOW, status=503, seconds=0))


def forget() -> None:
    global _known
    _known = None


def _document() -> _Document:
    global _known
    if _known is None or time.monotonic() - _known.read_at >= KEEP_SECONDS:
        _known = _read()
    return _known


def _read() -> _Document:
    found = read(settings().site_bucket, DOCUMENT)
    if found is None:
        raise DocumentMissing(f"{settings().site_bucket} has no {DOCUMENT}")
    before, begins, rest = found.decode("utf-8").partition(BEGINS)
    head, ends, after = rest.partition(ENDS)
    if not (begins and ends):
        raise DocumentMissing(f"{DOCUMENT} does not say where its head is")
    return _Document(before, head, after, time.monotonic())


def _response(page: Page) -> Response:
    """The headers that CloudFront adds to every page of the site are left to it."""
    kept = f"public, max-age=0, s-maxage={page.seconds}" if page.seconds else "no-store"
    headers: dict[str, Any] = {
        "Content-Type": page.content_type,
        "Cache-Control": kept,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(page.body, headers, page.status)
