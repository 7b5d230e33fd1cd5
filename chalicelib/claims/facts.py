"""What happens to imports, and to what they bring. Facts are kept for ever: they name no address, but a claimant's
id."""

from chalicelib.core.facts import Fact
from chalicelib.core.lazy import dataclass


@dataclass(frozen=True, kw_only=True)
class ImportBegan(Fact):
    """`rows` is what the file holds."""

    import_id: str
    file_name: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class ImportRefused(Fact):
    """`refusal` is a code of `errors`, `row` the one that it is about, 0 for the whole file."""

    import_id: str
    file_name: str
    refusal: str
    row: int


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Fact):
    """Rows by what became of them, and how many owners were written to."""

    import_id: str
    made: int
    present: int
    refused: int
    invited: int


@dataclass(frozen=True, kw_only=True)
class ListingImported(Fact):
    """A draft for its owner to claim. Nobody may see it yet, so that it concerns the host and not the search."""

    space_id: str
    space_name: str
    reference: str
    import_id: str


@dataclass(frozen=True, kw_only=True)
class ClaimantInvited(Fact):
    """An owner is written to about what waits for him, by an import or again by hand."""

    claimant_id: str


@dataclass(frozen=True, kw_only=True)
class HostClaimed(Fact):
    """`changes["owner_id"]` is nobody before, then the user whose address is that of the import."""

    owner: str


@dataclass(frozen=True, kw_only=True)
class DetailsChecked(Fact):
    """The owner says that what was imported is right."""
