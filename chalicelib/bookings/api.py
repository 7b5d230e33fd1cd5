"""`/v1/bookings` for coworkers, `/v1/hosts/{host_id}/bookings` for hosts, price previews for everybody."""

from chalicelib.availability.errors import SlotTaken
from chalicelib.availability.hold import is_free
from chalicelib.bookings import schemas, views
from chalicelib.bookings.cancel import cancel_as_coworker, cancel_as_host
from chalicelib.bookings.checkout import resume_checkout
from chalicelib.bookings.decide import accept, decline
from chalicelib.bookings.errors import (
    AlreadyDecided,
    CannotCancel,
    NothingToPay,
    PaymentUnavailable,
    PriceChanged,
    ReasonRequired,
    SeriesWaits,
    TermsChanged,
    TooLate,
)
from chalicelib.bookings.find import booking_of, booking_of_host, booking_of_user, bookings_of_host, bookings_of_user
from chalicelib.bookings.quote import SPAN_REFUSALS, Span, quote, terms_of
from chalicelib.bookings.request import BookingRequest, request_booking
from chalicelib.core.errors import NotFound
from chalicelib.identity.access import HOST_DESK
from chalicelib.kit import cursor
from chalicelib.kit.access import PUBLIC, SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.idempotency import require_key
from chalicelib.spaces.find import live_space

api = Api("bookings", __name__)


@api.route(
    "GET", "/catalogue/spaces/{space_id}/rooms/{room_id}/price", access=PUBLIC,
    summary="The exact price of a span, and how it came about",
    query=schemas.PriceQuery, answer=schemas.PreviewView, refusals=SPAN_REFUSALS,
)  # fmt: skip
def get_price(call: Call) -> schemas.PreviewView:
    space = live_space(call.path["space_id"])
    room = space.room(call.path["room_id"])
    if room is None:
        raise NotFound
    query: schemas.PriceQuery = call.query
    span = Span(query.start, query.end, query.people)
    quoted = quote(space, room, span, terms_of(space, room, call.now), now=call.now)
    return views.preview(quoted, free=is_free(room, quoted.held, space.std_offset, quoted.people))


@api.route(
    "POST", "/bookings", access=SIGNED_IN, summary="Book, then pay on the page of checkout_url", status=201,
    body=schemas.BookingBody, answer=schemas.BookingView, repetition=Repetition.OWN,
    refusals=[*SPAN_REFUSALS, NotFound, SlotTaken, PriceChanged, TermsChanged, PaymentUnavailable],
)  # fmt: skip
def post_booking(call: Call) -> schemas.BookingView:
    body: schemas.BookingBody = call.body
    booking, checkout_url = request_booking(
        BookingRequest(
            user_id=call.user_id,
            space_id=body.space_id,
            room_id=body.room_id,
            span=Span(body.start, body.end, body.people),
            expected_ttc=body.expected_ttc,
            terms=body.terms,
            key=require_key(call),
            language=call.language,
        ),
        uow=call.work(),
    )
    return views.coworker_view(booking, now=call.now, checkout_url=checkout_url)


@api.route(
    "GET", "/bookings", access=SIGNED_IN, summary="One's bookings, the latest start first",
    query=schemas.BookingListQuery, answer=schemas.BookingPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_bookings(call: Call) -> schemas.BookingPage:
    query: schemas.BookingListQuery = call.query
    scope = f"bookings:{call.user_id}:{query.status}"
    found, last = bookings_of_user(
        call.user_id, query.status, after=cursor.unseal(query.cursor, scope), limit=query.limit
    )
    return schemas.BookingPage(
        items=[views.summary(booking) for booking in found], next_cursor=cursor.seal(last, scope)
    )


@api.route(
    "GET", "/bookings/{booking_id}", access=SIGNED_IN, summary="A booking with its timeline",
    answer=schemas.BookingView,
)  # fmt: skip
def get_booking(call: Call) -> schemas.BookingView:
    return views.coworker_view(booking_of_user(call.user_id, call.path["booking_id"]), now=call.now)


@api.route(
    "POST", "/bookings/{booking_id}/checkout", access=SIGNED_IN, summary="Go on paying",
    answer=schemas.CheckoutView, repetition=Repetition.HARMLESS, refusals=[NothingToPay, PaymentUnavailable],
)  # fmt: skip
def post_checkout(call: Call) -> schemas.CheckoutView:
    booking = booking_of_user(call.user_id, call.path["booking_id"])
    return schemas.CheckoutView(checkout_url=resume_checkout(booking, uow=call.work()))


@api.route(
    "POST", "/bookings/{booking_id}/cancellation", access=SIGNED_IN,
    summary="Cancel as the coworker: everything comes back before the start, nothing after",
    answer=schemas.BookingView, refusals=[CannotCancel, SeriesWaits, PaymentUnavailable],
)  # fmt: skip
def post_cancellation(call: Call) -> schemas.BookingView:
    booking = booking_of_user(call.user_id, call.path["booking_id"])
    return views.coworker_view(cancel_as_coworker(booking, uow=call.work()), now=call.now)


@api.route(
    "GET", "/bookings/{booking_id}/price-trail", access=SIGNED_IN,
    summary="How the price of one's own booking came about, down to the documents", answer=schemas.PriceTrailView,
    refusals=[NotFound],
)  # fmt: skip
def get_price_trail(call: Call) -> schemas.PriceTrailView:
    return views.price_trail(booking_of_user(call.user_id, call.path["booking_id"]), for_host=False)


@api.route(
    "GET", "/hosts/{host_id}/bookings", access=HOST_DESK, summary="A host's bookings, the latest start first",
    query=schemas.BookingListQuery, answer=schemas.BookingPage, refusals=[cursor.BadCursor],
)  # fmt: skip
def get_host_bookings(call: Call) -> schemas.BookingPage:
    host_id, query = call.path["host_id"], call.query
    scope = f"bookings:{host_id}:{query.status}"
    found, last = bookings_of_host(host_id, query.status, after=cursor.unseal(query.cursor, scope), limit=query.limit)
    return schemas.BookingPage(items=views.host_summaries(found), next_cursor=cursor.seal(last, scope))


@api.route(
    "GET", "/hosts/{host_id}/bookings/{booking_id}", access=HOST_DESK, summary="A booking as its host sees it",
    answer=schemas.BookingView,
)  # fmt: skip
def get_host_booking(call: Call) -> schemas.BookingView:
    booking = booking_of_host(call.path["host_id"], call.path["booking_id"])
    return views.host_view(booking, now=call.now)


@api.route(
    "POST", "/hosts/{host_id}/bookings/{booking_id}/acceptance", access=HOST_DESK,
    summary="Accept a request: the hold is captured", answer=schemas.BookingView,
    refusals=[AlreadyDecided, TooLate],
)  # fmt: skip
def post_acceptance(call: Call) -> schemas.BookingView:
    booking = booking_of_host(call.path["host_id"], call.path["booking_id"])
    answered = accept(booking, uow=call.work())
    return views.host_view(booking_of(booking.id) if booking.follows else answered, now=call.now)


@api.route(
    "POST", "/hosts/{host_id}/bookings/{booking_id}/decline", access=HOST_DESK,
    summary="Decline a request: the hold is released", body=schemas.DeclineBody,
    answer=schemas.BookingView, refusals=[AlreadyDecided],
)  # fmt: skip
def post_decline(call: Call) -> schemas.BookingView:
    booking = booking_of_host(call.path["host_id"], call.path["booking_id"])
    answered = decline(booking, reason=call.body.reason, uow=call.work())
    return views.host_view(booking_of(booking.id) if booking.follows else answered, now=call.now)


@api.route(
    "POST", "/hosts/{host_id}/bookings/{booking_id}/cancellation", access=HOST_DESK,
    summary="Cancel a confirmed booking, with or without refund", body=schemas.HostCancellationBody,
    answer=schemas.BookingView, refusals=[CannotCancel, ReasonRequired],
)  # fmt: skip
def post_host_cancellation(call: Call) -> schemas.BookingView:
    booking = booking_of_host(call.path["host_id"], call.path["booking_id"])
    body: schemas.HostCancellationBody = call.body
    cancelled = cancel_as_host(booking, refund=body.refund, reason=body.reason, uow=call.work())
    return views.host_view(cancelled, now=call.now)


@api.route(
    "GET", "/hosts/{host_id}/bookings/{booking_id}/price-trail", access=HOST_DESK,
    summary="How the price of a booking came about, down to the documents", answer=schemas.PriceTrailView,
    refusals=[NotFound],
)  # fmt: skip
def get_price_trail_for_host(call: Call) -> schemas.PriceTrailView:
    booking = booking_of_host(call.path["host_id"], call.path["booking_id"])
    return views.price_trail(booking, for_host=True)
