"""Settings, mandates and buyers' profiles as items of the table.

settings   pk HOST#<id or platform>  sk BILLING                 with the latest mandate, so that one read is enough
mandate    pk HOST#<id>              sk MANDATE#<accepted_at>   the history, kept for ever
account    pk HOST#<id>              sk ACCOUNT                 where his money goes
profile    pk USER#<sub>             sk BILLING

Each holds its model as one JSON text: it is read whole or not at all, and nothing in it is searched.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.core.errors import StaleVersion
from chalicelib.identity.model import host_key
from chalicelib.kit import table
from chalicelib.kit.table import Item
from chalicelib.kit.unit_of_work import UnitOfWork
from chalicelib.legal.model import (
    PLATFORM,
    BillingSettings,
    BuyerProfile,
    ConnectedAccount,
    ConnectedState,
    Dated,
    LegalEntity,
    Mandate,
    PostalAddress,
    SettlementMode,
    Standing,
    VatRegime,
    blank_settings,
)

BILLING = "BILLING"
ACCOUNT = "ACCOUNT"
MANDATE = "MANDATE#"


def settings(owner_id: str) -> BillingSettings | None:
    found = table.read(host_key(owner_id), BILLING)
    return _settings_of(found) if found else None


def standings(owner_ids: Iterable[str]) -> dict[str, Standing]:
    """By owner; whoever saved nothing is blank. One BatchGet, strongly read, 2 RCU per owner, the platform's 1."""
    wanted = set(owner_ids)
    keys = [table.key(host_key(owner_id), BILLING) for owner_id in wanted]
    keys += [table.key(host_key(owner_id), ACCOUNT) for owner_id in wanted - {PLATFORM}]
    found = table.read_many(keys, consistent=True)
    settings = {one.owner_id: one for one in map(_settings_of, _under(BILLING, found))}
    accounts = {one.host_id: one for one in map(_account_of, _under(ACCOUNT, found))}
    return {one: Standing(settings.get(one) or blank_settings(one), accounts.get(one)) for one in wanted}


def _under(sk: str, items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item["sk"]["S"] == sk]


def save_settings(uow: UnitOfWork, edited: BillingSettings, *, read_at: int) -> None:
    """Over those read at version `read_at`, 0 meaning that there were none; at commit, StaleVersion otherwise."""
    _save(uow, _item(edited.key, BILLING, edited, version=edited.version), read_at)


def mandates(host_id: str) -> list[Mandate]:
    """All there ever were, newest first."""
    found = table.partition(host_key(host_id), MANDATE, f"{MANDATE}~")
    return [_mandate_of(_body(item)) for item in found][::-1]


def mandate(host_id: str, accepted_at: datetime) -> Mandate | None:
    found = table.read(host_key(host_id), MANDATE + _text(accepted_at))
    return _mandate_of(_body(found)) if found else None


def put_mandate(uow: UnitOfWork, given: Mandate) -> None:
    uow.put(_item(host_key(given.host_id), MANDATE + _text(given.accepted_at), given))


def account(host_id: str) -> ConnectedAccount | None:
    found = table.read(host_key(host_id), ACCOUNT)
    return _account_of(found) if found else None


def save_account(uow: UnitOfWork, edited: ConnectedAccount, *, read_at: int) -> None:
    """As `save_settings`."""
    _save(uow, _item(edited.key, ACCOUNT, edited, version=edited.version), read_at)


def profile(user_id: str) -> BuyerProfile | None:
    found = table.read(_user_key(user_id), BILLING)
    return _profile_of(found) if found else None


def save_profile(uow: UnitOfWork, edited: BuyerProfile, *, read_at: int) -> None:
    _save(uow, _item(_user_key(edited.user_id), BILLING, edited, version=edited.version), read_at)


def _save(uow: UnitOfWork, item: Item, read_at: int) -> None:
    if read_at:
        uow.replace(item, version=read_at)
    else:
        uow.create(item, refused=StaleVersion)


def _user_key(user_id: str) -> str:
    return f"USER#{user_id}"


def _item(pk: str, sk: str, held: Any, *, version: int | None = None) -> Item:
    body = json.dumps(asdict(held), default=_json, ensure_ascii=False, separators=(",", ":"))
    versioned = {"version": {"N": str(version)}} if version is not None else {}
    return table.key(pk, sk) | {"body": {"S": body}} | versioned


def _json(value: date) -> str:
    return _text(value) if isinstance(value, datetime) else value.isoformat()


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def _body(item: Item) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(item["body"]["S"])
    return held


def _settings_of(item: Item) -> BillingSettings:
    held = _body(item)
    return BillingSettings(
        owner_id=held["owner_id"],
        entity=_entity_of(held["entity"]),
        regimes=tuple(Dated(_day(one), VatRegime(one["value"])) for one in held["regimes"]),
        modes=tuple(Dated(_day(one), SettlementMode(one["value"])) for one in held["modes"]),
        commissions=tuple(Dated(_day(one), int(one["value"])) for one in held["commissions"]),
        footer=held["footer"],
        payment_days=held["payment_days"],
        logo=held["logo"],
        mandate=_mandate_of(held["mandate"]) if held["mandate"] else None,
        version=held["version"],
    )


def _account_of(item: Item) -> ConnectedAccount:
    held = _body(item)
    return ConnectedAccount(
        **{
            **held,
            "state": ConnectedState(held["state"]),
            "seen_at": datetime.fromisoformat(held["seen_at"]),
            "waits_for": tuple(held["waits_for"]),
            "due_by": datetime.fromisoformat(held["due_by"]) if held["due_by"] else None,
        }
    )


def _profile_of(item: Item) -> BuyerProfile:
    held = _body(item)
    return BuyerProfile(held["user_id"], _entity_of(held["entity"]), held["version"])


def _entity_of(held: Mapping[str, Any]) -> LegalEntity:
    return LegalEntity(**{**held, "address": PostalAddress(**held["address"])})


def _mandate_of(held: Mapping[str, Any]) -> Mandate:
    revoked_at = held["revoked_at"]
    return Mandate(
        **{
            **held,
            "accepted_at": datetime.fromisoformat(held["accepted_at"]),
            "revoked_at": datetime.fromisoformat(revoked_at) if revoked_at else None,
        }
    )


def _day(one: Mapping[str, Any]) -> date:
    return date.fromisoformat(one["since"])
