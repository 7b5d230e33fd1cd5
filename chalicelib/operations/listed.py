"""Going through one of Stripe's lists, a page at a time."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from chalicelib.core.lazy import dataclass
from chalicelib.kit.observability import logger
from chalicelib.operations.model import Findings, Violation
from chalicelib.payments.model import Listed

MOST_TROUBLES = 20
"""Each may cost several calls to Stripe: with so many, what is left of the page is left to the next step."""


class Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Identified)


@dataclass(frozen=True)
class Repaired:
    subject: str
    detail: str


Trouble = Violation | Repaired


def resume(cursor: str | None, now: datetime) -> tuple[datetime, str | None]:
    """When the walk began, so that its window stands still, and behind which object its next page starts."""
    if cursor is None:
        return now, None
    began, after = cursor.split(" ", 1)
    return datetime.fromtimestamp(int(began), UTC), after


def cursor_of(began: datetime, after: str | None) -> str | None:
    return f"{int(began.timestamp())} {after}" if after else None


def look_through(page: Listed[T], look: Callable[[T], Trouble | None], began: datetime) -> Findings:
    """Looks at each object of a page, or until there were too many troubles."""
    troubles: list[Trouble] = []
    examined, after = 0, page.after
    for item in page.items:
        examined += 1
        trouble = look(item)
        if trouble:
            troubles.append(trouble)
        if len(troubles) == MOST_TROUBLES:
            after = item.id
            break
    return findings_of(troubles, examined, cursor_of(began, after))


def findings_of(troubles: list[Trouble], examined: int, cursor: str | None) -> Findings:
    repaired = [trouble for trouble in troubles if isinstance(trouble, Repaired)]
    for one in repaired:
        logger.warning("rule_repaired", extra={"subject": one.subject, "detail": one.detail})
    return Findings(
        examined=examined,
        violations=[trouble for trouble in troubles if isinstance(trouble, Violation)],
        repaired=len(repaired),
        cursor=cursor,
    )
