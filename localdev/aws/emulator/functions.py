"""Makes ministack's Lambda functions see what their own package holds, and start in seconds.

Its workers run in the emulator's environment, where a package that is missing from an archive would be found. And
each unpacks and compiles the archive for itself: a hundred megabytes, for each of a dozen functions.
"""

import atexit
import hashlib
import shutil
import tempfile
import threading
import zipfile
from functools import cache
from pathlib import Path
from types import SimpleNamespace, TracebackType

from ministack.core import lambda_runtime

_FORGET = """\
import sys
sys.path[:] = [path for path in sys.path if not path.endswith(("site-packages", "dist-packages"))]
"""
_one_at_a_time = threading.Lock()


def correct() -> None:
    lambda_runtime._PYTHON_WORKER_SCRIPT = _FORGET + lambda_runtime._PYTHON_WORKER_SCRIPT
    lambda_runtime.zipfile = SimpleNamespace(ZipFile=SharedArchive, BadZipFile=zipfile.BadZipFile)


class SharedArchive:
    """A zipfile.ZipFile, as far as a worker needs one, that links to what it unpacked before."""

    def __init__(self, file: str) -> None:
        self._file = Path(file)

    def __enter__(self) -> "SharedArchive":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def extractall(self, folder: str) -> None:
        with _one_at_a_time:
            unpacked = _folder() / hashlib.sha256(self._file.read_bytes()).hexdigest()
            if not unpacked.exists():
                with zipfile.ZipFile(self._file) as archive:
                    archive.extractall(unpacked)
        for entry in unpacked.iterdir():
            (Path(folder) / entry.name).symlink_to(entry)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ministack-code-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
