"""VAT on a room, by the place of the room and the day. Pure; the only place to look for a rate.

A service connected with immovable property is taxed where the property is (CGI 259 A 2°). Rates are those of the
standard rate: fitted-out space with services. The CGI's articles on VAT became articles of the CIBS on 2026-09-01
(ordonnance 2025-1247); they are cited here under the names that people still know.

A change of the law is one more row: the old one answers for the days before it.
"""

from collections.abc import Iterable
from datetime import date

from chalicelib.core.lazy import dataclass
from chalicelib.legal.errors import TerritoryWithoutTax
from chalicelib.legal.model import Exemption

FIRST = date(2014, 1, 1)
"""The day of the last change before the product was made; nothing was sold here earlier."""


@dataclass(frozen=True)
class VatRow:
    """What holds from `since` on in the postcodes that begin with one of `prefixes`. `rate` in basis points, None
    where none is configured."""

    territory: str
    prefixes: tuple[str, ...]
    rate: int | None
    since: date
    source: str
    exemption: Exemption | None = None


@dataclass(frozen=True)
class VatRule:
    """`version` names the row, for ever. `rate` in basis points; `exemption` says why it is 0."""

    version: str
    rate: int
    exemption: Exemption | None


METROPOLE = tuple(f"{number:02}" for number in range(1, 96))
"""20 is Corsica, whose own rates (CGI 297) leave such services at the standard one."""

TABLE: tuple[VatRow, ...] = (
    VatRow("metropole", METROPOLE, 2000, FIRST, "CGI 278; Corse : CGI 297, taux normal"),
    VatRow("monaco", ("980",), 2000, FIRST, "convention fiscale franco-monégasque du 18 mai 1963"),
    VatRow("guadeloupe", ("971",), 850, FIRST, "CGI 296, 1° a"),
    VatRow("martinique", ("972",), 850, FIRST, "CGI 296, 1° a"),
    VatRow("reunion", ("974",), 850, FIRST, "CGI 296, 1° a"),
    VatRow("guyane", ("973",), 0, FIRST, "CGI 294-1", Exemption.TERRITORY),
    VatRow("mayotte", ("976",), 0, FIRST, "CGI 294-1", Exemption.TERRITORY),
    VatRow("saint-barthelemy", ("97133", "977"), None, FIRST, "CGCT LO 6214-4 : fiscalité propre"),
    VatRow("saint-martin", ("97150", "978"), None, FIRST, "CGCT LO 6314-4 : fiscalité propre"),
    VatRow("saint-pierre-et-miquelon", ("975",), None, FIRST, "CGCT LO 6414-1 : fiscalité propre"),
    VatRow("terres-australes", ("984",), None, FIRST, "hors du territoire de la TVA"),
    VatRow("wallis-et-futuna", ("986",), None, FIRST, "hors du territoire de la TVA"),
    VatRow("polynesie", ("987",), None, FIRST, "fiscalité propre (TVA polynésienne)"),
    VatRow("nouvelle-caledonie", ("988",), None, FIRST, "fiscalité propre (taxe générale sur la consommation)"),
)


def rule_of(postcode: str, day: date, table: Iterable[VatRow] = TABLE) -> VatRule:
    """The row of the longest prefix, the latest that began on `day` or before.

    Raises TerritoryWithoutTax, also for a postcode that no row knows.
    """
    fitting = [
        (len(prefix), row.since, row)
        for row in table
        for prefix in row.prefixes
        if len(postcode) == 5 and postcode.isascii() and postcode.isdigit()
        if postcode.startswith(prefix) and row.since <= day
    ]
    row = max(fitting, key=lambda found: found[:2])[2] if fitting else None
    if row is None or row.rate is None:
        raise TerritoryWithoutTax(postcode)
    return VatRule(f"{row.territory}/{row.since.isoformat()}", row.rate, row.exemption)


def rule_named(version: str, table: Iterable[VatRow] = TABLE) -> VatRule:
    """The row that a sale was made under. Raises LookupError."""
    for row in table:
        if row.rate is not None and f"{row.territory}/{row.since.isoformat()}" == version:
            return VatRule(version, row.rate, row.exemption)
    raise LookupError(version)
