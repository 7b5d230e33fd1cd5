"""Facts outlive the code that wrote them."""

from chalicelib.core.facts import Fact, changes_between, fact_of
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class LampLit(Fact):
    """Something that no domain knows."""

    watts: int
    colour: str = "white"


def test_a_fact_comes_back_as_it_was() -> None:
    lit = LampLit(subject="LAMP#1", host_id="ho_1", watts=0, changes={"on": [False, True]})
    assert fact_of(lit.kind, lit.data()) == lit


def test_a_field_that_newer_code_dropped_is_ignored() -> None:
    assert fact_of("LampLit", {"subject": "LAMP#1", "watts": 4, "socket": "E27"}) == LampLit(
        subject="LAMP#1", watts=4
    )


def test_a_field_that_newer_code_added_takes_its_default() -> None:
    rebuilt = fact_of("LampLit", {"subject": "LAMP#1", "watts": 4})
    assert isinstance(rebuilt, LampLit)
    assert rebuilt.colour == "white"


def test_only_values_that_differ_are_changes() -> None:
    assert changes_between({"a": 1, "b": 2, "gone": 3}, {"a": 1, "b": 4, "new": 0}) == {
        "b": [2, 4],
        "gone": [3, None],
        "new": [None, 0],
    }
