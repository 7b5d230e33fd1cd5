"""What settings lack, what fits together, what of the past may change. Pure."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib.legal import policy
from chalicelib.legal.errors import IdentifierNeeded, PastIsFixed, SiretOfAnother, VatNumberOfAnother
from chalicelib.legal.model import (
    PLATFORM,
    Dated,
    PostalAddress,
    VatRegime,
    blank_settings,
    in_force,
    legal_day,
)
from tests.make.legal import SIGNED_AT, a_mandate, an_entity, platform_settings, ready_settings, under

DAY = date(2026, 11, 22)
COMPANY = ("legal_name", "legal_form", "siren", "siret", "registry", "address")


def test_nothing_is_missing_of_whoever_gave_everything() -> None:
    assert policy.missing(ready_settings(), DAY) == ()
    assert policy.missing(platform_settings(), DAY) == ()


def test_everything_is_missing_at_first_in_the_order_of_the_page() -> None:
    assert policy.missing(blank_settings("ho_1"), DAY) == (*COMPANY, "regime", "settlement_mode", "mandate")
    assert policy.missing(blank_settings(PLATFORM), DAY) == (*COMPANY, "regime")


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("legal_name", {"name": ""}),
        ("legal_form", {"form": ""}),
        ("capital", {"capital": None}),
        ("siret", {"siret": ""}),
        ("registry", {"register": ""}),
        ("address", {"address": PostalAddress("", "75019", "Paris")}),
        ("address", {"address": PostalAddress("12 rue Rébeval", "", "Paris")}),
        ("address", {"address": PostalAddress("12 rue Rébeval", "75019", "")}),
        ("vat_number", {"vat_number": ""}),
    ],
)
def test_each_thing_that_a_company_lacks_has_its_code(code: str, changes: dict[str, Any]) -> None:
    assert policy.missing(ready_settings(entity=an_entity(**changes)), DAY) == (code,)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("regime", {"regimes": ()}),
        ("regime", {"regimes": (Dated(DAY + timedelta(days=1), VatRegime.NORMAL),)}),
        ("settlement_mode", {"modes": ()}),
        ("mandate", {"mandate": None}),
        ("mandate", {"mandate": a_mandate(revoked_at=SIGNED_AT)}),
    ],
)
def test_each_thing_that_a_host_lacks_has_its_code(code: str, changes: dict[str, Any]) -> None:
    assert policy.missing(ready_settings(**changes), DAY) == (code,)


def test_a_mandate_does_not_pass_to_another_company() -> None:
    bought = ready_settings(entity=an_entity(siren="404833048", siret="40483304800014", vat_number="FR83404833048"))
    assert policy.missing(bought, DAY) == ("mandate",)


def test_who_charges_no_vat_needs_no_vat_number() -> None:
    franchise = under(ready_settings(entity=an_entity(vat_number="")), VatRegime.FRANCHISE)
    assert policy.missing(franchise, DAY) == ()


def test_a_public_body_has_no_form_no_capital_and_no_register() -> None:
    entity = an_entity(form="", capital=None, register="", vat_number="")
    assert policy.missing(under(ready_settings(entity=entity), VatRegime.PUBLIC_BODY), DAY) == ()


@pytest.mark.parametrize(
    ("form", "needed"),
    [
        ("SAS", True),
        ("S.A.R.L.", True),
        ("sasu au capital variable", True),
        ("Société à responsabilité limitée", True),
        ("Entreprise individuelle", False),
        ("EI", False),
        ("Association", False),
        ("", False),
    ],
)
def test_a_capital_is_asked_of_forms_that_have_one(form: str, needed: bool) -> None:
    assert policy.needs_capital(form) is needed


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (SiretOfAnother, {"siret": "40483304800014"}),
        (SiretOfAnother, {"siren": "", "vat_number": ""}),
        (VatNumberOfAnother, {"vat_number": "FR83404833048"}),
        (VatNumberOfAnother, {"vat_number": "DE136695976"}),
        (VatNumberOfAnother, {"siren": "", "siret": ""}),
    ],
)
def test_identifiers_carry_the_siren(refusal: type[Exception], changes: dict[str, Any]) -> None:
    policy.demand_coherent(an_entity())
    with pytest.raises(refusal):
        policy.demand_coherent(an_entity(**changes))


GERMAN = PostalAddress("Torstraße 1", "10119", "Berlin", country="DE")
GREEK = replace(GERMAN, country="GR")
AMERICAN = replace(GERMAN, country="US")
NO_NUMBERS: dict[str, Any] = {"siren": "", "siret": "", "vat_number": ""}


@pytest.mark.parametrize(
    "changes",
    [
        {"is_company": False, **NO_NUMBERS, "address": PostalAddress("", "", "")},
        {"siret": "", "vat_number": ""},
        {**NO_NUMBERS, "vat_number": "DE136695976", "address": GERMAN},
        {**NO_NUMBERS, "vat_number": "EL094259216", "address": GREEK},
        {**NO_NUMBERS, "address": AMERICAN},
    ],
)
def test_a_buyer_gives_what_his_country_knows_him_by(changes: dict[str, Any]) -> None:
    policy.demand_a_whole_buyer(an_entity(**changes))


@pytest.mark.parametrize(
    ("refusal", "pointer", "changes"),
    [
        (IdentifierNeeded, "address/line1", {"address": PostalAddress("", "75019", "Paris")}),
        (IdentifierNeeded, "address/city", {"address": PostalAddress("12 rue Rébeval", "75019", "")}),
        (IdentifierNeeded, "siren", NO_NUMBERS),
        (IdentifierNeeded, "vat_number", {**NO_NUMBERS, "address": GERMAN}),
        (VatNumberOfAnother, "vat_number", {"address": GERMAN}),
        (SiretOfAnother, "siret", {"siret": "40483304800014"}),
        (VatNumberOfAnother, "vat_number", {"vat_number": "FR83404833048"}),
    ],
)
def test_a_company_that_buys_is_told_which_field_is_wrong(
    refusal: type[IdentifierNeeded], pointer: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(refusal) as refused:
        policy.demand_a_whole_buyer(an_entity(**changes))
    assert refused.value.pointer == pointer


PAST = Dated(date(2026, 1, 1), 500)
TODAY = Dated(DAY, 700)
NEXT_YEAR = Dated(date(2027, 1, 1), 900)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [TODAY]),
        ([PAST], [PAST]),
        ([PAST], [NEXT_YEAR, PAST]),
        ([PAST, TODAY], [PAST, replace(TODAY, value=1)]),
        ([PAST, NEXT_YEAR], [PAST]),
    ],
)
def test_today_and_the_future_may_change(before: list[Dated[int]], after: list[Dated[int]]) -> None:
    kept = policy.demand_past_unchanged(before, after, today=DAY, pointer="x")
    assert kept == tuple(sorted(after, key=lambda one: one.since))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([PAST], []),
        ([PAST], [replace(PAST, value=1)]),
        ([PAST], [PAST, Dated(DAY - timedelta(days=1), 1)]),
        ([], [PAST]),
    ],
)
def test_the_past_never_changes(before: list[Dated[int]], after: list[Dated[int]]) -> None:
    with pytest.raises(PastIsFixed) as refused:
        policy.demand_past_unchanged(before, after, today=DAY, pointer="commissions")
    assert refused.value.pointer == "commissions"


def test_the_value_in_force_is_the_latest_that_began() -> None:
    values = [NEXT_YEAR, PAST, TODAY]
    days = [date(2025, 12, 31), PAST.since, DAY - timedelta(days=1), DAY, NEXT_YEAR.since]
    assert [in_force(values, day) for day in days] == [None, 500, 500, 700, 900]


def test_days_begin_at_midnight_in_paris() -> None:
    assert legal_day(SIGNED_AT.replace(month=7, day=1, hour=22)) == date(2027, 7, 2)
    assert legal_day(SIGNED_AT.replace(month=1, day=1, hour=22)) == date(2027, 1, 1)
