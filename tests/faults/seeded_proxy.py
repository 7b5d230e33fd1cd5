"""microburst with dice that can be set: `python -m tests.faults.seeded_proxy UPSTREAM PORT`.

`POST /_dice {"seed": 7}` makes the faults of one storm fall on the same calls again.
"""

import random
import sys
from collections.abc import Mapping
from typing import Any

from aiohttp import web
from microburst.app import make_control_app
from microburst.core import pipeline
from microburst.core.pipeline import Microburst
from microburst.detection import detect


def served(upstream: str) -> web.Application:
    microburst = Microburst(upstream)
    app: web.Application = make_control_app(microburst)
    app.on_startup.append(microburst.start)
    app.on_cleanup.append(microburst.stop)
    app.router.add_post("/_dice", _set_dice)
    app.router.add_route("*", "/{tail:.*}", microburst.handle_proxy)
    return app


def _detect(headers: Mapping[str, str], method: str, path: str, *rest: Any) -> Any:
    """The second API of SES signs its calls like the first, whose errors have another form."""
    if path.startswith("/v2/email/"):
        signed = headers.get("Authorization", "").replace("/ses/", "/sesv2/")
        headers = {**headers, "Authorization": signed}
    return detect(headers, method, path, *rest)


async def _set_dice(request: web.Request) -> web.Response:
    random.seed((await request.json())["seed"])
    return web.json_response({})


if __name__ == "__main__":
    pipeline.detect = _detect
    web.run_app(served(sys.argv[1]), host="127.0.0.1", port=int(sys.argv[2]), print=None)
