"""Check-in, for whoever stands at reception: `/v1/hosts/{host_id}/arrivals` and below a booking."""

from chalicelib.bookings import arrival_schemas as schemas
from chalicelib.bookings import arrival_views as shown
from chalicelib.bookings import views
from chalicelib.bookings.errors import CannotMarkArrival, NotArrivalTime, NotBegun, WrongArrivalCode
from chalicelib.bookings.find import booking_of_host
from chalicelib.bookings.mark import check_in, mark, undo
from chalicelib.bookings.reception import arrivals_of, figures_of
from chalicelib.bookings.schemas import BookingView
from chalicelib.core.errors import NotFound
from chalicelib.identity.access import HOST_DESK
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api, Repetition
from chalicelib.spaces.find import host_space

api = Api("arrivals", __name__)


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}/arrivals", access=HOST_DESK,
    summary="Who is expected today, and who came", answer=schemas.ArrivalsView, refusals=[NotFound],
)  # fmt: skip
def get_arrivals(call: Call) -> schemas.ArrivalsView:
    space = host_space(call.path["host_id"], call.path["space_id"])
    return shown.arrivals(arrivals_of(space, call.now), now=call.now)


@api.route(
    "GET", "/hosts/{host_id}/spaces/{space_id}/arrivals/figures", access=HOST_DESK,
    summary="How many guests of the last thirty days came", answer=schemas.ArrivalFiguresView, refusals=[NotFound],
)  # fmt: skip
def get_arrival_figures(call: Call) -> schemas.ArrivalFiguresView:
    return shown.figures(figures_of(host_space(call.path["host_id"], call.path["space_id"]), call.now))


@api.route(
    "POST", "/hosts/{host_id}/arrivals", access=HOST_DESK, summary="Check in whoever shows a code; twice is harmless",
    body=schemas.ArrivalCodeBody, answer=schemas.ExpectedView, repetition=Repetition.HARMLESS,
    refusals=[WrongArrivalCode, CannotMarkArrival, NotArrivalTime],
)  # fmt: skip
def post_code(call: Call) -> schemas.ExpectedView:
    booking = check_in(call.path["host_id"], call.body.code, user_id=call.user_id, uow=call.work())
    return shown.expected([booking], now=call.now)[0]


@api.route(
    "POST", "/hosts/{host_id}/bookings/{booking_id}/arrival", access=HOST_DESK,
    summary="Say that the guest arrived, or that nobody came; twice is harmless", body=schemas.ArrivalBody,
    answer=BookingView, repetition=Repetition.HARMLESS,
    refusals=[WrongArrivalCode, CannotMarkArrival, NotArrivalTime, NotBegun],
)  # fmt: skip
def post_arrival(call: Call) -> BookingView:
    booking, body = booking_of_host(call.path["host_id"], call.path["booking_id"]), call.body
    after = mark(booking, body.outcome, body.code, user_id=call.user_id, uow=call.work())
    return views.host_view(after, now=call.now)


@api.route(
    "DELETE", "/hosts/{host_id}/bookings/{booking_id}/arrival", access=HOST_DESK, status=204,
    summary="Take back what was said of an arrival; twice is harmless", refusals=[NotArrivalTime],
)  # fmt: skip
def delete_arrival(call: Call) -> None:
    undo(booking_of_host(call.path["host_id"], call.path["booking_id"]), uow=call.work())
