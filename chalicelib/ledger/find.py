"""Journals found by what they book."""

from collections.abc import Iterable

from chalicelib.core.errors import NotFound
from chalicelib.ledger import store
from chalicelib.ledger.model import Journal
from chalicelib.ledger.text import journal_from


def journal_of(reference: str) -> Journal:
    """Strongly read. Raises NotFound."""
    text = store.text(reference)
    if text is None:
        raise NotFound
    return journal_from(text)


def journals_of(references: Iterable[str]) -> dict[str, Journal]:
    """By reference, those that there are. Strongly read, 0.5 RCU for one that is not. Raises Busy."""
    return {reference: journal_from(text) for reference, text in store.texts(references).items()}
