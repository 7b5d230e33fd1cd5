"""`/v1/series`: the same time every week."""

from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings import views as booking_views
from chalicelib.bookings.errors import (
    CannotCancel,
    DateTooLong,
    NotSkipped,
    PaymentUnavailable,
    PriceChanged,
    SeriesChanged,
    SeriesNotPossible,
    SeriesWaits,
    TermsChanged,
    TooManyDates,
)
from chalicelib.bookings.quote import SPAN_REFUSALS, Span, terms_of
from chalicelib.bookings.schemas import BookingView
from chalicelib.bookings.series import schemas, views
from chalicelib.bookings.series.cancel import cancel_series
from chalicelib.bookings.series.find import series_of_host, series_of_user
from chalicelib.bookings.series.plan import plan
from chalicelib.bookings.series.rebook import Later, book_skipped
from chalicelib.bookings.series.request import SeriesRequest, request_series
from chalicelib.core.errors import NotFound
from chalicelib.identity.access import HOST_DESK
from chalicelib.kit.access import PUBLIC, SIGNED_IN
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.kit.idempotency import require_key
from chalicelib.spaces.find import live_space

api = Api("series", __name__)


@api.route(
    "GET", "/catalogue/spaces/{space_id}/rooms/{room_id}/series-price", access=PUBLIC,
    summary="The same time every week: which dates are free, and the price of each",
    query=schemas.SeriesPriceQuery, answer=schemas.SeriesPreviewView,
    refusals=[*SPAN_REFUSALS, DateTooLong, TooManyDates],
)  # fmt: skip
def get_series_price(call: Call) -> schemas.SeriesPreviewView:
    space = live_space(call.path["space_id"])
    room = space.room(call.path["room_id"])
    if room is None:
        raise NotFound
    query: schemas.SeriesPriceQuery = call.query
    first = Span(query.start, query.end, query.people)
    planned = plan(space, room, first, query.weeks, terms_of(space, room, call.now), now=call.now)
    return views.preview(space, room, planned)


@api.route(
    "POST", "/series", access=SIGNED_IN, summary="Book the same time every week, with one payment", status=201,
    body=schemas.SeriesBody, answer=schemas.SeriesView, repetition=Repetition.OWN,
    refusals=[
        *SPAN_REFUSALS, NotFound, DateTooLong, TooManyDates, SeriesNotPossible, SeriesChanged, TermsChanged,
        PaymentUnavailable,
    ],
)  # fmt: skip
def post_series(call: Call) -> schemas.SeriesView:
    body: schemas.SeriesBody = call.body
    wish = SeriesRequest(
        user_id=call.user_id,
        space_id=body.space_id,
        room_id=body.room_id,
        first=Span(body.start, body.end, body.people),
        weeks=body.weeks,
        mode=body.mode,
        expected_dates=body.expected_dates,
        expected_ttc=body.expected_ttc,
        terms=body.terms,
        key=require_key(call),
        language=call.language,
    )
    series, url = request_series(wish, uow=call.work())
    return views.series_view(series, now=call.now, checkout_url=url)


@api.route(
    "GET", "/series/{series_id}", access=SIGNED_IN, summary="A series, date by date", answer=schemas.SeriesView,
)  # fmt: skip
def get_series(call: Call) -> schemas.SeriesView:
    return views.series_view(series_of_user(call.user_id, call.path["series_id"]), now=call.now)


@api.route(
    "POST", "/series/{series_id}/dates", access=SIGNED_IN,
    summary="Book a date that was left out, or whose booking is over", status=201,
    body=schemas.SkippedDateBody, answer=BookingView,
    refusals=[*SPAN_REFUSALS, NotSkipped, SlotTaken, PriceChanged, TermsChanged, PaymentUnavailable],
)  # fmt: skip
def post_series_date(call: Call) -> BookingView:
    body: schemas.SkippedDateBody = call.body
    series = series_of_user(call.user_id, call.path["series_id"])
    later = Later(body.start, body.expected_ttc, body.terms, call.language)
    booking, url = book_skipped(series, later, uow=call.work())
    return booking_views.coworker_view(booking, now=call.now, checkout_url=url)


@api.route(
    "POST", "/series/{series_id}/cancellation", access=SIGNED_IN,
    summary="Cancel a date, a date and those after it, or all", body=schemas.SeriesCancellationBody,
    answer=schemas.SeriesView, refusals=[CannotCancel, SeriesWaits, PaymentUnavailable],
)  # fmt: skip
def post_series_cancellation(call: Call) -> schemas.SeriesView:
    series = series_of_user(call.user_id, call.path["series_id"])
    cancel_series(series, call.body.scope, call.body.booking_id, uow=call.work())
    return views.series_view(series, now=call.now)


@api.route(
    "GET", "/hosts/{host_id}/series/{series_id}", access=HOST_DESK, summary="A series as its host sees it",
    answer=schemas.SeriesView,
)  # fmt: skip
def get_host_series(call: Call) -> schemas.SeriesView:
    series = series_of_host(call.path["host_id"], call.path["series_id"])
    return views.series_view(series, now=call.now, for_host=True)
