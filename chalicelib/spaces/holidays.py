"""Public holidays where a space stands, for its host to close on or not: they close nothing by themselves."""

from datetime import date

from chalicelib.core.errors import Language
from chalicelib.core.lazy import dataclass

OF_DEPARTMENT = {"57": "57", "67": "6AE", "68": "6AE"}
"""Alsace and Moselle have two more (ordonnance du 16 août 1892)."""

OF_TERRITORY = {
    "971": "971", "972": "972", "973": "973", "974": "974", "975": "PM", "976": "976", "977": "BL", "978": "MF",
    "986": "WF", "987": "PF", "988": "NC",
}  # fmt: skip
"""Overseas: the abolition of slavery, and what each territory has added."""

WORDS = {"fr": "fr", "en": "en_US"}


@dataclass(frozen=True)
class Holiday:
    day: date
    name: str


def public_holidays(postcode: str, first: date, last: date, language: Language) -> list[Holiday]:
    """Those of `postcode` from `first` to `last`, in order."""
    # 0.2 s: only this question pays for it.
    from holidays import country_holidays

    place = OF_TERRITORY.get(postcode[:3]) or OF_DEPARTMENT.get(postcode[:2])
    years = range(first.year, last.year + 1)
    found = country_holidays("FR", subdiv=place, years=years, language=WORDS[language])
    return [Holiday(day, name) for day, name in sorted(found.items()) if first <= day <= last]
