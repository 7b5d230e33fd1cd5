"""The one address people see: `/_local` is the console; the rest goes where CloudFront would send it."""

import logging
import os
import socket
import socketserver
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from chalicelib.core import clock
from localdev import media
from localdev.console.pages import Console
from localdev.gateway import MOST_BYTES, STAGE_PATH, TOO_LARGE, UNEXPECTED, Answer, Gateway, Problem, refuse
from localdev.site import Site, add_security_headers, behaviour_of

_log = logging.getLogger("localdev.front")

LOOPBACK = "127.0.0.1"
MOST_DRAINED = 64 * 1024 * 1024
READS = frozenset({"GET", "HEAD", "OPTIONS"})
NO_LENGTH = Problem(411, "length_required", "Indiquez la longueur du corps.", "Give the length of the body.")

ONLY_READ = Problem(403, "only_read", "Cette adresse se lit seulement.", "This address can only be read.")
"""CloudFront's answer to a method that infra does not let through."""


class PortTaken(RuntimeError):
    """Somebody else listens there."""


class Front:
    """`wrote` is called after each call that may have changed something."""

    def __init__(self, gateway: Gateway, site: Site, console: Console, wrote: Callable[[], None]) -> None:
        self._gateway = gateway
        self._site = site
        self._console = console
        self._wrote = wrote

    def answer(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        asked, _, query = target.partition("?")
        path = unquote(asked)
        if path == "/_local" or path.startswith("/_local/"):
            return self._console.answer(method, path, query, headers, body)
        _, origin, methods = behaviour_of(path)
        if method not in methods and origin != "api":
            answer = refuse(ONLY_READ, headers)
        elif origin == "api":
            # HEAD is cut when it is written, so that it tells the length of what GET would have sent.
            answer = self._gateway.call("GET" if method == "HEAD" else method, target, headers, body)
            if method not in READS:
                self._wrote()
        elif origin == "pages":
            self._site.publish()
            answer = self._gateway.call("GET", f"{STAGE_PATH}{asked}", headers)
        elif origin == "media":
            answer = media.answer(path)
        else:
            answer = self._site.answer(path)
        add_security_headers(answer.headers)
        return answer


class Listener(ThreadingHTTPServer):
    """Bound at once, so that a taken port shows before anything else starts; serves once it has a front."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    # Two products must not share a port, which some systems allow with it.
    allow_reuse_port = False

    def __init__(self, port: int) -> None:
        self.front: Front | None = None
        self._busy = 0
        self._guard = threading.Lock()
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as taken:
            why = os.strerror(taken.errno) if taken.errno else str(taken)
            raise PortTaken(f"Port {port}: {why}. Choose another one: make run PORT={port + 10}") from taken

    def server_bind(self) -> None:
        # HTTPServer would ask the DNS for our name, which takes seconds on some machines.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.port

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def serve(self, front: Front) -> None:
        self.front = front
        threading.Thread(target=self.serve_forever, args=(0.1,), name="front", daemon=True).start()

    def count(self, change: int) -> None:
        with self._guard:
            self._busy += change

    def stop(self, patience: float = 3.0) -> None:
        """Takes no more calls and lets those under way finish."""
        self.shutdown()
        deadline = time.monotonic() + patience
        while self._busy and time.monotonic() < deadline:
            time.sleep(0.02)
        self.server_close()

    def handle_error(self, *_: Any) -> None:
        _log.debug("a connection broke", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: Listener
    protocol_version = "HTTP/1.1"
    server_version = "Pupitre"
    sys_version = ""
    # Buffered and sent at once: unbuffered answers make keep-alive clients wait 40 ms each.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = 120

    def do_GET(self) -> None:
        self.server.count(1)
        try:
            self._write(self._answered())
        finally:
            self.server.count(-1)

    def __getattr__(self, name: str) -> Any:
        """Any verb: which ones an address takes, the gateway says in words and the base class would in HTML."""
        if name.startswith("do_"):
            return self.do_GET
        raise AttributeError(name)

    def _answered(self) -> Answer:
        headers = {name.lower(): value for name, value in self.headers.items()}
        length = headers.get("content-length", "0")
        if "transfer-encoding" in headers or not length.isdecimal():
            self.close_connection = True
            return refuse(NO_LENGTH, headers)
        if int(length) > MOST_BYTES:
            self._drain(int(length))
            return refuse(TOO_LARGE, headers)
        body = self.rfile.read(int(length))
        assert self.server.front is not None
        try:
            return self.server.front.answer(self.command, self.path, headers, body)
        except Exception:  # noqa: BLE001 - a person must see a page or a problem, never a cut connection
            _log.exception("%s %s failed", self.command, self.path.partition("?")[0])
            return refuse(UNEXPECTED, headers)

    def _drain(self, length: int) -> None:
        """A client that is cut while it sends never reads why."""
        self.close_connection = True
        left = min(length, MOST_DRAINED)
        while left and (chunk := self.rfile.read(min(left, 1 << 16))):
            left -= len(chunk)

    def _write(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        if answer.status not in (204, 304):
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status not in (204, 304):
            self.wfile.write(answer.body)
        self.wfile.flush()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The product's clock, which the console moves: the SPA counts down by this header."""
        return super().date_time_string(clock.now().timestamp() if timestamp is None else timestamp)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class named it
        _log.debug(format, *args)


def free_port(wanted: int, *, patience: float = 3.0) -> int:
    """`wanted` if it becomes free in time, else any other; 0 asks for any."""
    deadline = time.monotonic() + patience
    while wanted:
        try:
            return _bound(wanted)
        except OSError:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
    return _bound(0)


def _bound(port: int) -> int:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((LOOPBACK, port))
        return int(probe.getsockname()[1])
