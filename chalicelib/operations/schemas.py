"""Shapes of `/v1/operations`. No personal data: subjects are ids."""

from typing import Literal

from chalicelib.kit.shapes import Instant, Page, Shape


class RunView(Shape):
    """`finished_at` is null while it runs."""

    began_at: Instant
    finished_at: Instant | None
    examined: int
    repaired: int


class RuleView(Shape):
    """`last_run` is null before the first one. `broken` counts the violations that stand."""

    name: str
    every_minutes: int
    last_run: RunView | None
    broken: int


class RuleList(Shape):
    items: list[RuleView]


class ViolationView(Shape):
    subject: str
    detail: str
    first_seen: Instant
    last_seen: Instant


class ViolationPage(Page):
    items: list[ViolationView]


QueueName = Literal[
    "stripe-events", "mails", "checks", "documents", "payouts", "search", "images", "claims", "waiting"
]


class DeadLettersView(Shape):
    """`waiting` is SQS's own count: approximate."""

    queue: QueueName
    waiting: int


class DeadLettersList(Shape):
    items: list[DeadLettersView]


class DeadLetterView(Shape):
    """`reason` is null when the worker died without a word. `subject` says what the message is about, by id."""

    id: str
    reason: str | None
    subject: str
    sent_at: Instant


class DeadLetterList(Shape):
    """At most ten: SQS shows no more at a time."""

    items: list[DeadLetterView]


class RedriveView(Shape):
    """How many went back to their queue."""

    sent_back: int
