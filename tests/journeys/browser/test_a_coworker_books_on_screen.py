"""Steps 3 to 5 on screen: the coworker on a telephone, the host at a desk."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome, accept_terms, choose_day, pay, sign_in
from tests.journeys.days import PARIS
from tests.journeys.market import Market
from tests.journeys.offers import ROUND_THE_CLOCK, Offer, a_room, an_open_space

TWO_HOURS = re.compile(r"48,00\s€")


def test_a_request_is_made_paid_accepted_and_told_to_both(welcome: Welcome, market: Market) -> None:
    address = {"line1": "2 quai du Wault", "line2": "", "postcode": "59200", "city": "Tourcoing"}
    offer = market.offer(a_room(), an_open_space(), address=address)
    room, space = offer.room()["name"], offer.space["name"]
    coworker = welcome(width=TELEPHONE)
    coworker.open("/").title("Trouver un espace").inspect("search")
    coworker.fill({"Où": "Tourcoing"}).click("Rechercher")
    coworker.click(space).title(space).inspect("space")
    coworker.click(f"Réserver {room}").title(f"Réserver {room}").inspect("book-empty")
    _choose(coworker, market, offer)
    coworker.reads(TWO_HOURS)
    coworker.reads(re.compile("L’hôte répond avant le"))
    coworker.page.locator("summary", has_text="Comment ce prix est calculé").click()
    coworker.reads("2 heures")
    coworker.inspect("book-chosen")
    # Nobody is signed in yet: the choice survives the detour.
    coworker.click("Se connecter pour réserver").title("Se connecter")
    sign_in(coworker, market.coworker)
    coworker.title(f"Réserver {room}")
    button = coworker.page.get_by_role("button", name=re.compile(r"Réserver et payer 48,00\s€ TTC"))
    button.click()
    coworker.reads("Acceptez les conditions de vente pour réserver.")
    expect(coworker.field("J’accepte les conditions de vente")).to_be_focused()
    coworker.inspect("book-terms-unread")
    accept_terms(coworker)
    button.click()
    pay(coworker)
    coworker.title(f"Réservation {room}")
    coworker.reads("En attente de l’hôte")
    coworker.reads("Montant réservé sur la carte, non débité")
    coworker.inspect("booking-pending")
    booking = coworker.page.url.rsplit("/", 1)[1].partition("?")[0]
    assert market.till.intent_of(booking)["status"] == "requires_capture"

    host = welcome(market.host.owner)
    mail = market.product.wait_for_mail(offer.contact, "Demande de réservation", room)
    link = re.search(r"https?://\S+/hote/reservations/\S+", mail["text"])
    assert link is not None
    host.page.goto(link.group())
    host.title(f"Réservation {room}").inspect("host-booking-pending")
    host.click(f"Accepter la demande de {market.coworker.name}")
    dialog = host.dialog("Accepter cette demande ?")
    expect(dialog).to_contain_text(TWO_HOURS)
    host.inspect("host-booking-accept")
    host.click("Accepter", dialog)
    host.reads("Confirmée")
    host.reads("Paiement encaissé")
    host.inspect("host-booking-confirmed")
    assert market.till.intent_of(booking)["status"] == "succeeded"

    coworker.page.reload()
    coworker.reads("Confirmée")
    for step in ("Créneau réservé, paiement attendu", "Demande acceptée", "Paiement encaissé"):
        coworker.reads(step)
    coworker.inspect("booking-confirmed")
    coworker.open("/reservations").title("Mes réservations").inspect("my-bookings")
    coworker.click(f"{room}, {space}").title(f"Réservation {room}")


def test_a_host_declines_in_the_list_and_the_coworker_reads_why(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.request(offer, market.day())
    host = welcome(market.host.owner)
    host.open(f"/hote/{market.host.id}/reservations?status=pending_host").title("Réservations")
    row = host.page.get_by_role("row").filter(has_text=offer.room()["name"])
    row.get_by_role("button", name=f"Décliner la demande de {market.coworker.name}").click()
    dialog = host.dialog("Décliner cette demande ?")
    host.fill({"Motif, lu par le coworker (facultatif)": "Une fuite d'eau."}, dialog)
    host.inspect("host-bookings-decline")
    host.click("Décliner", dialog)
    expect(row).to_have_count(0)
    host.hears_nothing_wrong()
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/reservations/{booking['id']}").reads("Déclinée")
    coworker.reads("Motif : Une fuite d'eau.")
    coworker.reads("Montant libéré, rien n’est débité")
    coworker.inspect("booking-declined")


def test_a_host_keeps_the_money_only_with_a_reason(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.confirmed(offer, market.day())
    host = welcome(market.host.owner)
    host.open(f"/hote/{market.host.id}/reservations/{booking['id']}").click("Annuler la réservation")
    dialog = host.dialog("Annuler cette réservation ?")
    box = host.field(re.compile("^Rembourser"), dialog)
    expect(box).to_be_checked()
    box.uncheck()
    cancel = dialog.get_by_role("button", name="Annuler la réservation")
    expect(cancel).to_be_disabled()
    host.field(re.compile("^Motif, lu par le coworker"), dialog).fill("Absence non prévenue la dernière fois.")
    host.inspect("host-booking-cancel")
    cancel.click()
    expect(dialog).to_be_hidden()
    host.reads("Paiement conservé par l’hôte")
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/reservations/{booking['id']}").reads("Annulée")
    coworker.reads("Motif : Absence non prévenue la dernière fois.")
    coworker.inspect("booking-cancelled-by-host")


def test_a_coworker_cancels_knowing_what_comes_back(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.confirmed(offer, market.day())
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/reservations/{booking['id']}").click("Annuler la réservation")
    dialog = coworker.dialog("Annuler cette réservation ?")
    expect(dialog).to_contain_text("Ce qui vous revient")
    expect(dialog).to_contain_text(TWO_HOURS)
    coworker.inspect("booking-cancel")
    coworker.click("Annuler la réservation", dialog)
    coworker.reads("Vous avez annulé cette réservation.")
    coworker.reads("Montant remboursé")
    coworker.hears_nothing_wrong()
    market.status(market.coworker, booking, "cancelled", "refunded")


def test_a_refused_card_is_explained_and_the_payment_can_be_resumed(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.book(market.coworker, offer, offer.body(market.day(), "10:00", "12:00"))
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/reservations/{booking['id']}").reads("Paiement attendu")
    coworker.inspect("booking-awaiting-payment")
    coworker.click("Reprendre le paiement")
    pay(coworker, "Provision insuffisante")
    expect(coworker.page.get_by_role("alert")).to_be_visible()
    pay(coworker, "3-D Secure")
    coworker.page.get_by_role("button", name="Autoriser le paiement").click()
    coworker.title(f"Réservation {offer.room()['name']}").reads("En attente de l’hôte")
    coworker.hears_nothing_wrong()


def test_a_request_without_answer_shows_as_expired(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room(answer_delay_hours=2))
    booking = market.request(offer, market.day(10))
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/reservations/{booking['id']}").reads("En attente de l’hôte")
    market.advance_to(datetime.fromisoformat(booking["answer_by"]) + timedelta(minutes=1))
    coworker.page.reload()
    coworker.reads("Expirée")
    coworker.reads("Demande expirée")
    coworker.inspect("booking-expired")


def test_a_free_automatic_room_is_booked_without_paying(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room(tariff=None, automatic_acceptance=True))
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/espaces/{offer.id}").click(f"Réserver {offer.room()['name']}")
    _choose(coworker, market, offer)
    coworker.reads("La réservation est confirmée tout de suite. Rien à payer.")
    coworker.click("Réserver").title(f"Réservation {offer.room()['name']}")
    coworker.reads("Confirmée")
    coworker.inspect("booking-free")


def _choose(coworker: Visitor, market: Market, offer: Offer) -> None:
    coworker.title(f"Réserver {offer.room()['name']}")
    choose_day(coworker, market.day())
    coworker.settle().field("Début").select_option(label="10:00")
    coworker.settle().field("Fin").select_option(label="12:00")
    coworker.settle()


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_the_days_end_where_the_room_is_not_booked_yet(welcome: Welcome, market: Market, width: int) -> None:
    rules = {"shortest_minutes": None, "longest_minutes": None, "notice_minutes": None, "buffer_minutes": 0}
    offer = market.offer(a_room(rules=rules | {"horizon_days": 10}), opening_hours=ROUND_THE_CLOCK)
    today = market.product.now().astimezone(PARIS).date()
    last, beyond = today + timedelta(days=10), today + timedelta(days=11)
    coworker = welcome(width=width)
    coworker.open(f"/espaces/{offer.id}/salles/{offer.room()['id']}/reserver")
    coworker.click("Semaine suivante").settle()
    expect(coworker.page.locator(f"input[name=day][value='{last}']")).to_be_enabled()
    day = coworker.page.locator(f"input[name=day][value='{beyond}']")
    expect(day).to_be_disabled()
    expect(coworker.page.locator("label", has=day)).to_contain_text("pas encore")
    forward = coworker.page.get_by_role("button", name="Semaine suivante")
    expect(forward).to_be_disabled()
    why = "Cette salle se réserve jusqu’à 10 jours à l’avance"
    expect(forward).to_have_accessible_description(re.compile(why))
    coworker.inspect("book-horizon")
    # A link from elsewhere goes as far as one may book.
    coworker.open(f"/espaces/{offer.id}/salles/{offer.room()['id']}/reserver?date={today + timedelta(days=60)}")
    expect(coworker.page.locator(f"input[name=day][value='{last}']")).to_be_checked()
    coworker.reads(re.compile(why))
