"""A host moves a paid booking to a shorter time and gives the difference back: both sides see what stays paid."""

import re

from playwright.sync_api import expect

from tests.journeys import offers
from tests.journeys.browser.visitor import DESK, TELEPHONE, Welcome
from tests.journeys.market import Market
from tests.journeys.offers import a_room
from tests.journeys.waiting import until

ROOM = "Le Salon"


def test_a_cheaper_time_gives_its_difference_back(welcome: Welcome, market: Market) -> None:
    host = market.seller("Solène", "Kerbrat")
    offer = offers.published(host, market.moderator, a_room(name=ROOM, automatic_acceptance=True))
    day = market.day()
    booking = market.book(market.coworker, offer, offer.body(day, "10:00", "12:00"))
    market.till.pay(booking["checkout_url"])
    booking = market.status(market.coworker, booking, "confirmed", "captured")

    visitor = welcome(host.owner, width=DESK)
    visitor.open(f"/hote/{host.id}/reservations/planification?view=day&date={day.isoformat()}").title("Réservations")
    visitor.page.get_by_role("button", name=re.compile("^Réservation de")).click()
    visitor.click("Déplacer…", visitor.dialog(re.compile(".+")))
    moving = visitor.dialog("Déplacer la réservation")
    moving.get_by_label("Heure de fin").select_option("11:00")
    visitor.allows("409")
    visitor.click("Déplacer", moving)
    expect(moving).to_contain_text("au lieu de")
    visitor.inspect("move-difference")
    moving.get_by_label(re.compile("^Rendre la différence")).check()
    visitor.click("Déplacer", moving)
    expect(moving).to_be_hidden()

    def given_back() -> bool:
        seen = market.coworker.api.get(f"/bookings/{booking['id']}")
        return bool(seen["money"] == "captured" and 0 < seen["back"] < seen["total"]["ttc"])

    until("the difference is back", given_back)
    visitor.open(f"/hote/{host.id}/reservations/{booking['id']}").title(f"Réservation {ROOM}")
    visitor.reads("Dont rendu")
    visitor.inspect("booking-lowered")
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/reservations/{booking['id']}").title(f"Réservation {ROOM}")
    coworker.reads("Dont rendu")
    coworker.inspect("own-booking-lowered")
    told = market.told(market.coworker.email, "Votre réservation est déplacée", ROOM)
    assert "vous sont rendus" in told
    market.product.wait_for_mail(market.coworker.email, "Votre avoir", "moins cher")
