"""What a space's page says of itself to machines: title, description, one address, a picture, schema.org. Pure.

Vocabulary: schema.org LocalBusiness, Open Graph (ogp.me), Twitter's cards. In French, the language of the addresses.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from typing import Any

from chalicelib.core.money import with_vat
from chalicelib.images.model import SHARE, Size, picture_urls, share_url
from chalicelib.legal.model import Condition
from chalicelib.spaces.model import OpenInterval, Space, clock_of
from chalicelib.spaces.public_path import path_of

SITE = "Pupitre"
LONGEST_DESCRIPTION = 200
PLAIN_IMAGE = "/share.png"
"""Ours, for a space without photos."""
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MIDNIGHT = 24 * 60
UNITS = {
    "hour": "l'heure",
    "half_day": "la demi-journée",
    "day": "la journée",
    "week": "la semaine",
    "month": "le mois",
}
Data = dict[str, Any]


def head_of(space: Space, condition: Condition, *, site: str, today: date) -> str:
    """HTML for a document's head. `site` is where the site is, without a slash at the end; `today` the space's."""
    title = f"{space.name}, {space.address.city} · {SITE}"
    tags = [f"<title>{escape(title)}</title>", *_tags(space, title, description_of(space), site)]
    data = business(space, condition, site=site, today=today)
    return "\n    ".join([*tags, f'<script type="application/ld+json">{_harmless(data)}</script>'])


def description_of(space: Space) -> str:
    words = " ".join(space.description.split())
    if not words:
        return f"Salles et postes de travail à réserver à {space.address.city}, à l'heure ou à la journée."
    if len(words) <= LONGEST_DESCRIPTION:
        return words
    return f"{words[:LONGEST_DESCRIPTION].rpartition(' ')[0] or words[:LONGEST_DESCRIPTION]}…"


def image_of(space: Space) -> str:
    """The path of the picture that is shown beside a link."""
    return share_url(space.pictures[0].image_id) if space.pictures else PLAIN_IMAGE


def business(space: Space, condition: Condition, *, site: str, today: date) -> Data:
    """A schema.org LocalBusiness; what is not known is left out."""
    url = site + path_of(space)
    where, price = space.location, price_range(space, condition)
    pictures = [picture_urls(one.image_id)[Size.LARGE] for one in space.pictures]
    known: Data = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "@id": url,
        "url": url,
        "name": space.name,
        "description": description_of(space),
        "image": [site + path for path in (image_of(space), *pictures)],
        "address": _address(space),
        "geo": where and {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude},
        "telephone": space.contact_phone,
        "priceRange": price,
        "openingHoursSpecification": [
            entry
            for weekday, hours in zip(WEEKDAYS, space.opening_hours, strict=True)
            for entry in _hours(hours, dayOfWeek=f"https://schema.org/{weekday}")
        ],
        "specialOpeningHoursSpecification": list(_exceptions(space, today)),
    }
    return {name: value for name, value in known.items() if value}


def price_range(space: Space, condition: Condition) -> str:
    """« À partir de 4,80 € TTC l'heure »: the least price of the shortest unit that anything is sold by. The tax is
    left out of a price that was typed without it while its rate is not known."""
    tariffs = [room.tariff for room in space.rooms if room.tariff]
    for unit, words in UNITS.items():
        prices = [(price, tariff.basis) for tariff in tariffs if (price := getattr(tariff, unit)) is not None]
        if prices and condition.terms:
            least = min(with_vat(price, basis, condition.terms.vat_rate).ttc for price, basis in prices)
            return f"À partir de {_euros(least)} TTC {words}"
        if prices:
            least, basis = min(prices)
            return f"À partir de {_euros(least)} {basis} {words}"
    return "Gratuit" if space.rooms else ""


def _tags(space: Space, title: str, description: str, site: str) -> Iterator[str]:
    url, image = site + path_of(space), site + image_of(space)
    alt = (space.pictures[0].alt if space.pictures else "") or space.name
    width, height = SHARE
    yield f'<meta name="description" content="{escape(description)}" />'
    yield f'<link rel="canonical" href="{escape(url)}" />'
    for name, content in {
        "og:type": "website",
        "og:site_name": SITE,
        "og:locale": "fr_FR",
        "og:title": title,
        "og:description": description,
        "og:url": url,
        "og:image": image,
        "og:image:width": f"{width}",
        "og:image:height": f"{height}",
        "og:image:alt": alt,
    }.items():
        yield f'<meta property="{name}" content="{escape(content)}" />'
    yield '<meta name="twitter:card" content="summary_large_image" />'


def _address(space: Space) -> Data:
    address = space.address
    return {
        "@type": "PostalAddress",
        "streetAddress": ", ".join(filter(None, (address.line1, address.line2))),
        "postalCode": address.postcode,
        "addressLocality": address.city,
        "addressCountry": address.country,
    }


def _exceptions(space: Space, today: date) -> Iterator[Data]:
    for one in space.exceptional_days:
        if one.day >= today:
            span = {"validFrom": f"{one.day}", "validThrough": f"{one.day}"}
            # Opening and closing at midnight is how schema.org says closed.
            yield from _hours(one.hours or (OpenInterval(0, 0),), **span)


def _hours(hours: Iterable[OpenInterval], **when: str) -> Iterator[Data]:
    for one in hours:
        # The last minute: a time of the day ends before 24:00 there.
        closes = "23:59" if one.closes == MIDNIGHT else clock_of(one.closes)
        yield {"@type": "OpeningHoursSpecification", **when, "opens": clock_of(one.opens), "closes": closes}


def _euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02} €"


def _harmless(data: Data) -> str:
    """JSON that can end no script and begin no comment, whatever somebody called his space."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
