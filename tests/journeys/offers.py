"""Spaces and rooms as hosts of the journeys write them, from a draft to the catalogue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.legal.texts import current_mandate, current_terms
from localdev import demo
from localdev.doubles.stripe import applicant
from tests.journeys.client import Client, Json
from tests.journeys.days import wall
from tests.journeys.people import Person, unique

TERMS, MANDATE = current_terms(), current_mandate()
NINE_TO_SIX: list[Any] = [[{"opens": "09:00", "closes": "18:00"}]] * 5 + [[], []]
ROUND_THE_CLOCK: list[Any] = [[{"opens": "00:00", "closes": "24:00"}]] * 7
HOURLY_20 = {"basis": "HT", "hour": 2000, "half_day": 5000, "day": 9000}
SEAT_5 = {"basis": "HT", "hour": 500, "half_day": None, "day": 2000}


def a_room(**changes: Any) -> Json:
    """A meeting room for eight sold whole, 20 € HT an hour, answered by hand within 72 hours."""
    return {
        "name": unique("Salle"),
        "description": "Une table, huit chaises et un grand écran.",
        "kind": "meeting_room",
        "capacity": 8,
        "sold_as": "whole",
        "colour": "#3b6fb6",
        "tariff": HOURLY_20,
        "automatic_acceptance": False,
        "answer_delay_hours": 72,
    } | changes


def an_open_space(**changes: Any) -> Json:
    """Twelve seats, 5 € HT an hour each."""
    return a_room(kind="open_space", capacity=12, sold_as="seat", tariff=SEAT_5) | changes


def a_space(*rooms: Json, **changes: Any) -> Json:
    name = unique("La Fabrique")
    return {
        "name": name,
        "description": "Un atelier calme et lumineux au fond de la cour.",
        "address": {"line1": "12 rue Rébeval", "line2": "", "postcode": "75019", "city": "Paris"},
        "timezone": "Europe/Paris",
        "amenities": ["wifi", "coffee", "accessible"],
        "opening_hours": NINE_TO_SIX,
        "contact_email": f"{unique('contact')}@spaces.example",
        "contact_phone": "01 42 00 00 00",
        "rooms": list(rooms),
    } | changes


def as_edit(space: Json, **changes: Any) -> Json:
    """The body that saves a space as it is shown, with `changes`."""
    fields = (
        "name", "description", "address", "timezone", "amenities", "opening_hours", "access_notes", "house_rules",
        "location", "exceptional_days",
    )  # fmt: skip
    shown = {name: space[name] for name in (*fields, "contact_email", "contact_phone")}
    pictures = [{name: one[name] for name in ("image_id", "caption", "alt")} for one in space["pictures"]]
    body: Json = shown | {"pictures": pictures, "rooms": space["rooms"]} | changes
    return body | {"rooms": [as_typed(room) for room in body["rooms"]]}


def as_typed(room: Json) -> Json:
    """The rate of VAT is shown beside a tariff, never typed."""
    tariff = room["tariff"]
    return room | {"tariff": tariff and {name: value for name, value in tariff.items() if name != "vat_rate"}}


@dataclass(frozen=True)
class Host:
    """An owner and his organisation."""

    owner: Person
    id: str
    name: str

    @property
    def api(self) -> Client:
        return self.owner.api

    @property
    def path(self) -> str:
        return f"/hosts/{self.id}"

    def booking(self, booking_id: str) -> Json:
        return self.api.get(f"{self.path}/bookings/{booking_id}")


@dataclass(frozen=True)
class Offer:
    """A space with its rooms, as the API shows it to its host."""

    host: Host
    space: Json

    @property
    def id(self) -> str:
        return str(self.space["id"])

    @property
    def path(self) -> str:
        return f"{self.host.path}/spaces/{self.id}"

    @property
    def contact(self) -> str:
        return str(self.space["contact_email"])

    def room(self, index: int = 0) -> Json:
        room: Json = self.space["rooms"][index]
        return room

    def catalogue(self, index: int = 0) -> str:
        """The public path of a room."""
        return f"/catalogue/spaces/{self.id}/rooms/{self.room(index)['id']}"

    def body(self, day: date, start: str, end: str, *, people: int = 1, index: int = 0, ttc: int = 0) -> Json:
        """A booking of a room; `ttc` is the price its coworker saw, in cents."""
        return {
            "space_id": self.id,
            "room_id": self.room(index)["id"],
            "start": wall(day, start),
            "end": wall(day, end),
            "people": people,
            "expected_ttc": ttc,
            "terms": TERMS,
        }


def found(owner: Person, name: str = "", language: str = "fr") -> Host:
    """`owner` founds a host organisation."""
    name = name or unique("Les Ateliers")
    host = owner.api.post("/hosts", {"name": name, "language": language})
    return Host(owner, host["id"], name)


def found_seller(owner: Person, today: date, name: str = "", language: str = "fr") -> Host:
    """One that may sell: its billing settings are complete, its mandate is given, its account at Stripe is active."""
    host = found(owner, name, language)
    settings = demo.host_settings(today.isoformat())
    host.api.put(f"{host.path}/billing-settings", settings, version=0)
    host.api.post(f"{host.path}/mandate", {"version": MANDATE})
    collects(host)
    return host


def collects(host: Host) -> None:
    """Its account at Stripe is opened and can receive money."""
    applicant.finish(host.api.post(f"{host.path}/collection/onboarding")["url"])
    assert host.api.post(f"{host.path}/collection/refresh")["can_receive"]


def drafted(host: Host, body: Json) -> Offer:
    return Offer(host, host.api.post(f"{host.path}/spaces", body))


def image_begun(host: Host, space_id: str) -> str:
    """A photo of the space that S3 was not sent yet."""
    begun = host.api.post(f"{host.path}/spaces/{space_id}/images", {"content_type": "image/png"})
    return str(begun["image_id"])


def calendar_feed(host: Host, space_id: str) -> Json:
    """The id and the secret of a calendar address of the space."""
    made = host.api.post(f"{host.path}/feeds", {"space_id": space_id})
    return {"feed_id": made["id"], "feed_token": made["address"].split("/")[-2]}


def submitted(host: Host, body: Json) -> Offer:
    draft = drafted(host, body)
    return Offer(host, host.api.post(f"{draft.path}/submission"))


def published(host: Host, moderator: Person, *rooms: Json, **space: Any) -> Offer:
    """In the catalogue: written, submitted, then published by the moderator."""
    waiting = submitted(host, a_space(*(rooms or (a_room(),)), **space))
    return Offer(host, decided(moderator, waiting.id, "publication"))


def proposed(offer: Offer, **changes: Any) -> Offer:
    """Its host edits a published space: what is sensitive of the `changes` waits for a moderator."""
    seen = offer.host.api.get(offer.path)
    return Offer(offer.host, offer.host.api.put(offer.path, as_edit(seen, **changes), version=seen["version"]))


def decided(moderator: Person, space_id: str, decision: str, reason: str = "") -> Json:
    """The moderator looks at the space, then decides on what he saw: `publication`, `edit/refusal` and so on."""
    path = f"/moderation/spaces/{space_id}"
    seen = moderator.api.get(path)
    return moderator.api.post(f"{path}/{decision}", {"reason": reason} if reason else None, version=seen["version"])
