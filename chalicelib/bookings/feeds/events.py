"""Bookings and blocks as entries of a calendar. Pure.

No more of people than whoever reads it needs: a host's guest by name and number, never his address; a block without
its reason, since the address of a feed gets passed on.
"""

from chalicelib.availability.model import Block
from chalicelib.bookings.feeds.model import Event
from chalicelib.bookings.model import Booking, Status
from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

DOMAIN = "pupitre"
"""Behind the @ of a UID: ids are unique without it, but programs expect one."""


@dataclass(frozen=True)
class Words:
    mine: str
    guest: str
    one: str
    many: str
    blocked: str
    asked: str
    capped: str


WORDS: dict[Language, Words] = {
    "fr": Words(
        mine="Mes réservations Pupitre",
        guest="Coworker",
        one="1 personne",
        many="{count} personnes",
        blocked="Créneau bloqué",
        asked="demande",
        capped="Seuls les 1 000 événements les plus récents sont montrés.",
    ),
    "en": Words(
        mine="My Pupitre bookings",
        guest="Coworker",
        one="1 person",
        many="{count} people",
        blocked="Blocked",
        asked="request",
        capped="Only the newest 1,000 events are shown.",
    ),
}

STATUS = {Status.CONFIRMED: "CONFIRMED", Status.CANCELLED: "CANCELLED"}


def words_in(language: Language) -> Words:
    return WORDS[language]


def hosts_event(booking: Booking, who: str | None, words: Words, public_url: str, *, room_named: bool) -> Event:
    people = words.one if booking.people == 1 else words.many.format(count=booking.people)
    parts = [who or words.guest, *([booking.room_name] if room_named else []), people]
    link = f"{public_url}/hote/{booking.host_id}/reservations/{booking.id}"
    return _event(
        booking, _asked(booking, " · ".join(parts), words), f"{booking.space_name}, {booking.room_name}", link
    )


def coworkers_event(booking: Booking, place: str, words: Words, public_url: str) -> Event:
    """`place` is the address of the space; how one gets in stands on the page that the link leads to."""
    summary = f"{booking.room_name}, {booking.space_name}"
    location = f"{booking.space_name}, {place}" if place else booking.space_name
    return _event(booking, _asked(booking, summary, words), location, f"{public_url}/reservations/{booking.id}")


def block_event(block: Block, room_name: str, words: Words, *, room_named: bool) -> Event:
    """A block is made once and never changed; when it was made, it does not say."""
    return Event(
        uid=f"{block.id}@{DOMAIN}",
        start=block.period.start,
        end=block.period.end,
        summary=f"{words.blocked} · {room_name}" if room_named else words.blocked,
        status="CONFIRMED",
        sequence=0,
        changed_at=block.period.start,
    )


def _asked(booking: Booking, summary: str, words: Words) -> str:
    asked = booking.status in {Status.PENDING_HOST, Status.CONFIRMING}
    return f"{summary} ({words.asked})" if asked else summary


def _event(booking: Booking, summary: str, location: str, link: str) -> Event:
    return Event(
        uid=f"{booking.id}@{DOMAIN}",
        start=booking.period.start,
        end=booking.period.end,
        summary=summary,
        status=STATUS.get(booking.status, "TENTATIVE"),
        sequence=booking.version,
        changed_at=booking.changed_at or booking.created_at,
        # Not every program shows a link of its own.
        description=link,
        location=location,
        url=link,
    )
