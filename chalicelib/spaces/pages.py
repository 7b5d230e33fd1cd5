"""The addresses of spaces as crawlers read them, and how they find them all (docs/public-pages.md)."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from chalicelib.core.errors import NotFound
from chalicelib.kit import page
from chalicelib.kit.http import IDENTIFIER
from chalicelib.kit.page import Page
from chalicelib.kit.settings import settings
from chalicelib.kit.table import Key
from chalicelib.spaces.find import live_space, live_spaces
from chalicelib.spaces.head import head_of
from chalicelib.spaces.model import Space
from chalicelib.spaces.public_path import path_of, space_id_in
from chalicelib.spaces.selling import condition_of

A_DAY = 24 * 3600
MOST_LISTED = 20_000
"""2 MB of the 6 that a function may answer, read in a few seconds. Above it, a sitemap of each city is due."""
AT_ONCE = 100
KEPT_FROM_CRAWLERS = ("/hote", "/moderation", "/exploitation", "/reservations", "/mes-documents", "/mon-compte")


def space_page(name: str, now: datetime) -> Page:
    """By the last part of its address. What is not published is told by the site itself, which is nothing to find.
    Raises DocumentMissing."""
    try:
        space = _known(space_id_in(name))
    except NotFound:
        return Page(page.not_indexed(), status=404, seconds=0)
    today = now.astimezone(space.zone).date()
    head = head_of(space, condition_of(space, now), site=settings().public_url, today=today)
    return Page(page.with_head(head))


def _known(space_id: str) -> Space:
    """Raises NotFound, also for what could be nobody's id."""
    if not IDENTIFIER.fullmatch(space_id):
        raise NotFound
    return live_space(space_id)


def robots() -> Page:
    kept = "".join(f"Disallow: {path}\n" for path in KEPT_FROM_CRAWLERS)
    body = f"User-agent: *\n{kept}\nSitemap: {settings().public_url}/sitemap.xml\n"
    return Page(body, page.TEXT, seconds=A_DAY)


def sitemap() -> Page:
    """0.5 RCU and more a space, once a day and place of CloudFront's."""
    listed = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in _urls())
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{schema}">\n{listed}</urlset>\n'
    return Page(body, page.XML, seconds=A_DAY)


def _urls() -> Iterator[str]:
    site = settings().public_url
    yield f"{site}/"
    after: Key | None = None
    for _ in range(MOST_LISTED // AT_ONCE):
        spaces, after = live_spaces("", after=after, limit=AT_ONCE)
        yield from (site + path_of(space) for space in spaces)
        if after is None:
            return
