"""The page that an operator shows is what its figures say, in both languages, and tells every race."""

import json
import re
from typing import Any

import pytest

from tests.races.evidence import RACES
from tests.races.report import DOCS, LANGUAGES, page, pairs, rendered


@pytest.fixture(scope="module")
def figures() -> Any:
    return json.loads((DOCS / "race-report.json").read_text("utf-8"))


@pytest.mark.parametrize("name", ["race-report.json", "race-report.md", "race-report.svg"])
def test_the_page_is_made_of_its_figures_and_of_nothing_else(figures: Any, name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == rendered(figures)[name], "make race-report"


def test_the_figures_tell_every_race(figures: Any) -> None:
    assert sorted(figures["races"]) == sorted(RACES)


def test_both_languages_tell_the_same_figures(figures: Any) -> None:
    french, english = (re.findall(r"\d+", page(figures, language).replace(",", ".")) for language in LANGUAGES)
    assert french == english


def test_every_guard_that_was_shown_was_shown_to_matter(figures: Any) -> None:
    places = figures["races"]["full_room"]["places"]
    for pair in pairs(figures["races"]):
        assert pair.guarded == places < pair.unguarded
    assert all(figures["races"]["busy_day"]["forgotten"].values())


def test_a_figure_that_is_missing_is_not_passed_over(figures: Any) -> None:
    without = figures | {"races": figures["races"] | {"given_back": {}}}
    with pytest.raises(Exception, match="requests"):
        page(without, "fr")
