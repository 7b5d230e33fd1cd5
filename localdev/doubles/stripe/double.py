"""The double as one thing to start and stop: a server, a courier for webhooks, a tick for the clock."""

import logging
import os
import threading
from pathlib import Path
from types import TracebackType

from localdev.doubles.stripe import deadlines
from localdev.doubles.stripe.api import Api
from localdev.doubles.stripe.connect_pages import ConnectPages
from localdev.doubles.stripe.control import Control
from localdev.doubles.stripe.destinations import Destination, Receiver
from localdev.doubles.stripe.hosted_page import HostedPage
from localdev.doubles.stripe.http_server import LoopbackServer
from localdev.doubles.stripe.store import Store
from localdev.doubles.stripe.unit_of_work import Configuration
from localdev.doubles.stripe.webhooks import Courier
from localdev.doubles.stripe.wire import Answer, Call, json_answer, redirect

_log = logging.getLogger(__name__)

# They sign messages from one process of this machine to another; they protect nothing.
DEFAULT_WEBHOOK_SECRET = "whsec_local_double"  # noqa: S105
DEFAULT_CONNECT_WEBHOOK_SECRET = "whsec_local_double_connect"  # noqa: S105
DEFAULT_THIN_WEBHOOK_SECRET = "whsec_local_double_thin"  # noqa: S105

_TICK_SECONDS = 1.0
_STAGES_WITH_A_DOUBLE = ("local", "test")


class RefusedToStart(RuntimeError):
    """A double of a payment provider has no business outside development."""


class StripeDouble:
    def __init__(
        self,
        *,
        port: int = 0,
        state_file: Path | None = None,
        webhook_url: str | None = None,
        webhook_secret: str = DEFAULT_WEBHOOK_SECRET,
        connect_webhook_url: str | None = None,
        connect_webhook_secret: str = DEFAULT_CONNECT_WEBHOOK_SECRET,
        thin_webhook_url: str | None = None,
        thin_webhook_secret: str = DEFAULT_THIN_WEBHOOK_SECRET,
        merchant_name: str = "Pupitre",
        retry_base_seconds: float = 1.0,
    ) -> None:
        stage = os.environ.get("STAGE", "")
        if stage not in _STAGES_WITH_A_DOUBLE:
            raise RefusedToStart(f"STAGE is {stage!r}; the Stripe double starts only when it is local or test")
        self._stopping = threading.Event()
        self._server = LoopbackServer(port, self._answer, self._answered)
        self._store = Store(state_file)
        addresses = (
            (Destination.PLATFORM, webhook_url, webhook_secret),
            (Destination.CONNECT, connect_webhook_url, connect_webhook_secret),
            (Destination.THIN, thin_webhook_url, thin_webhook_secret),
        )
        receivers = {name: Receiver(url, secret) for name, url, secret in addresses if url is not None}
        self._configuration = Configuration(self._server.url, merchant_name, receivers)
        self._courier = Courier(self._store, receivers, retry_base_seconds)
        self._api = Api(self._store, self._configuration, self._courier, self._stopping)
        self._hosted_page = HostedPage(self._store, self._configuration, self._courier)
        self._connect_pages = ConnectPages(self._store, self._configuration, self._courier)
        self._control = Control(self._store, self._configuration, self._courier)
        self._threads = (
            threading.Thread(target=self._server.serve_forever, args=(0.05,), name="stripe-double", daemon=True),
            threading.Thread(target=self._tick, name="stripe-double-tick", daemon=True),
        )

    @property
    def url(self) -> str:
        return self._server.url

    def start(self) -> "StripeDouble":
        for thread in self._threads:
            thread.start()
        self._courier.start()
        return self

    def stop(self) -> None:
        self._stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.cut_connections()
        self._courier.stop()
        for thread in self._threads:
            thread.join()
        self._store.close()

    def __enter__(self) -> "StripeDouble":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def deliver_webhooks(self) -> None:
        """Attempt every delivery still owed before returning; tests need not wait for back-offs."""
        self._courier.send_everything_owed()

    def _answer(self, call: Call) -> Answer:
        if call.path.startswith(("/v1/", "/v2/")):
            return self._api.answer(call)
        if call.path.startswith("/pay/"):
            return self._hosted_page.answer(call)
        if call.path.startswith("/connect/"):
            return self._connect_pages.answer(call)
        if call.path == "/_double" or call.path.startswith("/_double/"):
            return self._control.answer(call)
        if call.path == "/":
            return redirect("/_double")
        return json_answer(404, {"error": {"type": "invalid_request_error", "message": "Nothing lives here."}})

    def _answered(self, answer: Answer) -> None:
        if answer.events:
            self._courier.release(answer.events)

    def _tick(self) -> None:
        while not self._stopping.wait(_TICK_SECONDS):
            try:
                with self._store.transaction() as connection:
                    emitted = deadlines.run_due(connection, self._configuration)
            except Exception:  # noqa: BLE001 - a thread that dies would stop time without a word
                _log.exception("the tick stumbled and goes on")
                continue
            if emitted:
                self._courier.release(emitted)
