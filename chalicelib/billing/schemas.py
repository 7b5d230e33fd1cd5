"""Shapes of lists of documents and of links to their files."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from chalicelib.kit.shapes import Day, Instant, Page, PageQuery, Shape

LONGEST_SPAN = dt.timedelta(days=731)

DocumentKind = Literal["invoice", "credit_note", "deposit", "self_billed", "self_billed_credit_note"]
PaymentState = Literal["paid", "partly_paid", "unpaid", "credit"]


def _refused(code: str, fr: str, en: str) -> PydanticCustomError:
    return PydanticCustomError(f"value_error.{code}", "{en}", {"fr": fr, "en": en})


class SpanQuery(Shape):
    """Days of issue, both included; two years at most."""

    since: Day
    until: Day

    @model_validator(mode="after")
    def ordered(self) -> Self:
        if not dt.timedelta(0) <= self.until - self.since <= LONGEST_SPAN:
            raise _refused(
                "span_of_days",
                "La fin suit le début, à deux ans au plus.",
                "The end comes after the start, two years at most.",
            )
        return self


class DocumentQuery(SpanQuery, PageQuery):
    """`search` finds the beginnings of words of the client, the service, the number, and amounts."""

    search: Annotated[str, Field(max_length=80)] = ""


class DocumentView(Shape):
    """A line of a list. Cents, positive in every kind; `state` is `credit` for what gives back.

    `stored` says that the file is there to download; `source` is what was sold (`bk_…` for a booking).
    """

    id: str
    number: str
    kind: DocumentKind
    title: str
    issued_on: dt.date
    due_on: dt.date
    seller_name: str
    buyer_name: str
    ht: int
    vat: int
    ttc: int
    due: int
    state: PaymentState
    cites: str | None
    source: str
    stored: bool
    issued_at: Instant


class DocumentPage(Page):
    items: list[DocumentView]


class SumsView(Shape):
    """Of everything issued in the span, whatever the search says; credit notes are taken off."""

    count: int
    ht: int
    vat: int
    ttc: int


class FileView(Shape):
    """`url` downloads the file; it stops working after five minutes."""

    url: str
