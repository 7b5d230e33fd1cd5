"""Reading imports, claims, and what waits for an address."""

from chalicelib.claims import store
from chalicelib.claims.model import Claim, Claimant, Import, Note, claimant_of
from chalicelib.core.errors import NotFound
from chalicelib.core.lazy import dataclass
from chalicelib.kit.table import Key
from chalicelib.spaces.find import host_spaces
from chalicelib.spaces.model import Space

MOST_LISTINGS = 25
"""Named in a mail; the others are counted on the page of the host."""


@dataclass(frozen=True)
class Owner:
    """A claimant with what waits for him, or was taken."""

    claimant: Claimant
    claims: tuple[Claim, ...]


def import_of(import_id: str) -> Import:
    """Raises NotFound."""
    found = store.load_import(import_id)
    if found is None:
        raise NotFound
    return found


def imports(*, after: Key | None, limit: int) -> tuple[list[Import], Key | None]:
    """The newest first."""
    return store.page_of_imports(after=after, limit=limit)


def notes(import_id: str, *, after: str, limit: int) -> tuple[list[Note], str]:
    """A page in the order of the file, and behind what the next one begins, "" after the last."""
    found = store.notes_of(import_id, after=after, limit=limit + 1)
    shown = found[:limit]
    return [note for _, note in shown], shown[-1][0] if len(found) > limit else ""


def owners(import_id: str, *, after: str, limit: int) -> tuple[list[Owner], str]:
    """Those to whom an import brought something; see `notes`."""
    ids = store.owners_of(import_id, after=after, limit=limit + 1)
    shown = ids[:limit]
    known = store.claimants(shown)
    found = [Owner(known[one], tuple(store.claims_of(one))) for one in shown if one in known]
    return found, shown[-1] if len(ids) > limit else ""


def owner_of(claimant_id: str) -> Owner:
    """Raises NotFound."""
    claimant = store.claimant(claimant_id)
    if claimant is None:
        raise NotFound
    return Owner(claimant, tuple(store.claims_of(claimant_id)))


def waits_for(email: str) -> bool:
    """Whether a listing waits for whoever reads mail at this address. One Query."""
    return any(claim.is_open for claim in store.claims_of(claimant_of(email)))


def listings_of(owner: Owner) -> list[Space]:
    """Of the hosts that he may still take, the first of them."""
    found: list[Space] = []
    for claim in owner.claims:
        if claim.is_open and len(found) < MOST_LISTINGS:
            spaces, _ = host_spaces(claim.host_id, after=None, limit=MOST_LISTINGS - len(found))
            found += spaces
    return found
