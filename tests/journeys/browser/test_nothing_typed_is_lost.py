"""Back buttons, two tabs, sessions that end: a person never types anything twice."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys import offers
from tests.journeys.browser.visitor import TELEPHONE, Visitor, Welcome, accept_terms, choose_day
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space


def test_a_stale_edit_in_a_second_tab_is_explained_and_keeps_what_was_typed(welcome: Welcome, market: Market) -> None:
    draft = offers.drafted(market.host, a_space(a_room()))
    host = welcome(market.host.owner)
    host.allows("412")
    first = _edits(host, draft)
    host.new_tab()
    second = _edits(host, draft)
    second.fill("Le nom du second onglet")
    host.click("Mettre à jour").reads("L’espace est à jour.")
    host.page = first.page
    first.fill("Le nom du premier onglet")
    host.click("Mettre à jour")
    host.reads("Quelqu’un d’autre a modifié cette page")
    expect(first).to_have_value("Le nom du premier onglet")
    host.inspect("host-space-stale")
    host.click("Recharger la version actuelle")
    expect(first).to_have_value("Le nom du second onglet")
    first.fill("Le dernier nom")
    host.click("Mettre à jour").reads("L’espace est à jour.")
    assert market.host.api.get(draft.path)["name"] == "Le dernier nom"


def test_an_expired_session_asks_to_sign_in_and_goes_on(welcome: Welcome, market: Market) -> None:
    draft = offers.drafted(market.host, a_space(a_room()))
    host = welcome(market.host.owner)
    host.allows("401")
    name = _edits(host, draft)
    name.fill("Un nom tapé avant la fin de la session")
    _end_session(host)
    host.click("Mettre à jour")
    dialog = host.dialog("Votre session a expiré")
    host.inspect("session-expired")
    host.page.evaluate("window.restoreFetch()")
    host.fill({"Mot de passe": market.host.owner.password}, dialog)
    host.click("Se connecter", dialog)
    host.reads("L’espace est à jour.")
    expect(name).to_have_value("Un nom tapé avant la fin de la session")
    assert market.host.api.get(draft.path)["name"] == "Un nom tapé avant la fin de la session"


def test_leaving_an_unsaved_edit_asks_first(welcome: Welcome, market: Market) -> None:
    organisation = offers.found(market.join("Yann", "Le Goff"))
    draft = offers.drafted(organisation, a_space(a_room()))
    host = welcome(organisation.owner)
    host.open(f"/hote/{organisation.id}/espaces").title("Mes espaces")
    host.click(f"Modifier {draft.space['name']}").title(f"Modifier {draft.space['name']}")
    name = host.field("Nom de l’espace")
    name.fill("Pas encore enregistré")
    host.click("Réservations")
    dialog = host.dialog("Quitter sans enregistrer ?")
    host.inspect("host-space-leave")
    host.click("Rester sur la page", dialog)
    expect(name).to_have_value("Pas encore enregistré")
    host.page.go_back()
    host.click("Quitter sans enregistrer", host.dialog("Quitter sans enregistrer ?"))
    host.title("Mes espaces")


def test_the_back_button_returns_to_the_same_search_and_the_same_choice(welcome: Welcome, market: Market) -> None:
    address = {"line1": "1 rue du Port", "line2": "", "postcode": "56000", "city": "Vannes"}
    offer = market.offer(a_room(), address=address)
    room = offer.room()["name"]
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.open("/").fill({"Où": "Vannes"}).click("Rechercher")
    coworker.click(offer.space["name"]).click(f"Réserver {room}").title(f"Réserver {room}")
    choose_day(coworker, market.day())
    coworker.settle().field("Début").select_option(label="10:00")
    coworker.settle().field("Fin").select_option(label="11:00")
    accept_terms(coworker.settle())
    coworker.page.get_by_role("button", name=re.compile("^Réserver et payer")).click()
    coworker.page.wait_for_url(re.compile("/pay/"))
    # Back from Stripe by its own link: the booking waits, and says until when.
    coworker.page.locator("#cancel").click()
    coworker.title(f"Réservation {room}").reads("Paiement attendu")
    coworker.page.go_back()
    coworker.page.go_back()
    coworker.title(f"Réserver {room}")
    # His own unpaid booking holds the hours; the day is still chosen.
    expect(coworker.page.locator(f"input[name=day][value='{market.day()}']")).to_be_checked()
    coworker.page.go_back()
    coworker.title(offer.space["name"])
    coworker.page.go_back()
    coworker.title("Trouver un espace")
    expect(coworker.field("Où")).to_have_value("Vannes")


def test_a_slot_taken_meanwhile_is_explained_and_another_can_be_chosen(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.allows("409")
    coworker.open(f"/espaces/{offer.id}/salles/{offer.room()['id']}/reserver")
    choose_day(coworker, market.day())
    coworker.settle().field("Début").select_option(label="10:00")
    coworker.settle().field("Fin").select_option(label="12:00")
    button = coworker.settle().page.get_by_role("button", name=re.compile("^Réserver et payer"))
    expect(button).to_be_enabled()
    accept_terms(coworker)
    market.request(offer, market.day(), "11:00", "13:00")
    button.click()
    # The refusal says it first; once the page knows what is free, it says so itself.
    coworker.reads("Ces places ne sont plus libres. Choisissez un autre créneau.")
    coworker.inspect("book-taken")
    coworker.field("Début").select_option(label="14:00")
    coworker.settle().field("Fin").select_option(label="15:00")
    coworker.settle()
    expect(coworker.page.get_by_role("button", name=re.compile(r"^Réserver et payer 24,00"))).to_be_enabled()


def _edits(host: Visitor, draft: Offer) -> Locator:
    host.open(f"/hote/{draft.host.id}/espaces/{draft.id}")
    host.title(re.compile("^Modifier"))
    return host.field("Nom de l’espace")


def _end_session(host: Visitor) -> None:
    """The refresh cookie is gone and the access token no longer carried: the server's own answers follow."""
    host.context.clear_cookies()
    host.page.evaluate(
        """() => {
            const send = window.fetch
            window.fetch = (asked, how) => {
                if (asked instanceof Request) asked.headers.delete("Authorization")
                return send(asked, how)
            }
            window.restoreFetch = () => { window.fetch = send }
        }"""
    )
