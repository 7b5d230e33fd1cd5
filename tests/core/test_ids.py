"""Identifiers: what they look like, and when two of them are one."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.core.ids import derived_id, new_id
from chalicelib.kit.http import IDENTIFIER

SHAPE = re.compile(r"bk_[0-9a-hjkmnp-tv-z]{26}")
parts = st.lists(st.text(st.characters(exclude_characters="\x1f", codec="utf-8")), min_size=1, max_size=4)


def test_a_new_one_is_never_an_old_one() -> None:
    made = {new_id("bk") for _ in range(1000)}
    assert len(made) == 1000
    assert all(SHAPE.fullmatch(one) and IDENTIFIER.fullmatch(one) for one in made)


@settings(deadline=None)
@given(parts, parts)
def test_a_derived_one_is_the_same_exactly_for_the_same_parts(one: list[str], other: list[str]) -> None:
    assert SHAPE.fullmatch(derived_id("bk", *one))
    assert (derived_id("bk", *one) == derived_id("bk", *other)) is (one == other)


def test_a_derived_one_never_changes_between_releases() -> None:
    assert derived_id("bk", "user", "key") == "bk_vpfkcsj0fq0t4vwx828c3nd1ej"
