"""What DNS and TLS do between a browser and CloudFront: plain calls of a port of this machine reach the distribution.

`Door(endpoint, domain).url` answers what https://`domain` would.
"""

import http.client
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 60
OF_THE_CONNECTION = {"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"}


class Door:
    def __init__(self, endpoint: str, domain: str) -> None:
        handler = type("Passer", (_Passer,), {"endpoint": urlsplit(endpoint), "domain": domain})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="door", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Passer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    endpoint = urlsplit("")
    domain = ""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        beyond = http.client.HTTPConnection(self.endpoint.netloc, timeout=TIMEOUT_SECONDS)
        told = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        beyond.request(self.command, self.path, body, {**told, "Host": self.domain, "X-Forwarded-Proto": "https"})
        self._answer(beyond.getresponse())
        beyond.close()

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OF_THE_CONNECTION:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        # Whoever called may have given up waiting.
        with suppress(ConnectionError):
            self.end_headers()
            self.wfile.write(content)

    def __getattr__(self, name: str) -> Any:
        """Every method is passed on alike: `do_GET`, `do_POST`, …"""
        if name.startswith("do_"):
            return self._pass_on
        raise AttributeError(name)

    def log_message(self, *arguments: object) -> None: ...
