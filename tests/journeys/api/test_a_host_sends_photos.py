"""From the file on a host's disk to the picture on the site, through the storage itself."""

import pytest
import requests

from tests.journeys.client import Json
from tests.journeys.market import Market
from tests.journeys.offers import Offer, a_room, a_space, drafted
from tests.journeys.waiting import until
from tests.make.pictures import SVG, jpeg, turned

TIMEOUT_SECONDS = 30


@pytest.fixture(scope="module")
def space(market: Market) -> Offer:
    return drafted(market.host, a_space(a_room()))


def begun(space: Offer, content_type: str = "image/jpeg") -> Json:
    return space.host.api.post(f"{space.path}/images", {"content_type": content_type})


def posted(form: Json, raw: bytes, **fields: str) -> requests.Response:
    """As a browser does it, from the page of another origin."""
    return requests.post(
        form["url"],
        data={**form["fields"], **fields},
        files={"file": ("photo.jpg", raw)},
        headers={"Origin": "https://elsewhere.example"},
        timeout=TIMEOUT_SECONDS,
    )


def settled(space: Offer, form: Json) -> Json:
    def seen() -> Json | None:
        images = space.host.api.get(f"{space.path}/images")["items"]
        return next(
            (one for one in images if one["image_id"] == form["image_id"] and one["state"] != "awaiting"), None
        )

    found: Json = until("the photo", seen)
    return found


def test_a_photo_is_on_the_site_seconds_after_it_was_sent(market: Market, space: Offer) -> None:
    form = begun(space)
    assert posted(form, turned(6)).status_code == 204
    image = settled(space, form)
    assert (image["state"], image["width"], image["height"]) == ("ready", 480, 640)
    for path in image["urls"].values():
        served = requests.get(market.product.url + path, timeout=TIMEOUT_SECONDS)
        assert (served.status_code, served.headers["Content-Type"]) == (200, "image/webp")
        assert served.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert b"Camera of a host" not in served.content


def test_a_file_that_is_no_picture_is_refused_in_words(market: Market, space: Offer) -> None:
    form = begun(space)
    assert posted(form, SVG).status_code == 204
    image = settled(space, form)
    assert (image["state"], image["reason"]) == ("refused", "picture_of_wrong_kind")
    assert image["detail"].startswith("Ce fichier n'est pas une image")
    assert image["urls"] is None


def test_the_storage_takes_nothing_that_its_form_does_not_say(space: Offer) -> None:
    form = begun(space)
    assert posted(form, jpeg(), key="uploads/sp_other/im_other").status_code == 403
    assert posted(form, jpeg(), **{"Content-Type": "text/html"}).status_code == 403
    assert posted(form, b"").status_code == 400
    assert posted(form, bytes(10 * 1024 * 1024 + 1)).status_code == 400


def test_only_pages_of_the_site_may_send(market: Market, space: Offer) -> None:
    asked = {"Access-Control-Request-Method": "POST"}
    url = begun(space)["url"]
    for origin, let_in in ((market.product.url, True), ("https://elsewhere.example", False)):
        answer = requests.options(url, headers={"Origin": origin, **asked}, timeout=TIMEOUT_SECONDS)
        assert (answer.headers.get("Access-Control-Allow-Origin") == origin) is let_in, origin


def test_a_removed_photo_is_gone_from_the_site(market: Market, space: Offer) -> None:
    form = begun(space)
    posted(form, jpeg())
    path = market.product.url + settled(space, form)["urls"]["small"]
    assert requests.get(path, timeout=TIMEOUT_SECONDS).status_code == 200
    removed = space.host.api.send("DELETE", f"{space.path}/images/{form['image_id']}")
    assert removed.status_code == 204
    assert requests.get(path, timeout=TIMEOUT_SECONDS).status_code == 403


def test_a_logo_is_no_picture_of_the_site(market: Market) -> None:
    for path in ("/media/../logos/x.png", "/media/%2e%2e/logos/x.png", "/logos/x.png"):
        answer = requests.get(market.product.url + path, timeout=TIMEOUT_SECONDS)
        assert answer.headers["Content-Type"] != "image/png"
