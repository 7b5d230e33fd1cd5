"""Numbers follow each other, begin anew each year, and never go back with a clock."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.billing.model import Kind, Series
from chalicelib.billing.numbering import Head, number_of

NEW_YEAR = datetime(2028, 1, 1, tzinfo=UTC)
SERIES = Series("ho_1", Kind.INVOICE)


def given_on(head: Head, *days: date) -> tuple[Head, list[str]]:
    numbers = []
    for day in days:
        head, number = head.next(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), day)
        numbers.append(number)
    return head, numbers


def test_the_first_number_of_a_series_is_one() -> None:
    assert given_on(Head(SERIES), date(2027, 3, 15))[1] == ["F-2027-000001"]


def test_numbers_begin_anew_each_year() -> None:
    days = [date(2027, 12, 30), date(2027, 12, 31), date(2028, 1, 1), date(2028, 1, 1), date(2030, 1, 1)]
    assert given_on(Head(SERIES), *days)[1] == [
        "F-2027-000001", "F-2027-000002", "F-2028-000001", "F-2028-000002", "F-2030-000001",
    ]  # fmt: skip


def test_a_clock_that_goes_back_into_the_old_year_does_not_take_the_numbers_along() -> None:
    numbers = given_on(Head(SERIES), date(2027, 12, 31), date(2028, 1, 1), date(2027, 12, 31))[1]
    assert numbers == ["F-2027-000001", "F-2028-000001", "F-2028-000002"]


def test_nothing_is_dated_before_what_was_issued_last() -> None:
    head = Head(SERIES, year=2028, last=1, last_at=NEW_YEAR, version=1)
    assert head.not_before(NEW_YEAR - timedelta(seconds=1)) == NEW_YEAR
    assert head.not_before(NEW_YEAR + timedelta(seconds=1)) == NEW_YEAR + timedelta(seconds=1)
    assert Head(SERIES).not_before(NEW_YEAR) == NEW_YEAR


@given(st.lists(st.dates(date(2027, 1, 1), date(2031, 12, 31)), min_size=1))
def test_whatever_the_clock_does_numbers_have_no_gap_and_no_double(days: list[date]) -> None:
    _, numbers = given_on(Head(SERIES), *days)
    pairs = [(int(number[2:6]), int(number[7:])) for number in numbers]
    assert pairs == sorted(set(pairs))
    for year in {year for year, _ in pairs}:
        counts = [count for each, count in pairs if each == year]
        assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("count", [1, 999_999, 12_345_678])
def test_a_number_is_short_and_made_of_allowed_characters(kind: Kind, count: int) -> None:
    """BR-FR-01: at most 35 characters; BR-FR-02: letters, digits and a few signs, the hyphen among them."""
    number = number_of(kind, 2027, count)
    assert len(number) <= 35
    assert re.fullmatch(r"[A-Z]+-2027-[0-9]{6,}", number)


def test_no_two_kinds_share_a_number() -> None:
    assert len({number_of(kind, 2027, 1) for kind in Kind}) == len(Kind)
