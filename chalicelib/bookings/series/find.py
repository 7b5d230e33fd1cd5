"""Series found for whoever may see them; anybody else's answers NotFound."""

from chalicelib.bookings.series import store
from chalicelib.bookings.series.model import Series
from chalicelib.core.errors import NotFound


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
