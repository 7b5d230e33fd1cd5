"""The search for free places and a room's free time. Advisory: the booking's transaction decides."""

from chalicelib.availability import schemas, views
from chalicelib.availability.free import days_of
from chalicelib.availability.search import affordable, search
from chalicelib.availability.wish import Wish
from chalicelib.core.errors import NotFound
from chalicelib.kit import cursor
from chalicelib.kit.access import PUBLIC
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api
from chalicelib.spaces.find import live_space
from chalicelib.spaces.model import Location
from chalicelib.spaces.schemas import SearchQuery
from chalicelib.spaces.selling import conditions_of

api = Api("availability", __name__)


@api.route(
    "GET", "/catalogue/spaces", access=PUBLIC, summary="Find a space; with a date, only what is free",
    query=SearchQuery, answer=schemas.SearchPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_catalogue(call: Call) -> schemas.SearchPage:
    query: SearchQuery = call.query
    wish = _wish(query)
    scope = f"search:{wish}"
    found, last = search(wish, after=cursor.unseal(query.cursor, scope), limit=query.limit, now=call.now)
    known = conditions_of([space for space, _ in found], call.now)
    if wish.max_price is not None:
        found = affordable(found, known, wish.max_price)
    return schemas.SearchPage(
        items=[views.search_result(space, rooms, known[space.id], near=wish.near) for space, rooms in found],
        next_cursor=cursor.seal(last, scope),
    )


@api.route(
    "GET", "/catalogue/spaces/{space_id}/rooms/{room_id}/availability", access=PUBLIC,
    summary="What is free, day by day", query=schemas.AvailabilityQuery, answer=schemas.AvailabilityView,
)  # fmt: skip
def get_availability(call: Call) -> schemas.AvailabilityView:
    space = live_space(call.path["space_id"])
    room = space.room(call.path["room_id"])
    if room is None:
        raise NotFound
    days = days_of(space, room, call.query.date, call.query.days, now=call.now)
    return views.availability(space, room, days)


def _wish(query: SearchQuery) -> Wish:
    return Wish(
        where=query.where,
        day=query.date,
        start=query.start,
        end=query.end,
        people=query.people,
        kind=query.kind,
        offers=tuple(sorted({word for word in query.amenities.split(",") if word})),
        max_price=query.max_price,
        near=Location(*map(float, query.near.split(","))) if query.near else None,
        km=query.radius_km,
    )
