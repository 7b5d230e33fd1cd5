"""The same time every week on screen: one payment and one answer, then a date at a time."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys.browser.visitor import TELEPHONE, Visitor, Welcome, accept_terms, pay
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
    coworker.page.get_by_role("button", name=re.compile("^Réserver cette date : ")).first.click()
    dialog = coworker.dialog("Réserver cette date")
    expect(dialog.get_by_role("button", name=re.compile(r"Réserver et payer 48,00\s€ TTC"))).to_be_visible()
    coworker.inspect("series-book-later")


def _asks_for_four_weeks(coworker: Visitor) -> None:
    coworker.page.get_by_role("switch", name="Chaque semaine").press("Space")
    coworker.settle().field("Nombre de semaines").select_option(label="4 semaines")
    coworker.reads("3 sur 4 réservables")
    coworker.reads("Complet")
    expect(coworker.field("Seulement si toutes les dates sont libres")).to_be_disabled()
    button = coworker.page.get_by_role("button", name=re.compile(r"Réserver 3 dates et payer 144,00\s€ TTC"))
    button.click()
    coworker.reads("Choisissez comment réserver.")
    coworker.inspect("book-series")
    coworker.field("Réserver les 3 dates libres").check()
    accept_terms(coworker)
    button.click()


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
