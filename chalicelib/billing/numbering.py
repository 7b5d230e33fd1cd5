"""Series of numbers: one per seller and kind, beginning anew each year, without a gap. Pure.

CGI annexe II art. 242 nonies A wants a unique, continuous, chronological sequence; several are allowed where the
trade justifies them, and whoever invoices under mandate uses one for each mandant. BR-FR-01 and -02 limit the
characters.
"""

from dataclasses import replace
from datetime import date, datetime

from chalicelib.billing.model import PREFIXES, Kind, Series
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True)
class Head:
    """The last number given in a series; `version` 0 before the first."""

    series: Series
    year: int = 0
    last: int = 0
    last_at: datetime | None = None
    version: int = 0

    def next(self, at: datetime, day: date) -> tuple["Head", str]:
        """The head after one more document, and that document's number. `day` is the seller's.

        A clock that goes back does not take the sequence with it: the year never does.
        """
        year = max(self.year, day.year)
        last = self.last + 1 if year == self.year else 1
        return replace(self, year=year, last=last, last_at=at), number_of(self.series.kind, year, last)

    def not_before(self, at: datetime) -> datetime:
        """`at`, or when the last document was issued if that is later: numbers and dates run the same way."""
        return max(at, self.last_at) if self.last_at else at


def number_of(kind: Kind, year: int, count: int) -> str:
    return f"{PREFIXES[kind]}-{year}-{count:06d}"
