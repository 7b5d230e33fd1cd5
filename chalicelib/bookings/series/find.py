"""Series found for whoever may see them; anybody else's answers NotFound."""

from chalicelib.bookings.facts import BookingCancelled
from chalicelib.bookings.model import booking_key
from chalicelib.bookings.series import store
from chalicelib.bookings.series.model import Series
from chalicelib.core.errors import NotFound
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
    cancelled = _cancelled(booking_id)
    return cancelled.act if cancelled else ""


def goes_back_together(booking_id: str) -> bool:
    """Whether one act cancelled it with other dates and its money goes back: told once, for all of them."""
    cancelled = _cancelled(booking_id)
    return cancelled is not None and bool(cancelled.act) and cancelled.refunded


def _cancelled(booking_id: str) -> BookingCancelled | None:
    facts = (recorded.fact for recorded in facts_of(booking_key(booking_id)))
    return next((fact for fact in facts if isinstance(fact, BookingCancelled)), None)
