"""In English, by keyboard alone, in the dark."""

import re

from playwright.sync_api import Locator, expect

from localdev import demo
from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome, accept_terms, pay, sign_in
from tests.journeys.market import Market
from tests.journeys.offers import a_room

SELLER = demo.host_settings("")["entity"]["name"]
"""Names are not translated."""
FRENCH = re.compile(r"[éèàçùœ«»]| (le|la|les|des|une|votre|vos|avec) ", re.IGNORECASE)
MOST_TABS = 80


def test_an_english_speaker_books_in_english(welcome: Welcome, market: Market) -> None:
    emma = market.join("Emma", "Brown", language="en")
    names = {"line1": "1 Main Street", "line2": "", "postcode": "22000", "city": "Britown"}
    plain = {"name": "The Workshop", "description": "A calm and bright workshop by the yard.", "address": names}
    offer = market.offer(a_room(name="Blue room", description="A big table."), **plain)
    day = market.day()
    coworker = welcome(emma, width=TELEPHONE, language="en")
    # French is what a new browser speaks; the choice is remembered.
    coworker.open("/").page.get_by_role("button", name=re.compile("^Mon compte")).click()
    coworker.page.get_by_role("menuitem", name="English").click()
    expect(coworker.settle().page.locator("html")).to_have_attribute("lang", "en")
    coworker.fill({"Where": "Britown"}).click("Search").reads("The Workshop")
    _speaks_english(coworker.inspect("en-search"))
    chosen = f"date={day}&from=10:00&to=12:00"
    coworker.open(f"/espaces/{offer.id}?{chosen}").title("The Workshop")
    _speaks_english(coworker.inspect("en-space"))
    coworker.click("Book Blue room").title("Book Blue room")
    coworker.reads(re.compile(r"€48\.00"))
    _speaks_english(coworker.inspect("en-book"))
    accept_terms(coworker, "I accept the terms of sale")
    coworker.page.get_by_role("button", name=re.compile(r"pay €48\.00", re.IGNORECASE)).click()
    coworker.page.wait_for_url(re.compile("/pay/"))
    coworker.page.locator("[data-card='4242424242424242']").click()
    coworker.page.locator("#pay").click()
    coworker.title(re.compile("Blue room")).settle()
    coworker.page.wait_for_url(re.compile("/reservations/"))
    booking = coworker.page.url.rsplit("/", 1)[1].partition("?")[0]
    market.status(emma, {"id": booking}, "pending_host")
    coworker.page.reload()
    _speaks_english(coworker.inspect("en-booking"))
    mail = market.product.wait_for_mail(emma.email, "", "Blue room")
    assert "Your" in mail["text"]
    assert "Votre" not in mail["text"]


def test_a_login_made_in_english_is_greeted_in_english_on_a_new_device(welcome: Welcome, market: Market) -> None:
    emma = market.join("Emma", "Green", language="en")
    anybody = welcome(language="en")
    anybody.open("/connexion")
    sign_in(anybody, emma)
    anybody.title("Find a space")
    expect(anybody.page.locator("html")).to_have_attribute("lang", "en")


def test_a_room_is_booked_with_the_keyboard_alone(welcome: Welcome, market: Market) -> None:
    address = {"line1": "1 rue du Clavier", "line2": "", "postcode": "29000", "city": "Quimper"}
    offer = market.offer(a_room(), address=address)
    room = offer.room()["name"]
    coworker = welcome(market.coworker, width=DESK)
    coworker.open("/").title("Trouver un espace")
    page = coworker.page
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(coworker, coworker.field("Où"))
    page.keyboard.type("Quimper")
    page.keyboard.press("Enter")
    coworker.settle().reads(offer.space["name"])
    _tab_to(coworker, page.get_by_role("link", name=offer.space["name"]))
    page.keyboard.press("Enter")
    coworker.title(offer.space["name"])
    _tab_to(coworker, page.get_by_role("link", name=f"Réserver {room}"))
    page.keyboard.press("Enter")
    coworker.title(f"Réserver {room}")

    wanted = page.locator(f"input[name=day][value='{market.day()}']")
    while not wanted.count():
        _tab_to(coworker, page.get_by_role("button", name="Semaine suivante"))
        page.keyboard.press("Enter")
        coworker.settle()
    _tab_to(coworker, page.locator("input[name=day]:checked, input[name=day]:enabled"))
    for _ in range(7):
        if wanted.is_checked():
            break
        page.keyboard.press("ArrowRight")
        coworker.settle()
    expect(wanted).to_be_checked()
    for label, clock in (("Début", "10:00"), ("Fin", "11:00")):
        _tab_to(coworker, coworker.field(label))
        # A native list is chosen from by typing.
        page.keyboard.type(clock)
        coworker.settle()
        expect(coworker.field(label).locator("option:checked")).to_have_text(clock)
    _tab_to(coworker, coworker.field("J’accepte les conditions de vente"))
    page.keyboard.press("Space")
    _tab_to(coworker, page.get_by_role("button", name=re.compile("^Réserver et payer")))
    page.keyboard.press("Enter")
    pay(coworker)
    coworker.title(f"Réservation {room}").reads("En attente de l’hôte")
    coworker.hears_nothing_wrong()


def test_a_page_opened_by_its_address_begins_at_the_skip_link(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    anybody = welcome()
    anybody.open(f"/espaces/{offer.id}").title(offer.space["name"])
    anybody.page.keyboard.press("Tab")
    expect(anybody.page.get_by_role("link", name="Aller au contenu")).to_be_focused()


def test_dark_pages_are_as_readable(welcome: Welcome, market: Market) -> None:
    offer = market.offer(a_room())
    booking = market.request(offer, market.day())
    coworker = welcome(market.coworker, width=TELEPHONE)
    coworker.page.emulate_media(color_scheme="dark")
    coworker.open("/")
    coworker.page.get_by_role("button", name=re.compile("^Mon compte")).click()
    coworker.page.get_by_role("menuitem", name="Sombre").click()
    for name, path in (("dark-search", "/"), ("dark-booking", f"/reservations/{booking['id']}")):
        coworker.open(path).inspect(name)
    expect(coworker.page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")


def _speaks_english(visitor: Visitor) -> None:
    words = visitor.page.locator("body").inner_text().replace(SELLER, "")
    found = [line for line in words.splitlines() if FRENCH.search(line)]
    assert not found, found


def _tab_to(visitor: Visitor, target: Locator) -> None:
    """Presses Tab until `target` has the focus, which must show."""
    for _ in range(MOST_TABS):
        visitor.page.keyboard.press("Tab")
        if any(one.evaluate("(it) => it === document.activeElement") for one in target.all()):
            return
    raise AssertionError(f"{target} cannot be reached with Tab")
