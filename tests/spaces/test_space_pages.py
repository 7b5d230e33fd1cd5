"""What crawlers and link previews read of a space, whatever its host called it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import app
from chalicelib.core.money import Basis
from chalicelib.kit import page
from chalicelib.kit.aws import s3
from chalicelib.kit.settings import settings
from chalicelib.legal.model import Condition
from chalicelib.spaces.head import business, head_of, price_range
from chalicelib.spaces.model import (
    Address,
    DayHours,
    Location,
    OpenInterval,
    Picture,
    Space,
    SpaceStatus,
    Tariff,
)
from chalicelib.spaces.public_path import path_of, space_id_in
from localdev.gateway import Gateway
from tests.conftest import SetClock
from tests.make.legal import SELLS
from tests.make.spaces import NINE_TO_SIX, a_live_space, a_room, saved

SITE = "https://pupitre.example"
TODAY = date(2027, 3, 1)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
DOCUMENT = Path(__file__).parents[2] / "frontend" / "index.html"
HOSTILE = "</script><script>alert(1)</script><!-- \"quoted\" 'single' & <b>\u2028"


class Head(HTMLParser):
    """What a previewer finds: metas, links, the title, blocks of data, and every script that would run."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.title = ""
        self.data: list[Any] = []
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "meta" and (name := told.get("property") or told.get("name")):
            assert name not in self.metas, f"{name} twice"
            self.metas[name] = told["content"]
        if tag == "link":
            self.links[told["rel"]] = told["href"]
        if tag == "script":
            self._inside = told.get("type", "") if told.get("type") == "application/ld+json" else "script"
            if self._inside == "script":
                self.scripts.append(told.get("src", ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        if self._inside == "application/ld+json":
            self.data.append(json.loads(data))
        if self._inside == "script":
            assert not data.strip(), f"code in the page: {data}"


def a_shown_space(**changes: Any) -> Space:
    fields: dict[str, Any] = {
        "id": "sp_4k2q",
        "location": Location(48.8722, 2.3776),
        "pictures": (Picture("im_1", "", "La verrière"), Picture("im_2")),
        "opening_hours": ((OpenInterval(540, 720), OpenInterval(780, 1440)), *NINE_TO_SIX[1:]),
        "exceptional_days": (DayHours(date(2027, 2, 1), ()), DayHours(date(2027, 5, 1), (), "Fête du travail")),
    }
    return a_live_space(**fields | changes)


def test_an_address_says_the_city_and_the_name_and_leads_by_its_id() -> None:
    space = a_shown_space(address=Address("1 place", "", "42000", "Saint-Étienne"))
    assert path_of(space) == "/espaces/saint-etienne/la-fabrique-de-belleville-4k2q"
    assert path_of(replace(space, name="東京", address=Address("1", "", "75001", "東京"))) == "/espaces/ville/4k2q"
    assert len(path_of(replace(space, name="Long " * 24))) < 100
    for name in ("la-fabrique-de-belleville-4k2q", "another-name-4k2q", "4k2q", "sp_4k2q"):
        assert space_id_in(name) == "sp_4k2q"


def test_schema_org_knows_what_the_page_shows() -> None:
    space = a_shown_space()
    data = business(space, SELLS, site=SITE, today=TODAY)
    url = f"{SITE}/espaces/paris/la-fabrique-de-belleville-4k2q"
    hours = data.pop("openingHoursSpecification")
    assert data == {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": url,
        "url": url,
        "name": space.name,
        "description": space.description,
        "image": [f"{SITE}/media/im_1/share.jpg", f"{SITE}/media/im_1/large.webp", f"{SITE}/media/im_2/large.webp"],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "12 rue Rébeval",
            "postalCode": "75019",
            "addressLocality": "Paris",
            "addressCountry": "FR",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 48.8722, "longitude": 2.3776},
        "telephone": "01 42 00 00 00",
        "priceRange": "À partir de 4,00 € TTC l'heure",
        "specialOpeningHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "validFrom": "2027-05-01",
                "validThrough": "2027-05-01",
                "opens": "00:00",
                "closes": "00:00",
            }
        ],
    }
    assert [(one["dayOfWeek"].rpartition("/")[2], one["opens"], one["closes"]) for one in hours] == [
        ("Monday", "09:00", "12:00"),
        ("Monday", "13:00", "23:59"),
        *((day, "09:00", "18:00") for day in ("Tuesday", "Wednesday", "Thursday", "Friday")),
    ]


def test_what_is_not_known_is_not_said() -> None:
    bare = a_shown_space(location=None, pictures=(), contact_phone="", exceptional_days=(), rooms=())
    data = business(bare, SELLS, site=SITE, today=TODAY)
    assert not {"geo", "telephone", "priceRange", "specialOpeningHoursSpecification"} & data.keys()
    assert data["image"] == [f"{SITE}/share.png"]


def test_a_price_is_told_as_it_is_shown() -> None:
    meeting, daily = a_room(tariff=Tariff(Basis.HT, hour=3000)), a_room(tariff=Tariff(Basis.HT, day=9000))
    for rooms, condition, words in (
        ((meeting, daily), SELLS, "À partir de 36,00 € TTC l'heure"),
        ((daily,), SELLS, "À partir de 108,00 € TTC la journée"),
        ((meeting,), Condition(None, ("billing.entity",)), "À partir de 30,00 € HT l'heure"),
        ((a_room(tariff=None),), SELLS, "Gratuit"),
    ):
        assert price_range(a_shown_space(rooms=rooms), condition) == words


def test_words_of_a_host_stay_words() -> None:
    space = a_shown_space(name=HOSTILE, description=HOSTILE, address=Address(HOSTILE, "", "75019", HOSTILE))
    html = head_of(space, SELLS, site=SITE, today=TODAY)
    head = Head(html)
    assert head.scripts == []
    assert html.count("</script") == 1
    assert "<!--" not in html
    [data] = head.data
    assert data["name"] == HOSTILE
    assert head.metas["og:title"] == f"{HOSTILE}, {HOSTILE} · Pupitre"
    assert head.title == head.metas["og:title"]


# Over HTTP


@pytest.fixture
def published(table: str, at: SetClock) -> Space:
    at(NOW)
    page.forget()
    s3().put_object(Bucket=settings().site_bucket, Key="index.html", Body=DOCUMENT.read_bytes())
    return saved(a_shown_space())


def get(path: str) -> Any:
    return Gateway(app.app).call("GET", f"/api{path}")


def test_a_page_is_the_document_of_the_site_under_the_head_of_its_space(published: Space) -> None:
    answer = get(path_of(published))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=300"
    html = answer.body.decode()
    head = Head(html)
    assert '<div id="root"></div>' in html
    assert head.scripts == Head(DOCUMENT.read_text(encoding="utf-8")).scripts
    assert head.title == "La Fabrique de Belleville, Paris · Pupitre"
    assert head.links["canonical"] == f"{settings().public_url}{path_of(published)}"
    assert head.metas["description"] == published.description
    image = f"{settings().public_url}/media/im_1/share.jpg"
    assert {name: head.metas[f"og:{name}"] for name in ("image", "image:width", "image:height", "image:alt")} == {
        "image": image,
        "image:width": "1200",
        "image:height": "630",
        "image:alt": "La verrière",
    }
    assert head.metas["twitter:card"] == "summary_large_image"
    assert head.data[0]["@id"] == head.metas["og:url"] == head.links["canonical"]
    assert "robots" not in head.metas


def test_an_old_name_or_a_bare_id_leads_to_the_same_page(published: Space) -> None:
    expected = get(path_of(published)).body
    for path in ("/espaces/lyon/an-old-name-4k2q", "/espaces/sp_4k2q"):
        assert get(path).body == expected


@pytest.mark.parametrize(
    "path",
    [
        "/espaces/sp_unknown",
        "/espaces/paris/nobody-4k2",
        "/espaces/paris/-",
        "/espaces/p/" + 3000 * "x",
        "/espaces/p/%00'<",
        "/espaces/a/b",
    ],
)
def test_what_is_not_published_is_nothing_to_find(published: Space, path: str) -> None:
    answer = get(path)
    head = Head(answer.body.decode())
    assert (answer.status, answer.headers["Cache-Control"]) == (404, "no-store")
    assert (head.title, head.metas["robots"], head.data) == ("Pupitre", "noindex", [])


def test_a_draft_is_nothing_to_find(published: Space) -> None:
    saved(a_shown_space(id="sp_draft", status=SpaceStatus.DRAFT))
    assert get("/espaces/sp_draft").status == 404


def test_a_failure_still_gives_browsers_a_page(published: Space, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chalicelib.spaces.pages.live_space", lambda _: 1 / 0)
    answer = get(path_of(published))
    assert (answer.status, answer.headers["Cache-Control"]) == (500, "no-store")
    assert '<div id="root"></div>' in answer.body.decode()


def test_a_site_that_is_not_published_yet_says_so_in_words(table: str) -> None:
    page.forget()
    answer = get("/espaces/sp_1")
    assert (answer.status, answer.headers["Content-Type"]) == (503, "text/html; charset=utf-8")


def test_crawlers_are_told_of_every_space_and_of_no_other(published: Space) -> None:
    other = saved(a_shown_space(id="sp_other", name="L’Autre & Cie"))
    saved(a_shown_space(id="sp_draft", status=SpaceStatus.DRAFT))
    answer = get("/sitemap.xml")
    assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
    site = settings().public_url
    found = [
        line.split("<loc>")[1].split("</loc>")[0] for line in answer.body.decode().splitlines() if "<loc>" in line
    ]
    assert set(found) == {f"{site}/", f"{site}{path_of(published)}", f"{site}{path_of(other)}"}
    robots = get("/robots.txt").body.decode()
    assert robots.endswith(f"\nSitemap: {site}/sitemap.xml\n")
    assert "Disallow: /espaces" not in robots
