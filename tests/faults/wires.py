"""Every call that leaves the product, seen right before it goes and right after it had its effect.

One place for all of it: botocore's HTTP session, below every client of AWS (pynamodb's own included), and the client
of Stripe. Nobody is watched unless somebody says so.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import urlsplit
from weakref import WeakSet

import pytest
import stripe
from botocore.httpsession import URLLib3Session

Connect = Callable[[], stripe.HTTPClient]


class Watcher(Protocol):
    """`before` answers the number of the call, which `after` is told when the other side is done with it."""

    def before(self, call: str) -> int: ...

    def after(self, number: int) -> None: ...


class Wires:
    def __init__(self, connect: Connect) -> None:
        """`connect` makes the client that really talks to Stripe."""
        self.stripe = _WatchedStripe(self, connect)
        self._watcher: Watcher | None = None
        self._sessions: WeakSet[URLLib3Session] = WeakSet()

    def lay(self, monkeypatch: pytest.MonkeyPatch) -> None:
        send = URLLib3Session.send

        def watched(session: URLLib3Session, request: Any) -> Any:
            self._sessions.add(session)
            return self.carry(name_of(request), lambda: send(session, request))

        monkeypatch.setattr(URLLib3Session, "send", watched)

    @contextmanager
    def watched_by(self, watcher: Watcher | None) -> Iterator[None]:
        former, self._watcher = self._watcher, watcher
        try:
            yield
        finally:
            self._watcher = former

    def carry(self, call: str, send: Callable[[], Any]) -> Any:
        watcher = self._watcher
        if watcher is None:
            return send()
        number = watcher.before(call)
        answer = send()
        watcher.after(number)
        return answer

    def cut(self) -> None:
        """For a process that was just forked: its parent's connections are not its own."""
        for session in list(self._sessions):
            session.close()
        self.stripe.connect_anew()


class _WatchedStripe(stripe.HTTPClient):
    name = "watched"

    def __init__(self, wires: Wires, connect: Connect) -> None:
        super().__init__()
        self._wires = wires
        self._connect = connect
        self._inner = connect()

    def connect_anew(self) -> None:
        self._inner = self._connect()

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,
        *,
        _usage: list[str] | None = None,
    ) -> tuple[Any, int, Mapping[str, str]]:
        path = urlsplit(url).path
        answer: tuple[Any, int, Mapping[str, str]] = self._wires.carry(
            f"Stripe {method.upper()} {_kind_of(path)}",
            lambda: self._inner.request(method, url, headers, post_data),
        )
        return answer

    def close(self) -> None:
        self._inner.close()  # type: ignore[no-untyped-call]


def name_of(request: Any) -> str:
    """`TransactWriteItems`, `SendMessage`; of the calls that have no target we make one, to SES."""
    target = request.headers.get("X-Amz-Target", b"")
    told = target.decode() if isinstance(target, bytes) else target
    return told.rpartition(".")[2] or "SendEmail"


def _kind_of(path: str) -> str:
    """Without the ids, so that the same step has the same name in every life."""
    return "/".join("{id}" if "_" in part and part != "payment_intents" else part for part in path.split("/")[2:])
