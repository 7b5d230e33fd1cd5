"""A host opens his account at Stripe, finishes its form, and looks at it: « Méthodes d'encaissement ».

Where Stripe sends him back to proves nothing: his account is always fetched again (docs/adr/0018).
"""

from collections.abc import Callable
from dataclasses import replace

from chalicelib.core.errors import Busy, StaleVersion
from chalicelib.identity.model import Host, User
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal import policy
from chalicelib.legal.collecting import account_of, note_account, open_account
from chalicelib.legal.errors import SettingsFirst
from chalicelib.legal.model import BillingSettings, ConnectedAccount, ConnectedState, VatRegime, in_force, legal_day
from chalicelib.legal.settings import settings_or_blank
from chalicelib.payments.connect_gateway import connect
from chalicelib.payments.errors import AccountRejected, DashboardNotReady, NoAccount, ProviderDown
from chalicelib.payments.model import (
    Capability,
    EntityType,
    NewConnectedAccount,
    ProviderAccount,
    ProviderRefused,
    ProviderUnavailable,
)

ROUNDS = 8
"""Stripe tells one change in several events, which come at once."""

MakeWork = Callable[[], UnitOfWork]
"""A fresh unit of work: an event's already holds its inbox record."""

ONCE_ACTIVE = {ConnectedState.ACTIVE, ConnectedState.RESTRICTED}
SOLE_TRADERS = {"EI", "EIRL", "MICRO-ENTREPRENEUR", "AUTO-ENTREPRENEUR"}


def begin(host: Host, person: User, *, uow: UnitOfWork) -> str:
    """The address of Stripe's form, for one click: the first opens the account, later ones take its form up again.

    Raises SettingsFirst, AccountRejected, ProviderDown.
    """
    billing = settings_or_blank(host.id)
    lacking = policy.missing_to_give_a_mandate(billing, legal_day(uow.now))
    if lacking:
        raise SettingsFirst(lacking)
    try:
        account = account_of(host.id) or _opened(host, billing, person, uow)
        if account.state is ConnectedState.REJECTED:
            raise AccountRejected
        page = f"{settings().public_url}/hote/{host.id}/profil"
        return connect().onboarding_link(
            account.account_id,
            refresh_url=f"{page}?encaissement=reprise",
            return_url=f"{page}?encaissement=retour",
            key=f"link:{account.account_id}:{uow.now.timestamp():.6f}",
        )
    except (ProviderUnavailable, ProviderRefused) as failed:
        raise ProviderDown from failed


def look(host_id: str, *, make_work: MakeWork) -> ConnectedAccount:
    """The account as Stripe has it now. Raises NoAccount, ProviderDown, Busy."""
    try:
        return _look(host_id, make_work)
    except (ProviderUnavailable, ProviderRefused) as failed:
        raise ProviderDown from failed


def look_again(account_id: str, *, make_work: MakeWork) -> None:
    """After an event about an account, whatever it says. Raises ProviderUnavailable, ProviderRefused, Busy."""
    host_id = connect().account(account_id).host_id
    known = account_of(host_id) if host_id else None
    if known is None or known.account_id != account_id:
        logger.info("account_ignored", extra={"account": account_id})
        return
    _look(host_id, make_work)


def dashboard(host_id: str, *, uow: UnitOfWork) -> str:
    """The address of his Express dashboard, for one click. Raises NoAccount, DashboardNotReady, ProviderDown."""
    known = account_of(host_id)
    if known is None:
        raise NoAccount
    try:
        return connect().dashboard_link(known.account_id, key=f"login:{known.account_id}:{uow.now.timestamp():.6f}")
    except ProviderRefused as refused:
        raise DashboardNotReady from refused
    except ProviderUnavailable as failed:
        raise ProviderDown from failed


def state_of(seen: ProviderAccount, before: ConnectedState) -> ConnectedState:
    """What it waits for is its owner's to give: to finish the form, or to get back what he had."""
    if seen.capability is Capability.ACTIVE:
        return ConnectedState.ACTIVE
    if seen.capability is Capability.REFUSED:
        return ConnectedState.REJECTED
    if before in ONCE_ACTIVE:
        return ConnectedState.RESTRICTED
    return ConnectedState.TO_FINISH if seen.waits_for else ConnectedState.UNDER_REVIEW


def _opened(host: Host, billing: BillingSettings, person: User, uow: UnitOfWork) -> ConnectedAccount:
    """Two clicks at once ask under one key and get one account; it is kept before anybody is sent there."""
    wanted = NewConnectedAccount(
        host_id=host.id,
        name=billing.entity.name,
        email=billing.entity.email or person.email,
        entity_type=_entity_type(billing, uow),
        language=host.language,
    )
    made = connect().create_account(wanted, key=f"acct:{host.id}")
    opened = ConnectedAccount(host.id, made.id, ConnectedState.TO_FINISH, uow.now, made.waits_for, made.due_by)
    try:
        return open_account(opened, uow=uow)
    except StaleVersion:
        known = account_of(host.id)
        if known is None:
            raise
        return known


def _look(host_id: str, make_work: MakeWork) -> ConnectedAccount:
    """Reads ours before theirs: whoever fetched earlier than another cannot write over him, and looks once more.

    Payouts are held as soon as the account is there; until they are, no money is sent to it.
    """
    for _ in range(ROUNDS):
        known = account_of(host_id)
        if known is None:
            raise NoAccount
        seen = connect().account(known.account_id)
        if not known.holds_payouts:
            connect().hold_payouts(known.account_id, key=f"hold:{known.account_id}")
        try:
            return note_account(known, _as_seen(known, seen), uow=make_work())
        except StaleVersion:
            continue
    raise Busy


def _as_seen(known: ConnectedAccount, seen: ProviderAccount) -> ConnectedAccount:
    state = state_of(seen, known.state)
    return replace(known, state=state, waits_for=seen.waits_for, due_by=seen.due_by, holds_payouts=True)


def _entity_type(billing: BillingSettings, uow: UnitOfWork) -> EntityType:
    if in_force(billing.regimes, legal_day(uow.now)) is VatRegime.PUBLIC_BODY:
        return "government_entity"
    return "individual" if billing.entity.form.upper() in SOLE_TRADERS else "company"
