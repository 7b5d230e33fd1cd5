"""The same time every week on screen: one payment and one answer, then a date at a time."""

import re
from datetime import timedelta

from playwright.sync_api import Locator, expect

from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome, accept_terms, pay
from tests.journeys.market import Market
from tests.journeys.offers import a_room

EACH, TWO, THREE = (re.compile(rf"{euros},00\s€") for euros in (48, 96, 144))


def test_a_series_is_paid_once_answered_once_and_given_up_in_part(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    room, day = offer.room(), market.day()
    # Somebody has the third week already.
    market.book(market.coworker, offer, offer.body(day + timedelta(weeks=2), "10:00", "12:00"))
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/espaces/{offer.id}/salles/{room['id']}/reserver?date={day}&from=10:00&to=12:00")
    _asks_for_four_weeks(coworker)
    pay(coworker)
    coworker.title(f"Réservation {room['name']}").reads("Série · 3 dates")
    coworker.reads("C’est la 1ʳᵉ date sur 3 de cette série.")
    coworker.reads("d’ici là, elle ne s’annule qu’en entier")
    coworker.click("Voir la série").title(f"Série {room['name']}")
    expect(coworker.page.get_by_role("button", name="Annuler toute la demande")).to_be_visible()
    coworker.inspect("series-pending")
    series = coworker.page.url.rsplit("/", 1)[1]

    host = welcome(market.host.owner)
    host.open(f"/hote/{market.host.id}/reservations/series/{series}").title(f"Série {room['name']}")
    host.inspect("host-series-pending").click(f"Accepter la demande de {market.coworker.name}")
    dialog = host.dialog("Accepter cette demande ?")
    expect(dialog).to_contain_text("Votre réponse vaut pour les 3 dates de la série.")
    expect(dialog).to_contain_text(THREE)
    host.click("Accepter", dialog)
    expect(host.page.get_by_text("Confirmée", exact=True)).to_have_count(3)
    host.hears_nothing_wrong()

    coworker.page.reload()
    expect(coworker.page.get_by_text("Confirmée", exact=True)).to_have_count(3)
    _gives_up_from_the_second_date_on(coworker)
    _is_told_once(market, market.coworker.email, "2 dates annulées", room["name"])
    _is_told_once(market, offer.contact, "2 dates annulées", room["name"])
    coworker.page.get_by_role("button", name=re.compile("^Réserver cette date : ")).first.click()
    dialog = coworker.dialog("Réserver cette date")
    coworker.inspect("series-book-later")
    _books_it_apart(coworker, dialog)
    at_desk = welcome(market.coworker, width=DESK)
    at_desk.open(f"/series/{series}").title(f"Série {room['name']}").reads("Réservée à part")
    at_desk.inspect("series-with-a-date-apart")
    host.open(f"/hote/{market.host.id}/reservations/series/{series}").reads(market.coworker.name)
    host.inspect("host-series-confirmed")


def test_a_series_that_waits_for_its_payment_says_so_once_a_date(welcome: Welcome, market: Market) -> None:
    series = market.every_week(market.offer(a_room()), market.day())
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open(f"/series/{series['id']}").reads("Terminez le paiement")
    dates = len([one for one in series["dates"] if one["booking"]])
    expect(coworker.page.get_by_text("Paiement attendu", exact=True)).to_have_count(1 + dates)
    coworker.inspect("series-unpaid")


def _asks_for_four_weeks(coworker: Visitor) -> None:
    coworker.page.get_by_role("switch", name="Chaque semaine").press("Space")
    coworker.settle().field("Nombre de semaines").select_option(label="4 semaines")
    coworker.reads("3 sur 4 réservables")
    coworker.reads("Complet")
    expect(coworker.field("Seulement si toutes les dates sont libres")).to_be_disabled()
    button = coworker.page.get_by_role("button", name=re.compile(r"Réserver 3 dates et payer 144,00\s€ TTC"))
    button.click()
    coworker.reads("Choisissez comment réserver.")
    expect(coworker.page.get_by_text(re.compile("^Annulation gratuite"))).to_have_count(1)
    coworker.inspect("book-series")
    coworker.field("Réserver les 3 dates libres").check()
    accept_terms(coworker)
    button.click()


def _is_told_once(market: Market, email: str, subject: str, room: str) -> None:
    market.product.wait_for_mail(email, subject, room)
    market.product.settle()
    mails = [one["subject"].replace("\u00a0", " ") for one in market.product.mails(email) if room in one["text"]]
    ends = [one for one in mails if any(word in one for word in ("annulée", "Remboursement", "avoir"))]
    assert ends == [f"{subject} : {room}"]


def _books_it_apart(coworker: Visitor, dialog: Locator) -> None:
    accept_terms(coworker)
    dialog.get_by_role("button", name=re.compile(r"Réserver et payer 48,00\s€ TTC")).click()
    pay(coworker)
    coworker.reads("Cette date d’une série a été réservée à part")
    coworker.inspect("booking-apart").click("Voir la série").reads("Réservée à part")
    coworker.inspect("series-with-a-date-apart")


def _gives_up_from_the_second_date_on(coworker: Visitor) -> None:
    coworker.page.get_by_role("button", name=re.compile("^Annuler à partir du ")).nth(1).click()
    dialog = coworker.dialog("Que voulez-vous annuler ?")
    coworker.field("Cette date et les suivantes (2 dates)", dialog).check()
    expect(dialog.get_by_text(EACH)).to_have_count(2)
    expect(dialog).to_contain_text(TWO)
    coworker.inspect("series-cancel")
    coworker.click("Annuler 2 dates", dialog)
    expect(dialog).to_be_hidden()
    expect(coworker.page.get_by_text("Remboursé", exact=True)).to_have_count(2)
    expect(coworker.page.get_by_text("Confirmée", exact=True)).to_have_count(1)
    coworker.inspect("series-cancelled-in-part")
