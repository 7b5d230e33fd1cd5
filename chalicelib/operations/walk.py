"""Taking rules through all they have to examine: one chain of messages per rule, one page a message.

Every step may be repeated: the condition on the run's cursor lets a page count once, whatever is delivered twice.
"""

import json
from datetime import datetime

from chalicelib.core.errors import NotFound
from chalicelib.kit.aws import sqs
from chalicelib.kit.observability import logger
from chalicelib.kit.settings import settings
from chalicelib.operations import store
from chalicelib.operations.errors import AlreadyRunning
from chalicelib.operations.metrics import count
from chalicelib.operations.model import Findings, Rule, Run, is_due, is_hopeless, is_stalled
from chalicelib.operations.rules import RULES


def begin_what_is_due(now: datetime) -> int:
    """Begins the rules whose time has come and takes up the runs that lost their message. Returns how many."""
    return sum(_move(rule, store.run_of(rule.name), now) for rule in RULES)


def begin(name: str, now: datetime) -> Run:
    """Because somebody asks. Raises NotFound, AlreadyRunning."""
    run = _begin(rule_of(name), now)
    if run is None:
        raise AlreadyRunning
    return run


def step(message: str, now: datetime) -> None:
    """Examines the page that a message names, unless its run has moved on without it."""
    asked = json.loads(message)
    run = store.run_of(asked["rule"])
    if run is None or run.finished_at or (run.id, run.cursor) != (asked["run"], asked["cursor"]):
        logger.info("check_superseded", extra={"rule": asked["rule"]})
        return
    rule = rule_of(asked["rule"])
    findings = rule.examine(run.cursor, now)
    for violation in findings.violations:
        logger.error(
            "rule_broken", extra={"rule": rule.name, "subject": violation.subject, "detail": violation.detail}
        )
        store.note(rule.name, run, violation, now)
    if findings.cursor is None:
        _finish(rule, run, findings)
    after = store.advance(rule.name, run, findings, now)
    if after and after.cursor is not None:
        _send(rule, after)


def rule_of(name: str) -> Rule:
    """Raises NotFound."""
    for rule in RULES:
        if rule.name == name:
            return rule
    raise NotFound


def _move(rule: Rule, run: Run | None, now: datetime) -> bool:
    if run and is_hopeless(run, now):
        logger.error("run_given_up", extra={"rule": rule.name, "run": run.id, "cursor": run.cursor})
        return _begin(rule, now, instead_of=run) is not None
    if run and is_stalled(run, now):
        return store.touch(rule.name, run, now) and _send(rule, run)
    return is_due(rule, run, now) and _begin(rule, now) is not None


def _begin(rule: Rule, now: datetime, *, instead_of: Run | None = None) -> Run | None:
    run = store.begin(rule.name, now, instead_of=instead_of)
    if run is not None:
        _send(rule, run)
    return run


def _send(rule: Rule, run: Run) -> bool:
    message = {"rule": rule.name, "run": run.id, "cursor": run.cursor}
    sqs().send_message(QueueUrl=settings().checks_queue_url, MessageBody=json.dumps(message))
    return True


def _finish(rule: Rule, run: Run, last: Findings) -> None:
    """Before the run is marked finished, so that a crash in between repeats it."""
    count("RuleBroken", store.forget_unseen(rule.name, run), rule=rule.name)
    count("RuleRepaired", run.repaired + last.repaired, rule=rule.name)
