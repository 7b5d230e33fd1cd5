"""What the mails say of several dates of a series that its coworker cancelled in one act. Pure."""

from datetime import datetime

from chalicelib.bookings.model import Booking
from chalicelib.bookings.series.act import goes_back, stays
from chalicelib.core.errors import Language
from chalicelib.notifications.cases import BookingCase, Context
from chalicelib.notifications.labels import labelled
from chalicelib.notifications.mails import Role
from chalicelib.notifications.words import capitalised, euros, name_of, one_line, place, span

BACK = {"fr": "{back} rendus", "en": "{back} given back"}
NOTHING_BACK = {"fr": "non remboursée", "en": "not refunded"}
WITHDRAWN = {"fr": "demande retirée", "en": "request withdrawn"}


def of_dates(case: BookingCase, role: Role, language: Language, public_url: str) -> Context:
    dates = sorted(case.together, key=_start)
    back, kept = sum(map(goes_back, dates)), sum(map(stays, dates))
    withdrawn = any(one.cancellation and not one.cancellation.was_confirmed for one in dates)
    return {
        "back": euros(back, language) if back else "",
        "kept": euros(kept, language) if kept else "",
        "released": withdrawn and case.booking.amount > 0,
        "link": _link(case, role, public_url),
        "facts": _lines(case, dates, role, language),
    }


def _start(booking: Booking) -> datetime:
    return booking.period.start


def _link(case: BookingCase, role: Role, public_url: str) -> str:
    series_id = case.recorded.fact.subject.partition("#")[2]
    if role is Role.HOST:
        return f"{public_url}/hote/{case.host.id}/reservations/series/{series_id}"
    return f"{public_url}/series/{series_id}"


def _lines(case: BookingCase, dates: list[Booking], role: Role, language: Language) -> list[tuple[str, str]]:
    name = name_of(case.coworker, language) if role is Role.HOST else ""
    lines = [
        ("coworker", name),
        ("space", one_line(case.booking.space_name)),
        ("room", one_line(case.booking.room_name)),
        ("where", place(case.space.address) if role is Role.COWORKER else ""),
        *(("date", _date(one, language)) for one in dates),
    ]
    return labelled(lines, language)


def _date(booking: Booking, language: Language) -> str:
    when = capitalised(span(booking.period, booking.timezone, language))
    return " · ".join(filter(None, (when, _given_up(booking, language))))


def _given_up(booking: Booking, language: Language) -> str:
    """What becomes of its money, if it has any."""
    if booking.cancellation and not booking.cancellation.was_confirmed:
        return WITHDRAWN[language]
    if booking.amount == 0:
        return ""
    back = goes_back(booking)
    return BACK[language].format(back=euros(back, language)) if back else NOTHING_BACK[language]
