"""`/v1/hosts/{host_id}/feeds`, `/v1/me/feeds`, and the addresses that calendar programs ask."""

from collections.abc import Sequence

from chalicelib.bookings.feeds import schemas
from chalicelib.bookings.feeds.errors import TooManyFeeds
from chalicelib.bookings.feeds.find import (
    feed_behind,
    feed_of_host,
    feed_of_user,
    feeds_of_host,
    feeds_of_user,
    secret_of,
)
from chalicelib.bookings.feeds.links import address_of
from chalicelib.bookings.feeds.make import make_hosts, make_own, revoke
from chalicelib.bookings.feeds.model import Feed
from chalicelib.core.errors import NotFound
from chalicelib.identity.access import HOST_DESK
from chalicelib.identity.profile import names_of
from chalicelib.kit.access import PUBLIC, SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.idempotency import require_key

api = Api("feeds", __name__)

KEPT = "private, max-age=300"
"""By the program that asked, and by nobody on the way."""


@api.route(
    "GET", "/feeds/{feed_token}/calendar.ics", access=PUBLIC, media="text/calendar",
    summary="A calendar, by its secret address", refusals=[NotFound],
)  # fmt: skip
def get_calendar(call: Call) -> str:
    from chalicelib.bookings.feeds.show import text_of

    text = text_of(feed_behind(call.path["feed_token"]), call.now)
    call.answer_headers["Cache-Control"] = KEPT
    return text


@api.route(
    "GET", "/hosts/{host_id}/feeds", access=HOST_DESK, summary="Calendar addresses of a host's spaces and rooms",
    answer=schemas.FeedsView,
)  # fmt: skip
def get_host_feeds(call: Call) -> schemas.FeedsView:
    return schemas.FeedsView(feeds=_views(feeds_of_host(call.path["host_id"], call.user_id), call))


@api.route(
    "POST", "/hosts/{host_id}/feeds", access=HOST_DESK, status=201, summary="A calendar address of a space or room",
    body=schemas.FeedBody, answer=schemas.FeedView, repetition=Repetition.OWN, refusals=[NotFound, TooManyFeeds],
)  # fmt: skip
def post_host_feed(call: Call) -> schemas.FeedView:
    body: schemas.FeedBody = call.body
    made = make_hosts(
        call.path["host_id"],
        body.space_id,
        body.room_id or "",
        user_id=call.user_id,
        key=require_key(call),
        language=call.language,
        uow=call.work(),
    )
    return _views([made], call)[0]


@api.route(
    "DELETE", "/hosts/{host_id}/feeds/{feed_id}", access=HOST_DESK, status=204,
    summary="Revoke a calendar address: one's own, or a colleague's as owner or manager", refusals=[NotFound],
)  # fmt: skip
def delete_host_feed(call: Call) -> None:
    revoke(feed_of_host(call.path["host_id"], call.path["feed_id"], call.user_id), uow=call.work())


@api.route(
    "GET", "/me/feeds", access=SIGNED_IN, summary="Calendar addresses of one's own bookings",
    answer=schemas.FeedsView,
)  # fmt: skip
def get_feeds(call: Call) -> schemas.FeedsView:
    return schemas.FeedsView(feeds=_views(feeds_of_user(call.user_id), call))


@api.route(
    "POST", "/me/feeds", access=SIGNED_IN, status=201, summary="A calendar address of one's own bookings",
    answer=schemas.FeedView, repetition=Repetition.OWN, refusals=[TooManyFeeds],
)  # fmt: skip
def post_feed(call: Call) -> schemas.FeedView:
    made = make_own(call.user_id, key=require_key(call), language=call.language, uow=call.work())
    return _views([made], call)[0]


@api.route(
    "DELETE", "/me/feeds/{feed_id}", access=SIGNED_IN, status=204, summary="Revoke a calendar address of one's own",
    refusals=[NotFound],
)  # fmt: skip
def delete_feed(call: Call) -> None:
    revoke(feed_of_user(call.user_id, call.path["feed_id"]), uow=call.work())


def _views(feeds: Sequence[Feed], call: Call) -> list[schemas.FeedView]:
    names = names_of([feed.user_id for feed in feeds])
    return [_view(feed, names.get(feed.user_id, ""), is_mine=feed.user_id == call.user_id) for feed in feeds]


def _view(feed: Feed, made_by: str, *, is_mine: bool) -> schemas.FeedView:
    secret = secret_of(feed) if is_mine else None
    return schemas.FeedView(
        id=feed.id,
        scope=feed.scope,
        space_id=feed.space_id or None,
        room_id=feed.room_id or None,
        made_by=made_by,
        is_mine=is_mine,
        created_at=feed.created_at,
        address=address_of(secret) if secret else None,
    )
