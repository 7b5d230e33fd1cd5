"""What a move changes on the counters: never more than the difference, and nothing where both spans lie."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.availability.slots import QUARTER, Shift, quarters, shifts_of
from chalicelib.core.period import Period

EPOCH = datetime(2027, 3, 27, 20, tzinfo=UTC)
PARIS = timedelta(hours=1)


def period(first: int, length: int) -> Period:
    return Period(EPOCH + first * QUARTER, EPOCH + (first + length) * QUARTER)


spans = st.builds(period, st.integers(0, 40), st.integers(1, 30))
held = st.lists(spans, min_size=1, max_size=3)
weights = st.integers(1, 20)


def carried(periods: list[Period], weight: int) -> Counter[int]:
    return Counter(dict.fromkeys(quarters(periods, PARIS), weight))


@given(held, weights, held, weights)
def test_old_places_plus_the_shifts_are_the_new_places(
    before: list[Period], old: int, after: list[Period], new: int
) -> None:
    counters = carried(before, old)
    for number, shift in shifts_of(before, old, after, new, most=0, offset=PARIS).items():
        counters[number] += shift.by
    assert +counters == carried(after, new)
    assert min(counters.values()) >= 0


@given(held, held, weights)
def test_a_quarter_of_both_spans_is_left_alone(before: list[Period], after: list[Period], weight: int) -> None:
    shifts = shifts_of(before, weight, after, weight, most=5, offset=PARIS)
    left, taken = set(quarters(before, PARIS)), set(quarters(after, PARIS))
    assert shifts == {
        **{number: Shift(weight, most=5) for number in taken - left},
        **{number: Shift(-weight) for number in left - taken},
    }


def test_a_quarter_that_gets_heavier_allows_for_what_the_booking_carried_there() -> None:
    """A room sold by seat when it was booked, and whole since."""
    shifts = shifts_of([period(0, 2)], 3, [period(1, 2)], 1000, most=0, offset=PARIS)
    assert sorted((shift.by, shift.most) for shift in shifts.values()) == [(-3, 0), (997, 3), (1000, 0)]
