"""The messages of the queue of claims: a file that came, the next stretch of an import, a user whose address is
verified. Each may come twice, late, or after a crash."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from chalicelib.claims import facts, objects, store
from chalicelib.claims.bring import bring
from chalicelib.claims.claim import claim_for
from chalicelib.claims.errors import UnfitFile
from chalicelib.claims.examine import examine
from chalicelib.claims.invite import invite_next
from chalicelib.claims.model import Import, ImportState
from chalicelib.core.errors import StaleVersion
from chalicelib.core.facts import SYSTEM, Actor, ActorKind, Recorded
from chalicelib.identity.errors import SessionOver
from chalicelib.identity.facts import UserEmailMoved, UserJoined
from chalicelib.kit import outbox, queue
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.kit.unit_of_work import UnitOfWork

BREATH = timedelta(seconds=15)
"""Between two pages of invitations: four a second, which the smallest limit of SES outside its sandbox (14) bears
beside all other mails."""


def wants(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, UserJoined | UserEmailMoved)


def handle(body: str, now: datetime) -> None:
    """Safe to repeat. Raises Unreadable."""
    with queue.reading():
        message = json.loads(body)
        known = {"detail", "import"} & message.keys()
        name = str(message["detail"]["object"]["key"]) if "detail" in known else ""
        at = (str(message["import"]), int(message["version"])) if "import" in known else None
    if name:
        _came(name, now)
    elif at:
        _step(*at, now)
    else:
        _follow(body, now)


def _follow(body: str, now: datetime) -> None:
    """Whoever came in without the page that claims, or left before it did."""
    recorded = outbox.told(body)
    if recorded is None or not wants(recorded):
        return
    user_id = recorded.fact.subject.removeprefix("USER#")
    try:
        claim_for(user_id, uow=UnitOfWork(now=now, actor=Actor(ActorKind.USER, user_id)))
    except SessionOver:
        logger.info("claimant_gone", extra={"user": user_id})


def _came(name: str, now: datetime) -> None:
    import_id = objects.id_in(name)
    known = store.load_import(import_id) if import_id else None
    if known is None:
        logger.warning("import_unknown")
    elif known.state is ImportState.AWAITING:
        _advance(known, now, _look_through)
    else:
        _go_on(known)


def _step(import_id: str, version: int, now: datetime) -> None:
    known = store.load_import(import_id)
    if known is None:
        return
    if known.version != version:
        # Repeated, or killed between its writing and its sending.
        _go_on(known)
    elif known.state is ImportState.BRINGING:
        _advance(known, now, _bring_next)
    elif known.state is ImportState.INVITING:
        _advance(known, now, invite_next)
    else:
        _go_on(known)


def _advance(known: Import, now: datetime, move: Callable[[Import, UnitOfWork], Import]) -> None:
    uow = UnitOfWork(now=now, actor=SYSTEM)
    try:
        after = move(known, uow)
    except UnfitFile as unfit:
        uow = uow.again()
        after = _refused(known, unfit, uow)
    store.save_import(uow, after)
    try:
        uow.commit()
    except StaleVersion:
        # Another worker was faster, and goes on.
        return
    _go_on(after)


def _go_on(known: Import) -> None:
    """What follows from an import as it stands."""
    if known.state in {ImportState.BRINGING, ImportState.INVITING}:
        body = json.dumps({"import": known.id, "version": known.version})
        breath = BREATH if known.invited_to else None
        queue.send(settings().claims_queue_url, body, once=f"{known.id}.{known.version}", after=breath)
    elif known.state in {ImportState.DONE, ImportState.REFUSED}:
        objects.drop(known.id)


def _look_through(known: Import, uow: UnitOfWork) -> Import:
    """Raises UnfitFile."""
    seen = examine(known.id)
    uow.record(
        facts.ImportBegan(subject=known.key, import_id=known.id, file_name=known.file_name, rows=seen.layout.total)
    )
    return known.begun(seen.layout, seen.offset, seen.row)


def _bring_next(known: Import, uow: UnitOfWork) -> Import:
    """Raises FileReplaced."""
    assert known.layout
    stretch = bring(known, known.layout, uow=uow)
    store.put_notes(known.id, stretch.notes, uow.now)
    return known.brought(stretch.counts, stretch.offset, stretch.row, ended=stretch.ended)


def _refused(known: Import, unfit: UnfitFile, uow: UnitOfWork) -> Import:
    uow.record(
        facts.ImportRefused(
            subject=known.key, import_id=known.id, file_name=known.file_name, refusal=unfit.code, row=unfit.row
        )
    )
    return known.refused(unfit.code, unfit.row, uow.now)
