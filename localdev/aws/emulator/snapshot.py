"""The state of every service in one file, replaced as a whole: a kill leaves the old file or the new one.

ministack itself writes one file per service, when it shuts down. Saved apart, the stack could remember less
than the resources that it created, and a restart would try to create them again.
"""

import contextlib
import copy
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ministack.core import persistence
from ministack.services import cloudformation, dynamodb, ses

Readers = Mapping[str, Callable[[], Any]]
MAILBOX = "mailbox"


class Snapshot:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._loaded: dict[str, Any] = self._read()

    def load(self, service: str) -> Any | None:
        return self._loaded.pop(service, None)

    def restore_mailbox(self) -> None:
        """ministack forgets sent mails; a person who restarts still wants the code that was mailed."""
        mails = self.load(MAILBOX)
        if mails is not None:
            ses._sent_emails._data.update(mails._data)

    def save(self, readers: Readers) -> None:
        if provisioning():
            return
        with _without_copies(dynamodb):
            state = {name: read() for name, read in readers.items()}
            state[MAILBOX] = ses._sent_emails
            text = json.dumps(
                {name: value for name, value in state.items() if value is not None},
                default=persistence._json_default,
            )
        part = self._file.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(self._file)

    def _read(self) -> dict[str, Any]:
        if not self._file.exists():
            return {}
        text = self._file.read_text(encoding="utf-8")
        loaded: dict[str, Any] = json.loads(text, object_hook=persistence._json_object_hook)
        return loaded


def provisioning() -> bool:
    """A stack saved half-way could neither be continued nor created again; the state before it can."""
    stacks: dict[Any, dict[str, Any]] = cloudformation._stacks._data
    return any(stack["StackStatus"].endswith("IN_PROGRESS") for stack in stacks.values())


@contextlib.contextmanager
def _without_copies(module: Any) -> Iterator[None]:
    """Copying every item takes five times longer than writing it.

    Safe because handlers of this module run on the event loop, which is ours until the text is complete.
    """
    original = module.copy
    module.copy = SimpleNamespace(copy=copy.copy, deepcopy=lambda value: value)
    try:
        yield
    finally:
        module.copy = original
