"""A host's account at Stripe, through the double: opened once, finished later, believed only when it is fetched."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.identity.model import Host, User
from chalicelib.kit.outbox import facts_of
from chalicelib.legal.collecting import account_of, note_account
from chalicelib.legal.errors import SettingsFirst
from chalicelib.legal.model import ConnectedAccount, ConnectedState, VatRegime
from chalicelib.legal.store import save_settings
from chalicelib.payments import onboarding
from chalicelib.payments.errors import AccountRejected, DashboardNotReady, NoAccount, ProviderDown
from chalicelib.payments.model import Capability, ProviderAccount
from chalicelib.payments.webhooks import ACCOUNT_EVENT_TYPES
from localdev.doubles.stripe import applicant
from tests.make.identity import saved_host, saved_user
from tests.make.legal import ready_settings, under
from tests.make.till import Till


@dataclass
class Manager:
    """A host's manager, with complete billing settings."""

    till: Till
    person: User
    host: Host

    def opens(self) -> str:
        """An onboarding link. Nobody clicks twice within a second."""
        self.till.later(seconds=1)
        return onboarding.begin(self.host, self.person, uow=self.till.work(self.person.id))

    def looks(self) -> ConnectedAccount:
        return onboarding.look(self.host.id, make_work=lambda: self.till.work(self.person.id))

    def becomes(self, outcome: str) -> None:
        """At Stripe, unknown to us."""
        known = account_of(self.host.id)
        assert known
        self.till.control(f"accounts/{known.account_id}/{outcome}")

    @property
    def at_stripe(self) -> list[Any]:
        return [one.id for one in self.till.gateway.client.v2.core.accounts.list().data]

    @property
    def told(self) -> list[tuple[str, str | None]]:
        facts = [recorded.fact for recorded in facts_of(f"HOST#{self.host.id}")]
        return [(fact.kind, getattr(fact, "state", None)) for fact in facts if fact.kind.startswith("Connected")]


@pytest.fixture
def host(till: Till) -> Manager:
    person = saved_user("sub-ada")
    found = saved_host("sub-ada")
    uow = till.work("sub-ada")
    save_settings(uow, ready_settings(found.id), read_at=0)
    uow.commit()
    return Manager(till, person, found)


def test_the_form_opens_once_billing_settings_are_complete(till: Till) -> None:
    person, found = saved_user("sub-bob"), saved_host("sub-bob")
    with pytest.raises(SettingsFirst) as refused:
        onboarding.begin(found, person, uow=till.work("sub-bob"))
    assert "siren" in refused.value.params["missing"]
    assert till.contract.sent == []


def test_a_host_opens_his_account_finishes_the_form_and_is_paid_from_then_on(host: Manager) -> None:
    link = host.opens()
    host.till.later(seconds=1)
    assert (host.looks().state, host.looks().can_receive) == (ConnectedState.TO_FINISH, False)
    assert applicant.finish(link).endswith(f"/hote/{host.host.id}/profil?encaissement=retour")
    seen = host.looks()
    assert (seen.state, seen.waits_for, seen.can_receive) == (ConnectedState.ACTIVE, (), True)
    assert host.told[0] == ("ConnectedAccountOpened", None)
    assert host.told[-1] == ("ConnectedAccountChanged", "active")
    assert host.till.contract.breaches == []


def test_payouts_of_the_account_wait_for_us(host: Manager) -> None:
    host.opens()
    account = host.looks()
    assert account.holds_payouts
    options: Any = {"stripe_account": account.account_id}
    kept = host.till.gateway.client.v1.balance_settings.retrieve(options=options)
    assert kept.payments.payouts
    assert kept.payments.payouts.schedule
    assert (kept.payments.payouts.schedule.interval, kept.payments.debit_negative_balances) == ("manual", True)


def test_a_form_that_was_left_is_taken_up_again_by_a_new_link(host: Manager) -> None:
    first, second = host.opens(), host.opens()
    assert first != second
    assert len(host.at_stripe) == 1
    applicant.finish(second)
    assert host.looks().can_receive


def test_where_stripe_leads_back_to_proves_nothing(host: Manager) -> None:
    host.opens()
    host.looks()
    assert host.looks().state is ConnectedState.TO_FINISH


def test_two_clicks_at_once_end_in_one_account(host: Manager, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second comes between the first one's look and its note."""
    opened = onboarding._opened

    def overtaken(*arguments: Any) -> ConnectedAccount:
        monkeypatch.setattr(onboarding, "_opened", opened)
        host.opens()
        return opened(*arguments)

    monkeypatch.setattr(onboarding, "_opened", overtaken)
    applicant.finish(host.opens())
    assert len(host.at_stripe) == 1
    assert host.looks().can_receive


def test_an_account_whose_answer_was_lost_is_found_again(host: Manager) -> None:
    host.till.fail("timeout_after_effect", "POST", "/v2/core/accounts", times=1)
    applicant.finish(host.opens())
    assert len(host.at_stripe) == 1
    assert host.looks().can_receive


@pytest.mark.parametrize("path", ["/v2/core/accounts", "/v2/core/account_links"])
def test_a_stripe_that_fails_is_told_and_nothing_is_lost(host: Manager, path: str) -> None:
    host.till.fail("error_before_effect", "POST", path)
    with pytest.raises(ProviderDown):
        host.opens()
    applicant.finish(host.opens())
    assert len(host.at_stripe) == 1


LATER = {
    "finish": ConnectedState.ACTIVE,
    "restrict": ConnectedState.RESTRICTED,
    "reject": ConnectedState.REJECTED,
    "close": ConnectedState.REJECTED,
    "pending": ConnectedState.RESTRICTED,
}


@pytest.mark.parametrize("outcome", LATER)
def test_an_account_that_was_active_may_change(host: Manager, outcome: str) -> None:
    applicant.finish(host.opens())
    assert host.looks().can_receive
    host.becomes(outcome)
    assert host.looks().state is LATER[outcome]
    assert host.looks().can_receive is (outcome == "finish")


def test_what_stripe_verifies_waits_for_nobody_else(host: Manager) -> None:
    host.opens()
    host.becomes("pending")
    assert (host.looks().state, host.looks().waits_for) == (ConnectedState.UNDER_REVIEW, ())
    host.till.later(hours=2)
    assert host.looks().can_receive


def test_a_rejected_host_is_not_sent_there_again(host: Manager) -> None:
    host.opens()
    host.becomes("reject")
    host.looks()
    with pytest.raises(AccountRejected):
        host.opens()


def test_the_dashboard_opens_once_the_form_was_sent(host: Manager) -> None:
    def opened() -> str:
        host.till.later(seconds=1)
        return onboarding.dashboard(host.host.id, uow=host.till.work("sub-ada"))

    with pytest.raises(NoAccount):
        opened()
    link = host.opens()
    with pytest.raises(DashboardNotReady):
        opened()
    applicant.finish(link)
    assert opened() != opened()


def test_looking_without_an_account_is_refused(host: Manager) -> None:
    with pytest.raises(NoAccount):
        host.looks()


# News


def thin(kind: str, account_id: str, event_id: str = "evt_thin_1") -> str:
    related = {"id": account_id, "type": "v2.core.account", "url": f"/v2/core/accounts/{account_id}"}
    return json.dumps({"id": event_id, "object": "v2.core.event", "type": kind, "related_object": related})


def snapshot(kind: str, account_id: str, event_id: str = "evt_1") -> str:
    about = {"id": account_id, "object": "account", "payouts_enabled": False, "metadata": {}}
    return json.dumps(
        {"id": event_id, "object": "event", "type": kind, "account": account_id, "data": {"object": about}}
    )


def news(kind: str) -> Callable[..., str]:
    return thin if kind.startswith("v2.") else snapshot


@pytest.mark.parametrize("kind", ACCOUNT_EVENT_TYPES)
def test_any_news_of_an_account_makes_us_look_and_is_heard_once(host: Manager, kind: str) -> None:
    applicant.finish(host.opens())
    known = account_of(host.host.id)
    assert known
    body = news(kind)(kind, known.account_id)
    host.till.later(seconds=1)
    host.till.receive(body)
    assert host.looks().can_receive
    told = host.told
    assert told[-1] == ("ConnectedAccountChanged", "active")
    host.becomes("restrict")
    host.till.later(seconds=1)
    host.till.receive(body)
    assert host.told == told
    host.till.receive(news(kind)(kind, known.account_id, "evt_2"))
    assert host.told[-1] == ("ConnectedAccountChanged", "restricted")


def test_who_fetched_earlier_does_not_write_over_who_fetched_later(
    host: Manager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between one worker's fetch and his note, the account changes and another worker notes it."""
    applicant.finish(host.opens())
    assert host.looks().can_receive
    noted = note_account

    def overtaken(*arguments: Any, **more: Any) -> ConnectedAccount:
        monkeypatch.setattr(onboarding, "note_account", noted)
        host.becomes("finish")
        assert host.looks().can_receive
        return noted(*arguments, **more)

    host.becomes("restrict")
    monkeypatch.setattr(onboarding, "note_account", overtaken)
    assert host.looks().can_receive


def test_news_of_an_account_that_is_no_hosts_changes_nothing(host: Manager) -> None:
    made: Any = host.till.gateway.client.v2.core.accounts.create(
        {"contact_email": "x@example.org", "metadata": {"host_id": host.host.id}}, {"idempotency_key": "other"}
    )
    host.opens()
    told = host.told
    host.till.receive(thin("v2.core.account[requirements].updated", made.id))
    assert host.told == told


def test_news_of_something_without_an_id_is_ignored(till: Till) -> None:
    about = {"object": "balance_settings", "payments": {}}
    till.receive(
        json.dumps({"id": "evt_1", "object": "event", "type": "balance_settings.updated", "data": {"object": about}})
    )


# States


@pytest.mark.parametrize(
    ("capability", "waits", "before", "state"),
    [
        (Capability.ACTIVE, (), ConnectedState.TO_FINISH, ConnectedState.ACTIVE),
        (Capability.ACTIVE, ("representative",), ConnectedState.ACTIVE, ConnectedState.ACTIVE),
        (Capability.RESTRICTED, ("representative",), ConnectedState.TO_FINISH, ConnectedState.TO_FINISH),
        (Capability.RESTRICTED, (), ConnectedState.TO_FINISH, ConnectedState.UNDER_REVIEW),
        (Capability.PENDING, (), ConnectedState.TO_FINISH, ConnectedState.UNDER_REVIEW),
        (Capability.PENDING, ("representative",), ConnectedState.UNDER_REVIEW, ConnectedState.TO_FINISH),
        (Capability.PENDING, (), ConnectedState.ACTIVE, ConnectedState.RESTRICTED),
        (Capability.RESTRICTED, (), ConnectedState.RESTRICTED, ConnectedState.RESTRICTED),
        (Capability.REFUSED, (), ConnectedState.ACTIVE, ConnectedState.REJECTED),
        (Capability.ACTIVE, (), ConnectedState.REJECTED, ConnectedState.ACTIVE),
    ],
)
def test_whose_turn_it_is(
    capability: Capability, waits: tuple[str, ...], before: ConnectedState, state: ConnectedState
) -> None:
    seen = ProviderAccount("acct_1", "ho_1", capability, waits, None)
    assert onboarding.state_of(seen, before) is state


@pytest.mark.parametrize(
    ("form", "regime", "expected"),
    [
        ("SAS", VatRegime.NORMAL, "company"),
        ("EI", VatRegime.FRANCHISE, "individual"),
        ("", VatRegime.PUBLIC_BODY, "government_entity"),
    ],
)
def test_stripe_is_told_what_kind_of_body_a_host_is(
    host: Manager, form: str, regime: VatRegime, expected: str
) -> None:
    known = ready_settings(host.host.id)
    edited = replace(under(known, regime), entity=replace(known.entity, form=form))
    assert onboarding._entity_type(edited, host.till.work()) == expected
