"""Who somebody is, as lines of text."""

from collections.abc import Iterator

from chalicelib.billing.rendering.figures import NBSP, short_money
from chalicelib.billing.rendering.labels import LABELS, country
from chalicelib.core.errors import Language
from chalicelib.legal.model import LegalEntity


def legal_form(entity: LegalEntity, language: Language) -> str:
    """« SAS au capital de 10 000 €, RCS Paris 732 829 320 »: what C. com. R.123-237 asks of a company's documents."""
    capital = ""
    if entity.capital is not None:
        capital = LABELS[language]["capital"].format(capital=short_money(entity.capital, language))
    form = " ".join(filter(None, [entity.form, capital]))
    register = f"{entity.register} {grouped(entity.siren)}" if entity.register and entity.siren else entity.register
    return ", ".join(filter(None, [form, register]))


def address_lines(entity: LegalEntity, language: Language, *, abroad: bool) -> Iterator[str]:
    """`abroad`: the other side is in another country, so both say theirs."""
    address = entity.address
    yield from filter(None, [address.line1, address.line2])
    yield f"{address.postcode} {address.city}".strip()
    if abroad:
        yield country(address.country, language)


def number_lines(entity: LegalEntity, language: Language) -> Iterator[str]:
    """The SIRET holds the SIREN, so one of both is printed."""
    if entity.siret:
        yield f"SIRET {grouped(entity.siret[:9])}{NBSP}{entity.siret[9:]}"
    elif entity.siren:
        yield f"SIREN {grouped(entity.siren)}"
    if entity.vat_number:
        yield f"{LABELS[language]['vat_number']} {entity.vat_number}"


def grouped(digits: str) -> str:
    return NBSP.join(digits[start : start + 3] for start in range(0, len(digits), 3))
