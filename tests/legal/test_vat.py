from datetime import date, timedelta

import pytest

from chalicelib.legal.errors import TerritoryWithoutTax
from chalicelib.legal.model import Exemption
from chalicelib.legal.vat import TABLE, VatRow, rule_of

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("postcode", "rate", "exemption"),
    [
        ("75019", 2000, None),
        ("01000", 2000, None),
        ("95880", 2000, None),
        ("20000", 2000, None),  # Ajaccio
        ("98000", 2000, None),  # Monaco
        ("97110", 850, None),  # Pointe-à-Pitre
        ("97200", 850, None),
        ("97400", 850, None),
        ("97300", 0, Exemption.TERRITORY),
        ("97600", 0, Exemption.TERRITORY),
    ],
)
def test_the_rate_is_that_of_the_place(postcode: str, rate: int, exemption: Exemption | None) -> None:
    rule = rule_of(postcode, DAY)
    assert (rule.rate, rule.exemption) == (rate, exemption)


@pytest.mark.parametrize(
    "postcode",
    ["97133", "97150", "97500", "98400", "98600", "98700", "98800", "00100", "96000", "97000", "97900", "99123"],
)
def test_a_place_without_a_configured_tax_is_refused(postcode: str) -> None:
    with pytest.raises(TerritoryWithoutTax) as refused:
        rule_of(postcode, DAY)
    assert refused.value.params == {"postcode": postcode}


@pytest.mark.parametrize("postcode", ["", "7501", "750190", "7501A", "٧٥٠١٩"])
def test_what_is_no_postcode_has_no_rate(postcode: str) -> None:
    with pytest.raises(TerritoryWithoutTax):
        rule_of(postcode, DAY)


def test_a_new_law_is_one_more_row_and_the_old_one_answers_for_its_days() -> None:
    change = date(2028, 1, 1)
    table = [*TABLE, VatRow("reunion", ("974",), 900, change, "loi à venir")]
    assert rule_of("97400", change - timedelta(days=1), table).rate == 850
    assert rule_of("97400", change, table).rate == 900
    assert rule_of("97400", change, table).version == "reunion/2028-01-01"


def test_each_row_has_its_day_its_source_and_a_name_of_its_own() -> None:
    assert all(row.source and row.since for row in TABLE)
    assert len({(row.territory, row.since) for row in TABLE}) == len(TABLE)


def test_a_day_before_the_table_begins_has_no_rate() -> None:
    with pytest.raises(TerritoryWithoutTax):
        rule_of("75019", date(2013, 12, 31))
