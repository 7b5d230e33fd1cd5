"""Shapes of the moderators' queue, of their decisions, and of what became of a space."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from chalicelib.kit.shapes import Instant, Page, Shape

Reason = Annotated[str, Field(min_length=3, max_length=2000)]


class RefusalBody(Shape):
    reason: Reason


class Asked(StrEnum):
    """What a moderator decides: a space that nobody sees yet, or an edit of one that is published."""

    PUBLICATION = "publication"
    EDIT = "edit"


class QueueEntryView(Shape):
    """A space, or an edit of it, that waits for a moderator since `submitted_at`; `overdue` once the 48 hours are
    over. `name` and `city` are the published ones; `fields` are those that the edit changes."""

    id: str
    host_id: str
    host_name: str
    asks: Asked
    fields: list[str]
    name: str
    city: str
    room_count: int
    submitted_at: Instant
    moderate_by: Instant
    overdue: bool


class QueuePage(Page):
    items: list[QueueEntryView]


class HistoryEntryView(Shape):
    """One thing that happened to a space. `by` says for whom it was done; `name` is a person's, null once the login
    is gone and wherever a moderator stays nameless. `changes` is that of the audit journal; of an edit that was
    refused, it is what would have changed."""

    at: Instant
    kind: str
    by: Literal["host", "moderation", "platform"]
    name: str | None
    reason: str
    changes: dict[str, list[object]]


class HistoryPage(Page):
    items: list[HistoryEntryView]
