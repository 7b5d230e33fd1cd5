"""Series found for whoever may see them; anybody else's answers NotFound."""

from chalicelib.bookings.facts import BookingCancelled, RefundGranted
from chalicelib.bookings.model import booking_key
from chalicelib.bookings.series import store
from chalicelib.bookings.series.model import Series
from chalicelib.core.errors import NotFound
from chalicelib.core.facts import Fact
from chalicelib.kit.outbox import facts_of


def series_of_user(user_id: str, series_id: str) -> Series:
    """Strongly consistent. Raises NotFound."""
    series = store.get(series_id)
    if series is None or series.user_id != user_id:
        raise NotFound
    return series


def series_of_host(host_id: str, series_id: str) -> Series:
    """Strongly consistent. Raises NotFound."""
    series = store.get(series_id)
    if series is None or series.host_id != host_id:
        raise NotFound
    return series


def act_of(booking_id: str) -> str:
    """The act that cancelled it together with other dates, empty if none did. Strongly consistent."""
    return next((fact.act for fact in _told(booking_id) if isinstance(fact, BookingCancelled)), "")


def goes_back_together(booking_id: str) -> bool:
    """Whether one act cancelled it with other dates and its money goes back: told once, for all of them. What its
    host gives back of his own accord afterwards is not."""
    told = _told(booking_id)
    together = any(isinstance(fact, BookingCancelled) and fact.act and fact.refunded for fact in told)
    return together and not any(isinstance(fact, RefundGranted) for fact in told)


def _told(booking_id: str) -> list[Fact]:
    return [recorded.fact for recorded in facts_of(booking_key(booking_id))]
