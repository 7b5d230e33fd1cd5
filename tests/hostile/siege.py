"""A running product with people and things in it that are worth attacking."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from chalicelib.identity.model import StaffRole
from chalicelib.kit.http import Route
from localdev import demo
from tests.hostile.routes import ANONYMOUS, COWORKER, HOST, STAFF, gets_furthest, title
from tests.journeys import imports, offers, teams
from tests.journeys.market import Market, opened
from tests.journeys.offers import Offer, a_room, a_space, an_open_space
from tests.journeys.product import Product
from tests.journeys.waiting import until

Json = dict[str, Any]

WAITED = {"space_id", "room_id", "start", "end", "people"}
"""What of a booking's body somebody says who waits for it."""


@dataclass(frozen=True)
class Siege:
    """`known` names a real thing for each parameter of a path; `spare` another one where a call uses it up.
    `wishes` are values that mean something, by the name of a field or of a query parameter; `bodies` are whole ones
    that a route takes."""

    product: Product
    market: Market
    document: Json
    tokens: Mapping[str, str]
    known: Mapping[str, str]
    spare: Mapping[str, Mapping[str, str]]
    wishes: Mapping[str, list[str]]
    bodies: Mapping[str, Json]
    http: requests.Session = field(default_factory=requests.Session)

    @property
    def base(self) -> str:
        return f"{self.product.url}/api/v1"

    def headers(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[who]}"} if self.tokens[who] else {}

    def parameters(self, route: Route) -> dict[str, str]:
        """A real value for each parameter of the route's path, as far as we know one."""
        real = {**self.known, **self.spare.get(title(route), {})}
        return {name: value for name, value in real.items() if f"{{{name}}}" in route.path}

    def address(self, route: Route) -> str:
        """The path of a real thing."""
        return "/api/v1" + route.path.format(**self.parameters(route))

    def body(self, route: Route) -> bytes:
        """One that gets past its shape, as far as we know one."""
        return json.dumps(self.bodies.get(title(route), {})).encode() if route.body else b""

    def call(self, route: Route, body: bytes, **headers: str) -> requests.Response:
        """As whoever gets furthest, at a real address. The answer must be one of the document."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.http.request(
            route.method,
            self.product.url + self.address(route),
            data=body,
            headers={"Content-Type": "application/json", **self.headers(gets_furthest(route)), **named},
            timeout=30,
        )
        self.examine(route, answer)
        return answer

    def examine(self, route: Route, answer: requests.Response) -> None:
        """Holds an answer against the document."""
        self.market.anonymous.contract.examine(route.method, route.path, answer)
        assert answer.status_code < 500, answer.text

    def errors(self) -> str:
        """What the product's calls, workers and schedules logged as an error, "" for nothing; forgotten then."""
        if not self.product.state()["errors"]:
            return ""
        told = self.http.get(f"{self.product.url}/_local/errors", timeout=30).text
        self.http.post(f"{self.product.url}/_local/errors/forget", json={}, timeout=30)
        return re.sub(r"(<[^>]*>|\s)+", " ", told)


def laid(product: Product) -> Siege:
    """Signs everybody up, opens a space, and books what each route may decide upon."""
    market = opened(product)
    product.bootstrap(market.moderator.email, *StaffRole)
    offer = market.offer(a_room(), an_open_space())
    return Siege(
        product=product,
        market=market,
        document=requests.get(f"{product.url}/api/v1/openapi.json", timeout=30).json(),
        tokens={
            ANONYMOUS: "",
            COWORKER: market.coworker.api.token,
            HOST: market.host.api.token,
            STAFF: market.moderator.api.token,
        },
        known=_known(market, offer),
        spare=_spare(market),
        wishes=_wishes(market, offer),
        bodies=_bodies(market, offer),
    )


def _known(market: Market, offer: Offer) -> dict[str, str]:
    return {
        "host_id": market.host.id,
        "space_id": offer.id,
        "room_id": offer.room()["id"],
        "image_id": offers.image_begun(market.host, offer.id),
        "booking_id": market.request(offer, market.day(), "10:00", "11:00")["id"],
        "series_id": market.every_week(offer, market.day())["id"],
        "document_id": _invoice(market, offer)["id"],
        "waiting_id": _waiting(market, offer, "16:00", "17:00"),
        "queue": "mails",
        "rule": "requests_are_answered",
        "month": f"{market.day():%Y-%m}",
        **offers.calendar_feed(market.host, offer.id),
        **_of_the_team(market),
        **imports.known(market.moderator, ["SIEGE-1"], "assiege@people.example"),
    }


def _waiting(market: Market, offer: Offer, start: str, end: str) -> str:
    """The coworker waits for what somebody, himself perhaps, has booked."""
    asked = {name: value for name, value in offer.body(market.day(), start, end).items() if name in WAITED}
    return str(market.coworker.api.post("/waiting", asked)["id"])


def _offered(market: Market) -> str:
    """A place that was given back and is now the coworker's to take."""
    offer = market.offer(a_room(tariff=None, automatic_acceptance=True))
    taken = market.book(market.moderator, offer, offer.body(market.day(), "10:00", "11:00"))
    _waiting(market, offer, "10:00", "11:00")
    market.moderator.api.post(f"/bookings/{taken['id']}/cancellation")
    (one,) = market.coworker.api.get("/bookings", status="offered")["items"]
    return str(one["id"])


def _of_the_team(market: Market) -> dict[str, str]:
    """Somebody whose role can change, and an invitation that the coworker can accept."""
    invitation = teams.invited(market.host, market.coworker.email, "reception")
    return {
        "user_id": teams.hired(market, market.host, "manager").api.get("/me")["id"],
        "invitation_id": invitation["id"],
        "token": teams.mailed_token(market, market.coworker.email),
    }


def _invoice(market: Market, offer: Offer) -> Json:
    market.confirmed(offer, market.day(), "16:00", "17:00")

    def stored() -> Json | None:
        found = market.coworker.api.get("/me/documents")["items"]
        return next((one for one in found if one["stored"]), None)

    invoice: Json = until("the invoice", stored)
    return invoice


def _spare(market: Market) -> dict[str, dict[str, str]]:
    """Edits and decisions get things of their own, so that they leave the others as they are."""
    offer, day, host = market.offer(a_room()), market.day(), market.host
    of_host = "/hosts/{host_id}/bookings/{booking_id}"
    spaces = {
        "PUT /hosts/{host_id}/spaces/{space_id}": offers.drafted(host, a_space(a_room())),
        "POST /hosts/{host_id}/spaces/{space_id}/submission": offers.drafted(host, a_space(a_room())),
        "POST /moderation/spaces/{space_id}/publication": offers.submitted(host, a_space(a_room())),
        "POST /moderation/spaces/{space_id}/refusal": offers.submitted(host, a_space(a_room())),
        "POST /moderation/spaces/{space_id}/edit/approval": offers.proposed(market.offer(), name="La Halle"),
        "POST /moderation/spaces/{space_id}/edit/refusal": offers.proposed(market.offer(), name="La Halle"),
        "DELETE /hosts/{host_id}/spaces/{space_id}/edit": offers.proposed(market.offer(), name="La Halle"),
    }
    bookings = {
        f"POST {of_host}/acceptance": market.request(offer, day, "09:00", "10:00"),
        f"POST {of_host}/decline": market.request(offer, day, "10:00", "11:00"),
        f"POST {of_host}/cancellation": market.confirmed(offer, day, "11:00", "12:00"),
        "POST /bookings/{booking_id}/cancellation": market.request(offer, day, "12:00", "13:00"),
        "POST /bookings/{booking_id}/checkout": market.book(
            market.coworker, offer, offer.body(day, "13:00", "14:00")
        ),
    }
    team = "/hosts/{host_id}/team"
    others = {
        "DELETE /waiting/{waiting_id}": {"waiting_id": _waiting(market, offer, "11:00", "12:00")},
        "POST /bookings/{booking_id}/offer-acceptance": {"booking_id": _offered(market)},
        "DELETE /hosts/{host_id}/feeds/{feed_id}": offers.calendar_feed(host, offer.id),
        "DELETE /me/feeds/{feed_id}": {"feed_id": market.coworker.api.post("/me/feeds")["id"]},
        f"DELETE {team}/{{user_id}}": {"user_id": teams.hired(market, host, "reception").api.get("/me")["id"]},
        f"DELETE {team}/invitations/{{invitation_id}}": {
            "invitation_id": teams.invited(host, "partira@people.example", "reception")["id"]
        },
    }
    return (
        {name: {"space_id": space.id} for name, space in spaces.items()}
        | {name: {"booking_id": booking["id"]} for name, booking in bookings.items()}
        | others
    )


def _wishes(market: Market, offer: Offer) -> dict[str, list[str]]:
    day = market.day(14)
    return {
        "start": [f"{day}T09:00", f"{day}T09:15", f"{day}T10:30", "09:00"],
        "end": [f"{day}T10:00", f"{day}T11:45", f"{day}T18:00", "18:00"],
        "date": [day.isoformat(), "2027-03-28", "2027-10-31"],
        "space_id": [offer.id],
        "room_id": [offer.room(index)["id"] for index in range(2)],
        "email": [market.coworker.email, market.host.owner.email],
        "timezone": ["Europe/Paris", "Pacific/Marquesas", "Australia/Lord_Howe"],
    }


def _bodies(market: Market, offer: Offer) -> dict[str, Json]:
    host = {"name": "Les Ateliers du Canal", "language": "fr"}
    return {
        "PUT /me": {"given_name": "Inès", "family_name": "Lefort", "language": "fr"},
        "POST /hosts": host,
        "PUT /hosts/{host_id}": host,
        "POST /hosts/{host_id}/spaces": a_space(a_room()),
        "PUT /hosts/{host_id}/spaces/{space_id}": a_space(a_room()),
        "POST /hosts/{host_id}/spaces/{space_id}/impact": a_space(a_room()),
        "POST /moderation/spaces/{space_id}/refusal": {"reason": "Il manque une photographie."},
        "POST /moderation/spaces/{space_id}/edit/refusal": {"reason": "Ce nom est trompeur."},
        "POST /hosts/{host_id}/spaces/{space_id}/images": {"content_type": "image/png"},
        "PUT /hosts/{host_id}/billing-settings": demo.host_settings("2100-01-01"),
        "POST /hosts/{host_id}/mandate": {"version": offers.MANDATE},
        "PUT /me/billing-profile": {"name": "Karim Benali"},
        "PUT /operations/billing-settings": demo.platform_settings("2100-01-01"),
        "PUT /operations/hosts/{host_id}/commissions": {"commissions": [{"since": "2100-01-01", "rate": 1200}]},
        "POST /hosts/{host_id}/settlements/{month}/contest": {"reason": "Il manque une réservation."},
        "POST /hosts/{host_id}/bookings/{booking_id}/refund": {"reason": "Le chauffage était en panne."},
        "POST /operations/platform-payouts": {"amount": 1},
        "POST /operations/imports": {"file_name": "fiches.csv"},
        "POST /claims/lookup": {"email": "assiege@people.example"},
        "POST /hosts/{host_id}/feeds": {"space_id": offer.id},
        "POST /hosts/{host_id}/arrivals": {"code": "7K3M-9QXA"},
        "POST /hosts/{host_id}/bookings/{booking_id}/arrival": {"outcome": "arrived"},
        "POST /hosts/{host_id}/team/invitations": {"email": "encore@people.example", "role": "reception"},
        "PUT /hosts/{host_id}/team/{user_id}/role": {"role": "manager"},
        "POST /series/{series_id}/cancellation": {"scope": "all"},
        "POST /series": offer.body(market.day(9), "15:00", "16:00", ttc=2400)
        | {"weeks": 2, "mode": "best_effort", "expected_dates": 2},
        "POST /waiting": {
            name: value for name, value in offer.body(market.day(), "16:00", "17:00").items() if name in WAITED
        },
        "POST /bookings/{booking_id}/offer-acceptance": {"expected_ttc": 0},
        "POST /bookings": offer.body(market.day(9), "15:00", "16:00", ttc=2400),
    }
