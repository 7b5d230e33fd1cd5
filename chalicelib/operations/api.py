"""`/v1/operations/*`: for the operator's staff."""

from chalicelib.identity.access import OPERATOR
from chalicelib.kit import cursor
from chalicelib.kit.call import Call
from chalicelib.kit.http import Api
from chalicelib.kit.shapes import PageQuery
from chalicelib.operations import dead_letters, schemas, store
from chalicelib.operations.errors import AlreadyRunning
from chalicelib.operations.model import Rule, Run, Seen
from chalicelib.operations.rules import RULES
from chalicelib.operations.walk import begin, rule_of

api = Api("operations", __name__)


def _run_view(run: Run) -> schemas.RunView:
    return schemas.RunView(
        began_at=run.began_at, finished_at=run.finished_at, examined=run.examined, repaired=run.repaired
    )


def _rule_view(rule: Rule) -> schemas.RuleView:
    run = store.run_of(rule.name)
    return schemas.RuleView(
        name=rule.name,
        every_minutes=int(rule.every.total_seconds()) // 60,
        last_run=_run_view(run) if run else None,
        broken=store.standing(rule.name),
    )


def _violation_view(seen: Seen) -> schemas.ViolationView:
    return schemas.ViolationView(
        subject=seen.violation.subject,
        detail=seen.violation.detail,
        first_seen=seen.first_seen,
        last_seen=seen.last_seen,
    )


@api.route(
    "GET", "/operations/rules", access=OPERATOR, summary="What must always hold, and whether it does",
    answer=schemas.RuleList,
)  # fmt: skip
def get_rules(_: Call) -> schemas.RuleList:
    return schemas.RuleList(items=[_rule_view(rule) for rule in RULES])


@api.route(
    "GET", "/operations/rules/{rule}/violations", access=OPERATOR, summary="Where a rule does not hold",
    query=PageQuery, answer=schemas.ViolationPage,
)  # fmt: skip
def get_violations(call: Call) -> schemas.ViolationPage:
    rule = rule_of(call.path["rule"])
    scope = f"violations:{rule.name}"
    seen, last = store.page(rule.name, after=cursor.unseal(call.query.cursor, scope), limit=call.query.limit)
    return schemas.ViolationPage(items=[_violation_view(each) for each in seen], next_cursor=cursor.seal(last, scope))


@api.route(
    "POST", "/operations/rules/{rule}/runs", access=OPERATOR, summary="Check a rule now", status=202,
    answer=schemas.RunView, refusals=[AlreadyRunning],
)  # fmt: skip
def post_run(call: Call) -> schemas.RunView:
    return _run_view(begin(call.path["rule"], call.now))


@api.route(
    "GET", "/operations/dead-letters", access=OPERATOR, summary="How many messages no worker could handle",
    answer=schemas.DeadLettersList,
)  # fmt: skip
def get_dead_letters(_: Call) -> schemas.DeadLettersList:
    return schemas.DeadLettersList(
        items=[
            schemas.DeadLettersView(queue=name, waiting=dead_letters.waiting(name)) for name in dead_letters.QUEUES
        ]
    )


@api.route(
    "GET", "/operations/dead-letters/{queue}", access=OPERATOR, summary="A look at a queue's dead letters",
    answer=schemas.DeadLetterList,
)  # fmt: skip
def get_dead_letters_of(call: Call) -> schemas.DeadLetterList:
    letters = dead_letters.look(dead_letters.queue_of(call.path["queue"]))
    return schemas.DeadLetterList(
        items=[
            schemas.DeadLetterView(id=each.id, reason=each.reason, subject=each.subject, sent_at=each.sent_at)
            for each in letters
        ]
    )


@api.route(
    "POST", "/operations/dead-letters/{queue}/redrive", access=OPERATOR,
    summary="Send a queue's dead letters back to it", answer=schemas.RedriveView,
)  # fmt: skip
def post_redrive(call: Call) -> schemas.RedriveView:
    return schemas.RedriveView(sent_back=dead_letters.send_back(dead_letters.queue_of(call.path["queue"])))
