import threading
from collections.abc import Iterator
from http.server import HTTPServer
from typing import Any

import pytest

from localdev.aws.provision import provision
from localdev.aws.server import start
from tests.localdev.aws.running import SAVE_EVERY, Running, Trigger, free_port


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    events: list[dict[str, Any]] = []
    trigger = HTTPServer(("127.0.0.1", 0), type("Recorder", (Trigger,), {"events": events}))
    threading.Thread(target=trigger.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{trigger.server_port}/"
    aws = start(tmp_path_factory.mktemp("aws"), free_port(), custom_message_url=url, save_every=SAVE_EVERY)
    yield Running(aws, provision("local", aws.endpoint), events)
    aws.stop()
    trigger.shutdown()
