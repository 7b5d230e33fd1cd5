"""Lets a deployed site reach the deployed API: ministack dials no name of AWS's, and the API has no other."""

import re
from typing import Any

from ministack.services import cloudfront

HERE = "127.0.0.1"
_API = re.compile(r"(?P<id>\w+)\.execute-api\.[\w-]+\.amazonaws\.com")


def correct(port: int) -> None:
    forward = cloudfront._forward_to_origin

    def forward_to_origin(
        origin: dict[str, Any],
        method: str,
        uri: str,
        query: str,
        headers: dict[str, str],
        body: bytes,
        is_https: bool,
        viewer: str = HERE,
        before: str = "",
    ) -> Any:
        api = _API.fullmatch(origin["domain_name"])
        if api is None:
            return forward(origin, method, uri, query, headers, body, is_https, viewer, before)
        here = {**origin, "domain_name": HERE, "http_port": port, "protocol_policy": "http-only"}
        path = f"/_aws/execute-api/{api['id']}{uri}"
        # Behind the viewer's address stands CloudFront's, which API Gateway adds.
        seen = f"{before}, {viewer}" if before else viewer
        return forward(here, method, path, query, headers, body, is_https, HERE, seen)

    cloudfront._forward_to_origin = forward_to_origin
