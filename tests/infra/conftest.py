import json
import shutil
from pathlib import Path

import pytest

from infra.compose import Template
from infra.package import package

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def stub_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("stub")
    shutil.copy(Path(__file__).parent / "stub_application.py", project / "app.py")
    shutil.copytree(ROOT / ".chalice", project / ".chalice", ignore=shutil.ignore_patterns("deployments"))
    (project / "requirements.txt").touch()
    return project


@pytest.fixture(scope="session")
def packaged(stub_project: Path) -> Template:
    """What would be deployed; packaging fails unless cfn-lint finds nothing at all."""
    template: Template = json.loads(package(stub_project, stub_project / "out", "prod").read_text())
    return template
