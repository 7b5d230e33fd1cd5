"""A host sends photos from the page of a space, puts them in order, and is told what is wrong with the others.
Whoever looks for a place sees what was saved."""

import re

import pytest
from playwright.sync_api import FilePayload, Locator, Route, expect

from tests.journeys.browser.visitor import DESK, TELEPHONE, Visitor, Welcome
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space, decided, drafted
from tests.make.pictures import SVG, encoded, jpeg, photo


@pytest.fixture
def space(market: Market) -> Offer:
    return drafted(market.host, a_space(a_room()))


def file(name: str, kind: str, raw: bytes) -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": raw}


def photos(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("region", name="Photos")


def sources(visitor: Visitor) -> list[str]:
    cards = photos(visitor).locator("ol img")
    return [str(card.get_attribute("src")) for card in cards.all()]


def send(visitor: Visitor, *files: FilePayload) -> None:
    photos(visitor).locator("input[type=file]").set_input_files(list(files), timeout=40_000)


def sent(visitor: Visitor, *files: FilePayload) -> None:
    before = len(sources(visitor))
    send(visitor, *files)
    expect(photos(visitor).locator("ol img")).to_have_count(before + len(files), timeout=20_000)


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_photos_are_sent_ordered_worded_and_taken_away(
    market: Market, welcome: Welcome, space: Offer, width: int
) -> None:
    visitor = welcome(market.host.owner, width=width)
    visitor.open(f"/hote/{market.host.id}/espaces/{space.id}")
    expect(photos(visitor).get_by_text("Aucune photo pour l’instant")).to_be_visible()
    visitor.inspect("photos-none")
    sent(
        visitor,
        file("verriere.jpg", "image/jpeg", jpeg(1600, 1200)),
        file("entree.png", "image/png", encoded(photo(800, 800, "RGBA"), "PNG")),
        file("terrasse.webp", "image/webp", encoded(photo(900, 600), "WEBP")),
    )
    first, second, third = sources(visitor)
    expect(photos(visitor).get_by_text("Couverture", exact=True)).to_have_count(1)
    visitor.inspect("photos-three")

    visitor.click("Reculer la photo 1", photos(visitor))
    assert sources(visitor) == [second, first, third]
    photos(visitor).get_by_role("button", name="Déplacer la photo 3 : glissez, ou utilisez les flèches").press(
        "ArrowLeft"
    )
    assert sources(visitor) == [second, third, first]
    visitor.click("Mettre la photo 3 en couverture", photos(visitor))
    assert sources(visitor) == [first, second, third]

    alt = photos(visitor).get_by_label("Description pour qui ne voit pas l’image").first
    alt.fill("La verrière, le matin")
    expect(photos(visitor).get_by_role("img", name="Photo 1 : La verrière, le matin")).to_be_visible()

    visitor.click("Retirer la photo 1", photos(visitor))
    assert sources(visitor) == [second, third]
    undo = photos(visitor).get_by_role("button", name="Annuler")
    expect(undo).to_be_focused()
    visitor.inspect("photos-undo")
    undo.click()
    assert sources(visitor) == [first, second, third]
    expect(alt).to_have_value("La verrière, le matin")

    photos(visitor).get_by_label("Légende").first.fill("Ouverte au soleil")
    visitor.click("Mettre à jour").reads("L’espace est à jour.")
    visitor.open(f"/hote/{market.host.id}/espaces/{space.id}")
    assert sources(visitor) == [first, second, third]
    _is_judged_by_its_photos(market, welcome, space, width)
    _is_seen_by_anybody(welcome(width=width), space)


def _is_judged_by_its_photos(market: Market, welcome: Welcome, space: Offer, width: int) -> None:
    market.host.api.post(f"{space.path}/submission")
    moderator = welcome(market.moderator, width=width)
    moderator.open(f"/moderation/{space.id}").title(str(space.space["name"]))
    expect(photos(moderator).get_by_role("button")).to_have_count(3)
    moderator.inspect("photos-moderation")
    decided(market.moderator, space.id, "publication")


def _is_seen_by_anybody(visitor: Visitor, space: Offer) -> None:
    name = str(space.space["name"])
    visitor.open("/").title("Trouver un espace")
    visitor.inspect("photos-search")
    visitor.open(f"/espaces/{space.id}").title(name)
    expect(photos(visitor).get_by_text("Ouverte au soleil")).to_be_visible()
    assert photos(visitor).get_by_role("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)")
    visitor.inspect("photos-public")
    opener = photos(visitor).get_by_role("button", name="Agrandir la photo 1 : La verrière, le matin")
    opener.press("Enter")
    viewer = visitor.dialog("Photos")
    expect(viewer.get_by_role("img", name="La verrière, le matin")).to_be_visible()
    visitor.inspect("photos-viewer")
    visitor.page.keyboard.press("ArrowLeft")
    expect(viewer.get_by_role("status")).to_have_text("Photo 3 sur 3")
    visitor.click("Photo suivante", viewer)
    expect(viewer.get_by_role("status")).to_have_text(re.compile("Photo 1 sur 3"))
    visitor.page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_photo_is_dragged_to_its_place(market: Market, welcome: Welcome, space: Offer) -> None:
    visitor = welcome(market.host.owner)
    visitor.open(f"/hote/{market.host.id}/espaces/{space.id}")
    sent(visitor, *(file(f"{side}.jpg", "image/jpeg", jpeg(side, 600)) for side in (800, 810, 820)))
    first, second, third = sources(visitor)
    handle = photos(visitor).get_by_role("button", name="Déplacer la photo 1", exact=False)
    handle.scroll_into_view_if_needed()
    target = photos(visitor).locator("ol > li").nth(1).bounding_box()
    start = handle.bounding_box()
    assert target is not None
    assert start is not None
    mouse = visitor.page.mouse
    mouse.move(start["x"] + 20, start["y"] + 20)
    mouse.down()
    mouse.move(target["x"] + target["width"] / 2, target["y"] + 40, steps=12)
    mouse.up()
    assert sources(visitor) == [second, first, third]


@pytest.mark.parametrize("width", [DESK, TELEPHONE])
def test_what_is_wrong_with_a_file_stands_beside_it(
    market: Market, welcome: Welcome, space: Offer, width: int
) -> None:
    visitor = welcome(market.host.owner, width=width)
    visitor.open(f"/hote/{market.host.id}/espaces/{space.id}")
    send(
        visitor,
        file("plan.svg", "image/svg+xml", SVG),
        file("lourde.png", "image/png", bytes(10 * 1024 * 1024 + 1)),
        file("fausse-au-nom-tres-long-pour-un-telephone.jpg", "image/jpeg", SVG),
    )
    words = ("Choisissez une image", "Ce fichier dépasse 10 Mo.", "quel que soit son nom")
    for each in words:
        expect(photos(visitor).get_by_text(each)).to_be_visible(timeout=20_000)
    visitor.inspect("photos-refused")
    again = photos(visitor).get_by_role("button", name="Réessayer l’envoi de", exact=False)
    expect(again).to_have_count(1)
    for name in ("plan.svg", "lourde.png", "fausse-au-nom-tres-long-pour-un-telephone.jpg"):
        visitor.click(f"Ne pas envoyer {name}", photos(visitor))
    expect(photos(visitor).get_by_text("Aucune photo pour l’instant")).to_be_visible()
    assert market.host.api.get(f"{space.path}/images")["items"] == []


def test_an_upload_that_breaks_off_is_sent_again(market: Market, welcome: Welcome, space: Offer) -> None:
    visitor = welcome(market.host.owner)
    visitor.open(f"/hote/{market.host.id}/espaces/{space.id}")
    form = market.host.api.post(f"{space.path}/images", {"content_type": "image/jpeg"})
    visitor.page.route(form["url"], lambda route: route.abort())
    send(visitor, file("coupee.jpg", "image/jpeg", jpeg()))
    expect(photos(visitor).get_by_text("L’envoi a été interrompu", exact=False)).to_be_visible()
    visitor.page.unroute(form["url"])
    visitor.click("Réessayer l’envoi de coupee.jpg", photos(visitor))
    expect(photos(visitor).locator("ol img")).to_have_count(1, timeout=20_000)


def test_leaving_while_a_photo_is_on_its_way_asks_first(market: Market, welcome: Welcome, space: Offer) -> None:
    visitor = welcome(market.host.owner)
    visitor.open(f"/hote/{market.host.id}/espaces/{space.id}").title(re.compile("^Modifier"))
    form = market.host.api.post(f"{space.path}/images", {"content_type": "image/jpeg"})
    held: list[Route] = []
    visitor.page.route(form["url"], lambda route: held.append(route))
    send(visitor, file("lente.jpg", "image/jpeg", jpeg()))
    expect(photos(visitor).get_by_text("lente.jpg")).to_be_visible()
    leaving = visitor.page.get_by_role("link", name="Réservations", exact=True)
    leaving.click()
    dialog = visitor.dialog("Quitter sans enregistrer ?")
    expect(dialog).to_contain_text("1 photo n’est pas encore arrivée : elle sera perdue.")
    expect(dialog).not_to_contain_text("Vos modifications")
    visitor.inspect("photos-leave")
    visitor.click("Rester sur la page", dialog)
    visitor.click("Ne pas envoyer lente.jpg", photos(visitor))
    leaving.click()
    visitor.title("Réservations")
    for route in held:
        route.abort()
