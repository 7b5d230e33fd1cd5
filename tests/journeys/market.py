"""A product with the people of the journeys in it, and the steps that many stories share."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chalicelib.legal.model import legal_day
from localdev import demo
from tests.journeys import offers, people
from tests.journeys.client import Client, Json
from tests.journeys.contract import Contract
from tests.journeys.days import working_day
from tests.journeys.offers import Host, Offer
from tests.journeys.people import Person
from tests.journeys.product import Product
from tests.journeys.till import Till
from tests.journeys.waiting import until


@dataclass(frozen=True)
class Market:
    product: Product
    anonymous: Client
    till: Till
    host: Host
    coworker: Person
    moderator: Person
    operator: Person

    def join(self, given_name: str, family_name: str, language: str = "fr") -> Person:
        return people.join(self.product, self.anonymous, given_name, family_name, language)

    def seller(self, given_name: str, family_name: str, name: str = "") -> Host:
        """A host of his own who may sell, for a story that reads his first page: the market's has many spaces."""
        return offers.found_seller(self.join(given_name, family_name), legal_day(self.product.now()), name)

    def offer(self, *rooms: Json, **space: Any) -> Offer:
        """A published space of the market's host."""
        return offers.published(self.host, self.moderator, *rooms, **space)

    def day(self, ahead: int = 7) -> date:
        return working_day(self.product.now(), ahead)

    def price(self, offer: Offer, body: Json, index: int = 0) -> Json:
        wish = {name: body[name] for name in ("start", "end", "people")}
        return self.anonymous.get(f"{offer.catalogue(index)}/price", **wish)

    def book(self, who: Person, offer: Offer, body: Json, index: int = 0) -> Json:
        """Books at the price that the preview tells."""
        ttc = self.price(offer, body, index)["price"]["total"]["ttc"]
        return who.api.post("/bookings", {**body, "expected_ttc": ttc})

    def every_week(self, offer: Offer, day: date, start: str = "13:00", end: str = "14:00", weeks: int = 2) -> Json:
        """The market's coworker books the same time every week, not paid yet."""
        body = offer.body(day, start, end) | {"weeks": weeks}
        wish = {name: body[name] for name in ("start", "end", "people", "weeks")}
        price = self.anonymous.get(f"{offer.catalogue()}/series-price", **wish)
        shown = {"expected_dates": price["bookable"], "expected_ttc": price["total"]["ttc"]}
        return self.coworker.api.post("/series", {**body, "mode": "best_effort", **shown})

    def request(self, offer: Offer, day: date, start: str = "10:00", end: str = "12:00", **how: Any) -> Json:
        """The market's coworker books and pays: a request before the host, its money held."""
        booking = self.book(self.coworker, offer, offer.body(day, start, end, **how), how.get("index", 0))
        self.till.pay(booking["checkout_url"])
        return self.status(self.coworker, booking, "pending_host")

    def confirmed(self, offer: Offer, day: date, start: str = "10:00", end: str = "12:00") -> Json:
        """The host accepted and the money is captured."""
        booking = self.request(offer, day, start, end)
        self.host.api.post(f"{self.host.path}/bookings/{booking['id']}/acceptance")
        return self.status(self.coworker, booking, "confirmed", "captured")

    def status(self, who: Person, booking: Json, status: str, money: str = "") -> Json:
        """Waits until the booking is in this state, as its coworker sees it."""

        def seen() -> Json | None:
            now = who.api.get(f"/bookings/{booking['id']}")
            return now if now["status"] == status and money in ("", now["money"]) else None

        return until(f"booking {status} {money}".strip(), seen)

    def is_free(self, offer: Offer, body: Json, index: int = 0) -> bool:
        return bool(self.price(offer, body, index)["free"])

    def told(self, email: str, subject: str, room: str, *, copies: int = 1) -> str:
        """The text of a mail about a room, which must have arrived exactly `copies` times."""
        mail = self.product.wait_for_mail(email, subject, room, copies=copies)
        self.product.settle()
        same = [m for m in self.product.mails(email) if subject in m["subject"] and room in m["text"]]
        assert len(same) == copies, [m["subject"] for m in same]
        return str(mail["text"])

    def advance_to(self, instant: Any) -> None:
        """Moves the clock forward to `instant`, a second late."""
        self.product.advance(instant - self.product.now() + timedelta(seconds=1))


def opened(product: Product) -> Market:
    """A fresh product with a host, a coworker and a moderator."""
    anonymous = Client(product.url, _contract(product))
    moderator = people.join(product, anonymous, "Odile", "Renard")
    product.bootstrap(moderator.email, "moderator")
    operator = people.join(product, anonymous, "Inès", "Morel")
    product.bootstrap(operator.email, "operator")
    today = legal_day(product.now())
    operator.api.put("/operations/billing-settings", demo.platform_settings(today.isoformat()), version=0)
    owner = people.join(product, anonymous, "Hélène", "Marchand")
    return Market(
        product=product,
        anonymous=anonymous,
        till=product.till(),
        host=offers.found_seller(owner, today),
        coworker=people.join(product, anonymous, "Karim", "Benali"),
        moderator=moderator,
        operator=operator,
    )


def _contract(product: Product) -> Contract:
    document = Client(product.url, Contract({"paths": {}, "components": {"schemas": {}}})).get("/openapi.json")
    return Contract(document)
