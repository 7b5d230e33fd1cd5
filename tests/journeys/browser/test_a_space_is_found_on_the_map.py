"""Somebody looks for a room with filters, on the list and on the map, and lands on a page that previews can read."""

import json
import re
from html import unescape

import pytest
import requests
from playwright.sync_api import Geolocation, Locator, expect

from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, published
from tests.journeys.people import unique

CITY = "Concarneau"
HARBOUR = {"latitude": 47.8752, "longitude": -3.9189}
NEARBY = {"latitude": 47.8801, "longitude": -3.9302}
FAR = {"latitude": 48.3904, "longitude": -4.4861}
HOSTILE = '</script><script>alert(1)</script> "L\'abri" & <b>'


@pytest.fixture(scope="module")
def offers(market: Market) -> dict[str, Offer]:
    """Three in one city, of which the last one is elsewhere by mistake."""

    def offer(name: str, price: int, location: dict[str, float], *amenities: str) -> Offer:
        tariff = {"basis": "HT", "hour": price, "half_day": None, "day": None}
        room = a_room(tariff=tariff, name=unique("Salle"))
        address = {"line1": "1 quai Pénéroff", "line2": "", "postcode": "29900", "city": CITY}
        place = {"name": name, "address": address, "location": location, "amenities": list(amenities)}
        return published(market.host, market.moderator, room, **place)

    return {
        "harbour": offer("Le Ponton", 1000, HARBOUR, "wifi", "shower"),
        "hostile": offer(HOSTILE, 2000, NEARBY, "wifi"),
        "far": offer("La Penfeld", 3000, FAR, "wifi", "parking"),
    }


def results(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name="Espaces trouvés").get_by_role("heading", level=3)


def the_map(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("group", name="Carte des espaces trouvés")


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_a_space_is_found_by_filters_and_on_the_map(
    market: Market, welcome: Welcome, offers: dict[str, Offer], width: int
) -> None:
    visitor = welcome(width=width)
    visitor.open(f"/?where={CITY}").title("Trouver un espace")
    expect(results(visitor)).to_have_count(3)
    visitor.inspect("map-search")

    visitor.click("Filtres")
    dialog = visitor.dialog("Filtres")
    dialog.get_by_label("Prix maximal par heure").fill("20")
    dialog.get_by_label("Douche").check()
    visitor.inspect("map-filters")
    visitor.click("Voir les espaces", dialog).settle()
    expect(results(visitor)).to_have_text(["Le Ponton"])
    assert "max=20" in visitor.page.url
    assert "amenities=shower" in visitor.page.url
    visitor.page.go_back()
    expect(results(visitor)).to_have_count(3)
    visitor.page.go_forward()
    expect(results(visitor)).to_have_count(1)
    visitor.click("Retirer le filtre : Douche").settle()
    # 20 € before tax are 24 € with it: the price that is shown is the one that counts.
    expect(results(visitor)).to_have_count(1)
    visitor.click("Retirer le filtre : 20,00 € de l’heure au plus").settle()
    expect(results(visitor)).to_have_count(3)
    _leads_from_its_pin_to_its_page(visitor, offers["harbour"], width)


def _leads_from_its_pin_to_its_page(visitor: Visitor, offer: Offer, width: int) -> None:
    if width == TELEPHONE:
        visitor.page.get_by_text("Carte", exact=True).click()
        visitor.settle()
    pins = the_map(visitor).get_by_role("listitem")
    # Two of them lie side by side until somebody comes closer.
    expect(pins).to_have_count(2)
    visitor.inspect("map-pins")
    together = the_map(visitor).get_by_role("button", name="2 espaces au même endroit, rapprocher")
    together.press("Enter")
    pin = the_map(visitor).get_by_role("link", name="Le Ponton, 12,00 € TTC par heure")
    expect(pin).to_be_visible()
    if width == DESK:
        pin.focus()
        expect(visitor.page.locator("li[data-active] h3")).to_have_text("Le Ponton")
    visitor.inspect("map-closer")
    pin.press("Enter")
    visitor.title("Le Ponton")
    expect(visitor.page).to_have_url(re.compile(rf"/espaces/concarneau/le-ponton-{offer.id.removeprefix('sp_')}"))
    route = visitor.page.get_by_role("link", name="Itinéraire")
    assert str(route.get_attribute("href")).startswith("https://www.openstreetmap.org/directions?to=47.8752")
    assert route.get_attribute("rel") == "noreferrer"
    visitor.inspect("map-space")


def test_the_map_of_a_telephone_goes_on_to_the_next_spaces(welcome: Welcome, offers: dict[str, Offer]) -> None:
    visitor = welcome(width=TELEPHONE)
    # Three spaces are three pages.
    visitor.page.route("**/v1/catalogue/spaces?*", lambda route: route.continue_(url=f"{route.request.url}&limit=1"))
    visitor.open(f"/?where={CITY}&view=map")
    visitor.reads("1 espace sur la carte pour l’instant.")
    visitor.inspect("map-first-page")
    more = visitor.page.get_by_role("button", name="Afficher la suite")
    more.click()
    visitor.settle().reads("2 espaces sur la carte pour l’instant.")
    more.click()
    visitor.settle().reads("3 espaces sur la carte pour l’instant.")
    # Two of them lie side by side.
    expect(the_map(visitor).get_by_role("listitem")).to_have_count(2)
    more.click()
    expect(more).to_be_hidden()
    visitor.open(f"/?where={CITY}&max=1&view=map")
    visitor.reads("Aucun espace ne réunit tout ce que vous demandez.")
    visitor.inspect("map-nothing")


def test_around_oneself_on_a_click_and_nothing_found_says_what_to_leave_out(
    welcome: Welcome, offers: dict[str, Offer]
) -> None:
    visitor = welcome()
    visitor.context.grant_permissions(["geolocation"])
    visitor.context.set_geolocation(Geolocation(latitude=HARBOUR["latitude"], longitude=HARBOUR["longitude"]))
    visitor.open("/").click("Autour de moi").settle()
    expect(visitor.page).to_have_url(re.compile(r"near=47\.875%2C-3\.919"))
    expect(results(visitor)).to_have_text(["Le Ponton", HOSTILE])
    visitor.reads("29900 Concarneau · à 20 m")
    visitor.inspect("map-around")
    visitor.open("/?near=47.875,-3.919&km=1&max=1&kind=workshop")
    visitor.reads("Aucun espace ne réunit tout ce que vous demandez.")
    visitor.inspect("map-nothing")
    visitor.click("Sans prix maximal").settle()
    visitor.click("Tous les types de salle").settle()
    expect(results(visitor)).to_have_text(["Le Ponton"])


def test_without_its_code_a_page_tells_previews_what_it_is(
    market: Market, welcome: Welcome, offers: dict[str, Offer]
) -> None:
    offer = offers["hostile"]
    shown = market.anonymous.get(f"/catalogue/spaces/{offer.id}")
    url = market.product.url + shown["path"]
    served = requests.get(url, timeout=10)
    assert served.headers["Cache-Control"] == "public, max-age=0, s-maxage=300"
    head = served.text.partition("</head>")[0]
    assert f'<link rel="canonical" href="{url}" />' in head
    [title] = re.findall(r"<title>(.*?)</title>", head)
    assert unescape(title) == f"{HOSTILE}, {CITY} · Pupitre"
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
    said = json.loads(data)
    assert (said["@type"], said["name"], said["url"]) == ("LocalBusiness", HOSTILE, url)
    assert said["geo"] == {"@type": "GeoCoordinates", **NEARBY}
    [image] = re.findall(r'<meta property="og:image" content="(.*?)" />', head)
    picture = requests.get(image, timeout=10)
    assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png")
    assert requests.get(f"{market.product.url}/espaces/sp_nobody", timeout=10).status_code == 404
    assert url in requests.get(f"{market.product.url}/sitemap.xml", timeout=10).text

    # The same document goes on as a page: data are no code that its policy would have to let run.
    visitor = welcome()
    visitor.open(f"/espaces/{offer.id}").title(HOSTILE)
    expect(visitor.page).to_have_url(url)
    assert visitor.page.locator("link[rel=canonical]").evaluate_all("links => links.map((one) => one.href)") == [url]
    visitor.inspect("map-hostile")
