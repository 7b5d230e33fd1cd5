from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.identity.model import User
from chalicelib.kit import outbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import texts
from chalicelib.legal.errors import CompanyIsFixed, MandateChanged, NoMandate, SettingsFirst, StillNeeded
from chalicelib.legal.facts import MandateAccepted, MandateFact, MandateRevoked
from chalicelib.legal.mandate import accept_mandate, mandate_of, mandates_of, revoke_mandate
from chalicelib.legal.model import BillingSettings, Mandate
from chalicelib.legal.schemas import BillingSettingsBody
from chalicelib.legal.settings import save_settings, settings_of
from chalicelib.legal.texts import CURRENT, TextKind, current_mandate, current_terms, is_terms_current, text_of
from tests.make.identity import NOW, work
from tests.make.legal import (
    LONG_AGO,
    PLATFORM_SIREN,
    PLATFORM_SIRET,
    PLATFORM_VAT_NUMBER,
    SIREN,
    entity_body,
    ready_settings,
    saved,
    settings_body,
)

pytestmark = pytest.mark.usefixtures("table")
HOST = "ho_1"
ADA = User("sub-ada", "ada@example.org", "Ada", "Lovelace", "fr")
HOUR = timedelta(hours=1)


def accept(hours: int = 0, version: str | None = None) -> BillingSettings:
    uow = work(ADA.id, now=NOW + hours * HOUR)
    return accept_mandate(HOST, version or current_mandate(), signer=ADA, uow=uow)


def revoke(hours: int) -> BillingSettings:
    return revoke_mandate(HOST, uow=work(ADA.id, now=NOW + hours * HOUR))


def mandate_facts() -> list[MandateFact]:
    facts = (recorded.fact for recorded in outbox.facts_of(f"HOST#{HOST}"))
    return [fact for fact in facts if isinstance(fact, MandateFact)]


@pytest.fixture(autouse=True)
def complete(table: str) -> None:
    saved(ready_settings(HOST, mandate=None))


def test_an_acceptance_keeps_who_what_when_and_from_where() -> None:
    settings = accept()
    assert settings.active_mandate == Mandate(
        host_id=HOST,
        version=current_mandate(),
        signer_id=ADA.id,
        signer_name="Ada Lovelace",
        accepted_at=NOW,
        ip="203.0.113.7",
        terms=current_terms(),
        entity_name="La Fabrique SAS",
        siren=SIREN,
    )
    assert settings_of(HOST) == settings
    assert mandates_of(HOST) == [settings.mandate]


def test_an_acceptance_is_one_fact_that_leads_to_the_mandate() -> None:
    settings = accept()
    [fact] = mandate_facts()
    assert fact == MandateAccepted(
        subject="HOST#ho_1",
        host_id=HOST,
        version=current_mandate(),
        terms=current_terms(),
        accepted_at=NOW.isoformat(),
    )
    assert mandate_of(fact) == settings.mandate


def test_only_the_current_text_can_be_accepted() -> None:
    with pytest.raises(MandateChanged) as refused:
        accept(version="2025-01")
    assert refused.value.params == {"current": current_mandate()}
    assert mandates_of(HOST) == []


def test_accepting_twice_is_accepting_once() -> None:
    first = accept()
    assert accept(hours=1) == first
    assert len(mandate_facts()) == 1


def test_a_mandate_needs_to_know_who_gives_it() -> None:
    with pytest.raises(SettingsFirst) as refused:
        accept_mandate("ho_unsaved", current_mandate(), signer=ADA, uow=work())
    assert "siren" in refused.value.params["missing"]


def test_a_revocation_ends_it_and_the_history_stays() -> None:
    accepted = accept().mandate
    assert accepted
    settings = revoke(hours=2)
    assert settings.active_mandate is None
    assert settings.version == 3
    assert mandates_of(HOST) == [replace(accepted, revoked_at=NOW + 2 * HOUR)]
    assert isinstance(mandate_facts()[1], MandateRevoked)
    again = accept(hours=3)
    assert [one.is_active for one in mandates_of(HOST)] == [True, False]
    assert again.active_mandate == mandates_of(HOST)[0]


def test_what_is_not_there_cannot_be_revoked() -> None:
    with pytest.raises(NoMandate):
        revoke(hours=0)
    accept()
    revoke(hours=1)
    with pytest.raises(NoMandate):
        revoke(hours=2)


def test_a_new_text_replaces_the_old_mandate_which_stays_valid_until_then(monkeypatch: pytest.MonkeyPatch) -> None:
    first = accept().mandate
    assert first
    monkeypatch.setitem(texts.CURRENT, TextKind.MANDATE, "2027-05")
    found = settings_of(HOST)
    assert found
    assert found.active_mandate == first
    accept(hours=1, version="2027-05")
    newest, oldest = mandates_of(HOST)
    assert (newest.version, newest.is_active) == ("2027-05", True)
    assert oldest.revoked_at == NOW + HOUR


def page(**entity: Any) -> BillingSettingsBody:
    """The host's page as it was, with some of the company's details typed otherwise."""
    body = settings_body(LONG_AGO)
    return BillingSettingsBody.model_validate(body | {"entity": entity_body(**entity)})


def test_whoever_gave_a_mandate_stays_that_company() -> None:
    given = accept()
    another = page(siren=PLATFORM_SIREN, siret=PLATFORM_SIRET, vat_number=PLATFORM_VAT_NUMBER)
    with pytest.raises(CompanyIsFixed):
        save_settings(HOST, another, expected=given.version, uow=work(ADA.id))
    assert settings_of(HOST) == given


def test_what_invoices_name_may_change_and_is_never_emptied() -> None:
    given = accept()
    with pytest.raises(StillNeeded) as refused:
        save_settings(HOST, page(vat_number=""), expected=given.version, uow=work(ADA.id))
    assert refused.value.params["missing"] == ["vat_number"]
    moved = save_settings(HOST, page(name="La Grande Fabrique SAS"), expected=given.version, uow=work(ADA.id))
    assert moved.entity.name == "La Grande Fabrique SAS"


def test_of_two_people_who_accept_at_once_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    meanwhile = [lambda: accept()]
    commit = UnitOfWork.commit

    def commit_second(uow: UnitOfWork) -> None:
        if meanwhile:
            meanwhile.pop()()
        commit(uow)

    monkeypatch.setattr(UnitOfWork, "commit", commit_second)
    with pytest.raises(StaleVersion):
        accept(hours=1)
    assert [one.accepted_at for one in mandates_of(HOST)] == [NOW]
    assert len(mandate_facts()) == 1


def test_every_current_text_is_there_in_both_languages_and_says_its_version() -> None:
    for kind, version in CURRENT.items():
        french, english = text_of(kind, version, "fr"), text_of(kind, version, "en")
        for text in (french, english):
            assert f"Version {version}" in text.body
            assert "{" not in text.body
        headings = [[line for line in text.body.splitlines() if line.startswith("## ")] for text in (french, english)]
        assert len(headings[0]) == len(headings[1]) > 4
        assert french.title != english.title


def test_there_is_no_text_of_another_version() -> None:
    assert is_terms_current(current_terms())
    assert not is_terms_current("2020-01")
    for version in ("2020-01", "../mandate-2026-11", ""):
        with pytest.raises(LookupError):
            text_of(TextKind.TERMS, version, "fr")


@pytest.mark.parametrize(
    "promise",
    [
        "les factures et les avoirs de toutes les réservations payantes",
        "« Autofacturation »",
        "seul responsable de ses obligations de facturation et de TVA",
        "sept jours pour la contester",
        "une série de numéros qui lui est propre",
        "révoquer ce mandat à tout moment",
        "envoyée par e-mail",
    ],
)
def test_the_mandate_says_what_the_law_asks(promise: str) -> None:
    assert promise in text_of(TextKind.MANDATE, current_mandate(), "fr").body
