"""Run ministack: `python -m localdev.aws.emulator --state-dir DIR --port PORT`."""

import argparse
import asyncio
import os
from pathlib import Path

SUPPORTED_VERSION = "1.5.33"


def configure(state_dir: Path, port: int) -> None:
    """ministack reads all of this while it is imported."""
    os.environ.update(
        GATEWAY_PORT=str(port),
        BIND_HOST="127.0.0.1",
        MINISTACK_HOST="127.0.0.1",
        MINISTACK_REGION="eu-west-3",
        # Without it any confirmation code, any tampered token and any refresh token is accepted.
        AUTH="true",
        PERSIST_STATE="1",
        STATE_DIR=str(state_dir),
        S3_PERSIST="1",
        S3_DATA_DIR=str(state_dir / "s3"),
        # Both would listen on every interface.
        SFTP_ENABLED="0",
        IOT_MTLS_ENABLED="0",
        LOG_LEVEL=os.environ.get("LOG_LEVEL", "WARNING"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--state-dir", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--save-every", type=float, default=2.0, help="seconds")
    parser.add_argument("--custom-message-url", help="where Cognito's CustomMessage trigger is posted to")
    options = parser.parse_args()
    state_dir = options.state_dir.resolve()
    state_dir.mkdir(parents=True, exist_ok=True)
    configure(state_dir, options.port)

    from localdev.aws.emulator import cognito, functions, gateway, permissions, serving, site

    serving.refuse_other_versions(SUPPORTED_VERSION)
    cognito.correct(options.custom_message_url)
    functions.correct()
    gateway.correct()
    permissions.correct()
    site.correct(options.port)
    with serving.sole_user_of(state_dir):
        asyncio.run(serving.serve(state_dir, options.port, options.save_every))


if __name__ == "__main__":
    main()
