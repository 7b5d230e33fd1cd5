"""The socket: reads calls, writes answers, bound to this machine only."""

import logging
import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from localdev.doubles.stripe.wire import Answer, Call, json_answer

_log = logging.getLogger(__name__)

_LARGEST_BODY = 1_000_000
_LOOPBACK = "127.0.0.1"


class LoopbackServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, answer: Callable[[Call], Answer], answered: Callable[[Answer], None]) -> None:
        super().__init__((_LOOPBACK, port), _Handler)
        self.answer = answer
        self.answered = answered
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://{_LOOPBACK}:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        """Clients keep connections alive; a stopped double must not go on answering on them."""
        with self._open_lock:
            still_open = list(self._open)
        for connection in still_open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    server: LoopbackServer
    protocol_version = "HTTP/1.1"
    server_version = "StripeDouble"
    sys_version = ""
    # Answers are small and written in two steps; waiting for the peer would cost 40 ms each.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_GET  # noqa: N815
    do_DELETE = do_GET  # noqa: N815

    def _serve(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > _LARGEST_BODY:
            self.close_connection = True
            self._write(json_answer(413, {"error": {"type": "invalid_request_error", "message": "Too large."}}))
            return
        body = self.rfile.read(size).decode("utf-8", errors="replace")
        address = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = self._answer_to(Call(self.command, address.path, address.query, body, headers))
        try:
            self._write(answer)
        finally:
            self.server.answered(answer)

    def _answer_to(self, call: Call) -> Answer:
        try:
            return self.server.answer(call)
        except Exception:  # noqa: BLE001 - one broken answer must not end the double
            _log.exception("the double failed on %s %s", call.method, call.path)
            message = "The double itself failed; its log tells why."
            return json_answer(500, {"error": {"type": "api_error", "message": message}})

    def _write(self, answer: Answer) -> None:
        if answer.dropped:
            self.close_connection = True
            return
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.content)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class named it
        _log.debug(format, *args)
