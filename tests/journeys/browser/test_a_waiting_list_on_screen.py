"""A full room: two people wait, the place comes free, the first lets it pass, the second takes it and pays."""

import re
from datetime import timedelta

from tests.journeys.browser.visitor import TELEPHONE, Welcome, accept_terms, choose_day, pay
from tests.journeys.market import Market
from tests.journeys.offers import a_room
from tests.journeys.people import Person


def test_a_freed_place_is_offered_in_order_kept_for_half_an_hour_and_passes_on(
    welcome: Welcome, market: Market
) -> None:
    offer, day = market.offer(a_room(automatic_acceptance=True)), market.day()
    room, body = offer.room()["name"], offer.body(day, "10:00", "12:00")
    holder = market.book(market.coworker, offer, body)
    market.till.pay(holder["checkout_url"])
    market.status(market.coworker, holder, "confirmed", "captured")
    early, late = market.join("Alix", "Tôt"), market.join("Noor", "Tard")

    first = welcome(early, width=TELEPHONE)
    first.open(f"/espaces/{offer.id}/salles/{offer.room()['id']}/reserver").title(f"Réserver {room}")
    choose_day(first, day)
    first.page.locator("summary", has_text="Le créneau que vous voulez est pris ?").click()
    first.field("Début souhaité").select_option(label="10:00")
    first.field("Fin souhaitée").select_option(label="12:00")
    first.settle().reads(re.compile(r"48,00\s€"))
    first.inspect("book-waiting")
    first.click("Prévenez-moi si une place se libère").reads(re.compile("Vous êtes sur la liste d’attente"))
    first.inspect("book-joined")
    first.click("Voir mes listes d’attente").title("Mes réservations").reads("Liste d’attente")
    first.inspect("my-waiting-lists")
    late.api.post("/waiting", {name: body[name] for name in ("space_id", "room_id", "start", "end", "people")})

    market.coworker.api.post(f"/bookings/{holder['id']}/cancellation")
    first.page.goto(_link_to(market, early, room))
    first.title(f"Réservation {room}").reads("Place proposée")
    first.reads(re.compile("elle vous est gardée jusqu’au"))
    first.inspect("booking-offered")
    market.product.advance(timedelta(minutes=31))
    first.page.reload()
    first.reads(re.compile("Le délai est passé"))
    first.inspect("booking-offer-over")
    market.told(early.email, "Votre place est passée au suivant", room)

    second = welcome(late)
    second.page.goto(_link_to(market, late, room))
    second.title(f"Réservation {room}")
    accept_terms(second)
    second.click(re.compile(r"Accepter et payer 48,00\s€ TTC"))
    pay(second)
    second.title(f"Réservation {room}").reads("Confirmée")
    second.reads("Place libérée, proposée depuis la liste d’attente")
    second.inspect("booking-offer-taken")


def test_an_offer_that_the_host_withdraws_says_so_and_why(welcome: Welcome, market: Market) -> None:
    offer, day = market.offer(a_room(name="Salle Sand")), market.day()
    body = offer.body(day, "10:00", "12:00")
    holder = market.confirmed(offer, day, "10:00", "12:00")
    waiter = market.join("Alix", "Vite")
    waiter.api.post("/waiting", {name: body[name] for name in ("space_id", "room_id", "start", "end", "people")})
    market.coworker.api.post(f"/bookings/{holder['id']}/cancellation")
    guest = welcome(waiter, width=TELEPHONE)
    guest.page.goto(_link_to(market, waiter, "Salle Sand"))
    guest.reads("Place proposée")

    slot = {"rooms": "all", "periods": [{"start": body["start"], "end": body["end"]}]}
    (shown,) = market.host.api.post(f"{offer.path}/blocks/preview", slot)["conflicts"]
    assert shown["status"] == "offered"
    choice = {"conflicts": "cancel_and_refund", "seen": [shown["id"]], "reason": "Dégât des eaux"}
    done = market.host.api.post(f"{offer.path}/blocks", slot | choice)
    assert ([one["id"] for one in done["cancelled"]], done["left"]) == ([shown["id"]], [])

    guest.page.reload()
    guest.reads(re.compile("^L’hôte a fermé ou modifié ce créneau"))
    guest.reads("Motif : Dégât des eaux")
    guest.reads("Place qui n’est plus gardée")
    guest.inspect("booking-offer-withdrawn")
    assert "Dégât des eaux" in market.told(waiter.email, "Place retirée par l'hôte", "Salle Sand")


def _link_to(market: Market, person: Person, room: str) -> str:
    mail = market.product.wait_for_mail(person.email, "Une place s'est libérée", room)
    link = re.search(r"https?://\S+/reservations/\S+", mail["text"])
    assert link is not None
    return link.group()
