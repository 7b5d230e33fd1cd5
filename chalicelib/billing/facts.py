"""What happens to documents."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class DocumentOrdered(Fact):
    """Something was sold or given back: a document of this series is to be issued. The subject is the series."""

    document_id: str
    seller_id: str
    document_kind: str


@dataclass(frozen=True, kw_only=True)
class DocumentIssued(Fact):
    """It has its number and will never change. `amount` is TTC cents, roundings included."""

    number: str
    document_kind: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class DocumentStored(Fact):
    """Its original bytes are in the archive and their SHA-256 in the ledger."""

    number: str
    document_kind: str
    amount: int
    sha256: str
