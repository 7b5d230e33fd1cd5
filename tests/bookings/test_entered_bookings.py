"""A booking that the host enters for a guest: confirmed, free of charge, nobody's own, billed to nobody."""

import pytest

from chalicelib.availability.errors import SlotTaken
from chalicelib.bookings.cancel import cancel_as_host
from chalicelib.bookings.enter import Entry, enter_booking
from chalicelib.bookings.find import booking_of, booking_of_user, bookings_of_user
from chalicelib.bookings.model import Booking, Money, Status
from chalicelib.bookings.quote import Span
from chalicelib.bookings.views import host_summaries, host_view
from chalicelib.core.errors import NotFound
from chalicelib.kit.idempotency import KeyReused
from chalicelib.kit.outbox import facts_of
from chalicelib.notifications.deliver import deliver
from chalicelib.payouts.policy import billable
from chalicelib.spaces.model import Space
from tests.make.audit import places_held, places_taken
from tests.make.bookings import NOW, book, work
from tests.make.identity import saved_host
from tests.make.planning import moved
from tests.make.spaces import a_live_space, saved

pytestmark = pytest.mark.usefixtures("till")


def entered(space: Space, start: str = "09:00", end: str = "12:00", **changes: object) -> Booking:
    span = Span(f"2027-03-16T{start}", f"2027-03-16T{end}", 2)
    fields = {
        "user_id": "coworker", "room_id": space.rooms[0].id, "span": span, "guest": "Jeanne Dupont",
        "note": "Clé à l'accueil", "key": "key", "language": "fr",
    } | changes  # fmt: skip
    return enter_booking(space, Entry(**fields), uow=work())  # type: ignore[arg-type]


def test_it_is_confirmed_free_and_holds_its_places() -> None:
    """The room is paid and answered by hand for everybody else, and booked two hours ahead."""
    space = saved(a_live_space())
    booking = entered(space)
    assert (booking.status, booking.money, booking.amount, booking.due_at) == (Status.CONFIRMED, Money.NONE, 0, None)
    assert billable(booking).ttc == 0
    assert places_taken() == places_held()
    with pytest.raises(SlotTaken):
        book(space, space.rooms[0])


def test_it_names_its_guest_and_is_not_the_members_own() -> None:
    booking = entered(saved(a_live_space()))
    assert host_summaries([booking])[0].coworker_name == "Jeanne Dupont"
    assert host_view(booking, now=NOW).coworker_email is None
    assert bookings_of_user("coworker", None, after=None, limit=10) == ([], None)
    with pytest.raises(NotFound):
        booking_of_user("coworker", booking.id)


def test_the_same_call_enters_once() -> None:
    space = saved(a_live_space())
    assert entered(space) == entered(space)
    with pytest.raises(KeyReused):
        entered(space, guest="Quelqu'un d'autre")


def test_nobody_is_written_to() -> None:
    """Its user is the member who entered it, and no guest."""
    booking = entered(saved(a_live_space(host_id=saved_host("owner").id)))
    cancel_as_host(booking, refund=True, reason="", uow=work("owner"))
    for recorded in facts_of(booking.key):
        deliver(recorded, now=NOW)


def test_it_moves_like_any_other_and_stays_free() -> None:
    space = saved(a_live_space())
    after = moved(entered(space), "13:00", "18:00", room_id=space.rooms[1].id)
    assert after.amount == 0
    assert booking_of(after.id) == after
    assert places_taken() == places_held()
