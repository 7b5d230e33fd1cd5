from datetime import date, timedelta

import pytest

from chalicelib.legal.errors import CannotSell
from chalicelib.legal.model import (
    PLATFORM,
    Condition,
    ConnectedState,
    Dated,
    Exemption,
    Place,
    SellingTerms,
    SettlementMode,
    VatCategory,
    VatRegime,
)
from chalicelib.legal.selling import conditions, readiness, selling_terms
from chalicelib.legal.texts import current_mandate, current_terms
from tests.make.legal import LONG_AGO, an_account, in_mode, platform_settings, ready_settings, saved, under

pytestmark = pytest.mark.usefixtures("table")

HOST = "ho_fabrique"
DAY = date(2027, 3, 1)
PARIS, SAINT_DENIS, CAYENNE, GUSTAVIA = "75019", "97400", "97300", "97133"


@pytest.fixture
def platform(table: str) -> None:
    saved(platform_settings())


def test_per_booking_the_host_sells_with_the_rate_of_the_place(platform: None) -> None:
    saved(ready_settings(HOST))
    assert selling_terms(HOST, PARIS, DAY) == SellingTerms(
        mode=SettlementMode.PER_BOOKING,
        seller_id=HOST,
        seller_name="La Fabrique SAS",
        regime=VatRegime.NORMAL,
        vat_category=VatCategory.STANDARD,
        vat_rate=2000,
        vat_rule="metropole/2014-01-01",
        commission_rate=0,
        mandate=current_mandate(),
        terms=current_terms(),
    )
    assert selling_terms(HOST, SAINT_DENIS, DAY).vat_rate == 850


@pytest.mark.parametrize(
    ("regime", "category", "exemption"),
    [
        (VatRegime.FRANCHISE, VatCategory.EXEMPT, Exemption.FRANCHISE),
        (VatRegime.PUBLIC_BODY, VatCategory.OUTSIDE, Exemption.PUBLIC_BODY),
    ],
)
def test_a_host_who_charges_no_vat_says_why(
    platform: None, regime: VatRegime, category: VatCategory, exemption: Exemption
) -> None:
    saved(under(ready_settings(HOST), regime))
    terms = selling_terms(HOST, PARIS, DAY)
    assert (terms.regime, terms.vat_category, terms.vat_rate, terms.exemption) == (regime, category, 0, exemption)


def test_where_vat_does_not_apply_the_place_says_why(platform: None) -> None:
    saved(under(ready_settings(HOST), VatRegime.DEBITS))
    terms = selling_terms(HOST, CAYENNE, DAY)
    assert (terms.vat_category, terms.vat_rate, terms.exemption) == (VatCategory.EXEMPT, 0, Exemption.TERRITORY)


def test_monthly_the_platform_sells_under_its_own_regime_with_the_rate_of_the_place() -> None:
    saved(in_mode(under(ready_settings(HOST), VatRegime.FRANCHISE), SettlementMode.MONTHLY))
    saved(platform_settings())
    terms = selling_terms(HOST, SAINT_DENIS, DAY)
    assert (terms.mode, terms.seller_id, terms.regime) == (SettlementMode.MONTHLY, PLATFORM, VatRegime.NORMAL)
    assert (terms.vat_category, terms.vat_rate, terms.exemption) == (VatCategory.STANDARD, 850, None)


@pytest.mark.parametrize("mode", SettlementMode)
def test_nobody_sells_while_the_platform_cannot_be_named(mode: SettlementMode) -> None:
    saved(in_mode(ready_settings(HOST), mode))
    assert readiness(HOST, DAY) == ("platform_settings",)
    with pytest.raises(CannotSell) as refused:
        selling_terms(HOST, PARIS, DAY)
    assert refused.value.params == {"missing": ["platform_settings"]}
    saved(platform_settings())
    assert readiness(HOST, DAY) == ()
    assert selling_terms(HOST, PARIS, DAY).mode is mode


def test_a_host_s_own_commission_comes_before_the_platform_s_even_at_zero() -> None:
    saved(ready_settings(HOST, commissions=(Dated(DAY, 0),)))
    saved(platform_settings(commissions=(Dated(LONG_AGO, 1000), Dated(DAY - timedelta(days=1), 1500))))
    before = [selling_terms(HOST, PARIS, DAY - timedelta(days=days)).commission_rate for days in (2, 1, 0)]
    assert before == [1000, 1500, 0]


def test_regime_and_mode_are_those_of_the_day(platform: None) -> None:
    regimes = (Dated(LONG_AGO, VatRegime.FRANCHISE), Dated(DAY, VatRegime.NORMAL))
    saved(ready_settings(HOST, regimes=regimes))
    assert selling_terms(HOST, PARIS, DAY - timedelta(days=1)).vat_rate == 0
    assert selling_terms(HOST, PARIS, DAY).vat_rate == 2000


def test_a_host_who_has_saved_nothing_cannot_sell(platform: None) -> None:
    with pytest.raises(CannotSell) as refused:
        selling_terms(HOST, PARIS, DAY)
    assert refused.value.params["missing"][-2:] == ["mandate", "connected_account"]
    assert refused.value.params["missing"] == list(readiness(HOST, DAY))


def test_a_place_without_a_tax_is_told_with_the_rest(platform: None) -> None:
    saved(ready_settings(HOST, mandate=None))
    found = conditions([Place(HOST, PARIS), Place(HOST, GUSTAVIA)], DAY)
    assert found == {
        Place(HOST, PARIS): Condition(None, ("mandate",)),
        Place(HOST, GUSTAVIA): Condition(None, ("mandate", "vat_territory")),
    }


def test_many_places_of_many_hosts_are_one_answer(platform: None) -> None:
    saved(ready_settings(HOST))
    saved(under(ready_settings("ho_2"), VatRegime.FRANCHISE))
    places = [Place(HOST, PARIS), Place(HOST, SAINT_DENIS), Place("ho_2", PARIS), Place("ho_3", PARIS)]
    found = conditions(places, DAY)
    assert [one.terms and one.terms.vat_rate for one in found.values()] == [2000, 850, 0, None]
    assert conditions([], DAY) == {}


def test_even_without_vat_nothing_is_sold_where_no_tax_is_configured(platform: None) -> None:
    saved(under(ready_settings(HOST), VatRegime.FRANCHISE))
    with pytest.raises(CannotSell) as refused:
        selling_terms(HOST, GUSTAVIA, DAY)
    assert refused.value.params == {"missing": ["vat_territory"]}


@pytest.mark.parametrize("state", ConnectedState)
def test_a_host_sells_while_his_account_can_receive(platform: None, state: ConnectedState) -> None:
    saved(ready_settings(HOST), account=an_account(HOST, state=state))
    expected = () if state is ConnectedState.ACTIVE else ("connected_account",)
    assert readiness(HOST, DAY) == expected


def test_a_host_whose_payouts_are_not_held_yet_does_not_sell(platform: None) -> None:
    saved(ready_settings(HOST), account=an_account(HOST, holds_payouts=False))
    assert readiness(HOST, DAY) == ("connected_account",)
