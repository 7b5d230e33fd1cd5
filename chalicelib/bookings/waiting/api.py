"""`/v1/waiting`: whoever met a full room waits for a place; `/v1/bookings/{booking_id}/offer-acceptance` takes it."""

from chalicelib.bookings import schemas as bookings
from chalicelib.bookings.errors import PaymentUnavailable, PriceChanged, TermsChanged
from chalicelib.bookings.find import booking_of_user
from chalicelib.bookings.quote import SPAN_REFUSALS, Span
from chalicelib.bookings.views import coworker_view
from chalicelib.bookings.waiting import schemas, store
from chalicelib.bookings.waiting.accept import Acceptance, accept_offer
from chalicelib.bookings.waiting.errors import OfferOver, PlacesAreFree, TooManyWaiting
from chalicelib.bookings.waiting.join import Wish, join, leave
from chalicelib.bookings.waiting.model import Entry
from chalicelib.core.errors import NotFound
from chalicelib.core.zones import zone_named
from chalicelib.kit import cursor
from chalicelib.kit.access import SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.shapes import PageQuery

api = Api("waiting", __name__)


@api.route(
    "POST", "/waiting", access=SIGNED_IN, summary="Wait for a place in a room that is full", status=201,
    body=schemas.WaitingBody, answer=schemas.WaitingView, repetition=Repetition.HARMLESS,
    refusals=[*SPAN_REFUSALS, NotFound, PlacesAreFree, TooManyWaiting],
)  # fmt: skip
def post_waiting(call: Call) -> schemas.WaitingView:
    body: schemas.WaitingBody = call.body
    wish = Wish(
        user_id=call.user_id,
        space_id=body.space_id,
        room_id=body.room_id,
        span=Span(body.start, body.end, body.people),
        language=call.language,
    )
    return _view(join(wish, uow=call.work()))


@api.route(
    "GET", "/waiting", access=SIGNED_IN, summary="What one waits for, the earliest start first", query=PageQuery,
    answer=schemas.WaitingPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_waiting(call: Call) -> schemas.WaitingPage:
    query: PageQuery = call.query
    scope = f"waiting:{call.user_id}"
    found, last = store.page_of_user(call.user_id, cursor.unseal(query.cursor, scope), query.limit)
    # What began is no longer waited for, whenever the table gets round to forgetting it.
    items = [_view(entry) for entry in found if entry.period.start > call.now]
    return schemas.WaitingPage(items=items, next_cursor=cursor.seal(last, scope))


@api.route(
    "DELETE", "/waiting/{waiting_id}", access=SIGNED_IN, summary="Wait no longer", status=204,
    refusals=[NotFound],
)  # fmt: skip
def delete_waiting(call: Call) -> None:
    leave(call.user_id, call.path["waiting_id"], uow=call.work())


@api.route(
    "POST", "/bookings/{booking_id}/offer-acceptance", access=SIGNED_IN,
    summary="Take a place that came free, then pay on the page of checkout_url", body=schemas.OfferAcceptanceBody,
    answer=bookings.BookingView, repetition=Repetition.HARMLESS,
    refusals=[OfferOver, PriceChanged, TermsChanged, PaymentUnavailable],
)  # fmt: skip
def post_offer_acceptance(call: Call) -> bookings.BookingView:
    booking = booking_of_user(call.user_id, call.path["booking_id"])
    said = Acceptance(call.body.expected_ttc, call.body.terms)
    after, checkout_url = accept_offer(booking, said, uow=call.work())
    return coworker_view(after, now=call.now, checkout_url=checkout_url)


def _view(entry: Entry) -> schemas.WaitingView:
    zone = zone_named(entry.timezone)
    return schemas.WaitingView(
        id=entry.id,
        space_id=entry.space_id,
        room_id=entry.room_id,
        space_name=entry.space_name,
        room_name=entry.room_name,
        start=entry.period.start.astimezone(zone),
        end=entry.period.end.astimezone(zone),
        timezone=entry.timezone,
        people=entry.people,
        since=entry.since.astimezone(zone),
    )
