"""An operator begins an import: an item that waits for its file, and the form that S3 takes it with."""

from chalicelib.claims import objects, store
from chalicelib.claims.model import FORM_LIFE, Import
from chalicelib.claims.objects import PostForm
from chalicelib.core.errors import NotFound
from chalicelib.core.ids import derived_id
from chalicelib.core.lazy import dataclass
from chalicelib.kit.unit_of_work import Replayed, UnitOfWork


@dataclass(frozen=True)
class Upload:
    known: Import
    form: PostForm


def begin(file_name: str, *, key: str, user_id: str, uow: UnitOfWork) -> Upload:
    """The same `key` of the same user finds the import that the first call began, and signs a form for what is left
    of its time."""
    known = Import(
        id=derived_id("ip", user_id, key),
        file_name=file_name,
        created_by=user_id,
        created_at=uow.now,
        expires_at=uow.now + FORM_LIFE,
    )
    store.add_import(uow, known)
    try:
        uow.commit()
    except Replayed:
        first = store.load_import(known.id)
        if first is None:
            raise NotFound from None
        known = first
    return Upload(known, objects.form(known.id, known.expires_at - uow.now))
