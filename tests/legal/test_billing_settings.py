from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import Fact
from chalicelib.kit import outbox
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import store
from chalicelib.legal.errors import PastIsFixed, SiretOfAnother
from chalicelib.legal.facts import BillingSettingsSaved
from chalicelib.legal.model import PLATFORM, BillingSettings, Dated, SettlementMode, VatRegime, legal_day
from chalicelib.legal.schemas import BillingSettingsBody, DatedRate, PlatformSettingsBody
from chalicelib.legal.settings import (
    save_commissions,
    save_platform_settings,
    save_settings,
    settings_of,
)
from tests.make.identity import NOW, work
from tests.make.legal import entity_body, platform_body, ready_settings, saved, settings_body

pytestmark = pytest.mark.usefixtures("table")
TODAY = legal_day(NOW)
HOST = "ho_1"


def save(expected: int = 0, *, now: datetime = NOW, **changes: Any) -> BillingSettings:
    body = BillingSettingsBody.model_validate(settings_body(TODAY) | changes)
    return save_settings(HOST, body, expected=expected, uow=work("sub-ada", now=now))


def facts_of(owner_id: str = HOST) -> list[Fact]:
    return [recorded.fact for recorded in outbox.facts_of(f"HOST#{owner_id}")]


def regime(since: date, value: str) -> dict[str, str]:
    return {"since": since.isoformat(), "regime": value}


def test_settings_read_as_they_were_saved() -> None:
    assert settings_of(HOST) is None
    settings = save()
    assert settings.version == 1
    assert settings.entity.register == "RCS Paris"
    assert settings.regimes == (Dated(TODAY, VatRegime.NORMAL),)
    assert settings.modes == (Dated(TODAY, SettlementMode.PER_BOOKING),)
    assert settings_of(HOST) == settings


def test_what_was_saved_whole_with_a_mandate_and_rates_comes_back_whole() -> None:
    settings = saved(ready_settings(HOST, commissions=(Dated(TODAY, 700),), logo="logos/x.png", footer="Un\nDeux"))
    assert settings_of(HOST) == settings


def test_a_page_may_be_saved_before_it_is_complete() -> None:
    settings = save(entity={"name": "La Fabrique"}, regimes=[], modes=[])
    assert (settings.entity.name, settings.entity.siren, settings.regimes) == ("La Fabrique", "", ())


def test_an_edit_tells_the_old_and_the_new_values() -> None:
    save()
    later = NOW + timedelta(hours=1)
    save(1, now=later, entity=entity_body(name="La Fabrique SARL", form="SARL"), payment_days=45)
    assert isinstance(facts_of()[0], BillingSettingsSaved)
    assert facts_of()[1] == BillingSettingsSaved(
        subject="HOST#ho_1",
        host_id=HOST,
        changes={
            "entity.name": ["La Fabrique SAS", "La Fabrique SARL"],
            "entity.form": ["SAS", "SARL"],
            "payment_days": [30, 45],
        },
    )


def test_an_edit_that_changes_nothing_writes_nothing() -> None:
    first = save()
    assert save(1) == first
    assert len(facts_of()) == 1


@pytest.mark.parametrize("expected", [0, 2])
def test_an_edit_of_another_version_is_refused(expected: int) -> None:
    save()
    with pytest.raises(StaleVersion):
        save(expected, payment_days=10)


def test_a_first_save_names_version_zero() -> None:
    with pytest.raises(StaleVersion):
        save(1)


@pytest.mark.parametrize("already", [0, 1])
def test_of_two_edits_of_one_version_one_is_refused(already: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other one commits after this one has read and before it writes."""
    if already:
        save()
    meanwhile = [lambda: save(already, payment_days=7)]
    commit = UnitOfWork.commit

    def commit_second(uow: UnitOfWork) -> None:
        if meanwhile:
            meanwhile.pop()()
        commit(uow)

    monkeypatch.setattr(UnitOfWork, "commit", commit_second)
    with pytest.raises(StaleVersion):
        save(already, payment_days=8)
    found = settings_of(HOST)
    assert found
    assert (found.payment_days, found.version) == (7, already + 1)
    assert len(facts_of()) == already + 1


def test_a_regime_changes_from_a_day_to_come_and_the_past_is_left_alone() -> None:
    save()
    later = NOW + timedelta(days=30)
    day = legal_day(later)
    whole = [regime(TODAY, "normal"), regime(day, "franchise")]
    assert save(1, now=later, regimes=whole).regimes == (
        Dated(TODAY, VatRegime.NORMAL),
        Dated(day, VatRegime.FRANCHISE),
    )
    corrected = [regime(TODAY, "normal"), regime(day, "debits")]
    assert save(2, now=later, regimes=corrected).regimes[1].value is VatRegime.DEBITS
    with pytest.raises(PastIsFixed) as refused:
        save(3, now=later, regimes=[regime(TODAY, "franchise")])
    assert refused.value.pointer == "regimes"


def test_a_settlement_mode_cannot_begin_yesterday() -> None:
    with pytest.raises(PastIsFixed) as refused:
        save(modes=[{"since": (TODAY - timedelta(days=1)).isoformat(), "mode": "monthly"}])
    assert refused.value.pointer == "modes"


def test_identifiers_of_another_company_point_at_their_field() -> None:
    with pytest.raises(SiretOfAnother) as refused:
        save(entity=entity_body(siret="40483304800014"))
    assert refused.value.pointer == "entity/siret"


def test_a_save_keeps_the_mandate_the_logo_and_the_commissions() -> None:
    before = saved(ready_settings(HOST, logo="logos/x.png", commissions=(Dated(TODAY, 700),), regimes=(), modes=()))
    after = save(1)
    assert (after.mandate, after.logo, after.commissions) == (before.mandate, before.logo, before.commissions)


def test_the_platform_has_settings_of_its_own_told_in_its_own_journal() -> None:
    body = PlatformSettingsBody.model_validate(platform_body(TODAY))
    settings = save_platform_settings(body, expected=0, uow=work("sub-operator"))
    assert settings_of(PLATFORM) == settings
    assert settings.commissions == (Dated(TODAY, 1000),)
    assert [fact.host_id for fact in facts_of(PLATFORM)] == [None]


def test_the_operator_sets_a_host_s_own_commission_even_before_the_host_saved_anything() -> None:
    rates = [DatedRate(since=TODAY, rate=0)]
    assert save_commissions(HOST, rates, expected=0, uow=work("sub-operator")).version == 1
    with pytest.raises(PastIsFixed):
        save_commissions(HOST, [], expected=1, uow=work(now=NOW + timedelta(days=1)))
    found = store.settings(HOST)
    assert found
    assert found.commissions == (Dated(TODAY, 0),)
