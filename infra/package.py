"""`python -m infra.package --stage prod`: build deployment.zip and the complete, checked SAM template."""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from infra import artefact, build
from infra.compose import Template
from infra.functions import FUNCTIONS

SCRIPTS = Path(sys.executable).parent
PLACEHOLDER = "replaced-by-infra"
REGION = "eu-west-3"
SHIPPED = ("app.py", "chalicelib", "requirements.txt", ".chalice/config.json")


class IncompletePackage(Exception):
    """The packaged template would deploy something that infra does not describe."""


def package(project: Path, out: Path, stage: str) -> Path:
    """The template, beside its deployment.zip. Raises IncompletePackage, UnfitArtefact, CalledProcessError."""
    out = out.resolve()
    merge = out / "infra.json"
    build.write(merge, stage)
    with tempfile.TemporaryDirectory(prefix="pupitre-package-") as folder:
        copied = Path(folder)
        _copy(project, copied)
        chalice: list[str | Path] = [SCRIPTS / "chalice", "package", "--stage", stage]
        _run([*chalice, "--template-format", "json", "--merge-template", merge, out], copied)
    template = out / "sam.json"
    check_complete(json.loads(template.read_text(encoding="utf-8")))
    _run([SCRIPTS / "cfn-lint", "--regions", REGION, "--", template], project)
    return template


def check_complete(template: Template) -> None:
    """A function that app.py has and infra forgot passes cfn-lint and would deploy with a false role."""
    functions = {
        name
        for name, resource in template["Resources"].items()
        if resource.get("Type") == "AWS::Serverless::Function"
    }
    described = {function.logical_id for function in FUNCTIONS}
    if functions != described:
        raise IncompletePackage(
            f"only in app.py: {sorted(functions - described)}; only in infra/functions.py: "
            f"{sorted(described - functions)}"
        )
    if PLACEHOLDER in json.dumps(template):
        raise IncompletePackage(f"a resource still refers to a placeholder that contains {PLACEHOLDER!r}")


def _copy(project: Path, to: Path) -> None:
    """Chalice zips whatever lies in chalicelib: what this machine compiled or left there must not ship."""
    for name in SHIPPED:
        source, target = project / name, to / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        elif source.exists():
            shutil.copy(source, target)


def _run(command: list[str | Path], directory: Path) -> None:
    # Chalice asks for a region although packaging calls no service, and imports the application before it zips it.
    environment = {"AWS_DEFAULT_REGION": REGION, **os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    words = [str(word) for word in command]
    subprocess.run(words, cwd=directory, env=environment, check=True)  # noqa: S603 - our own two tools


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stage", default="prod")
    parser.add_argument("--out", type=Path, default=build.DEFAULT_FILE.parent)
    parser.add_argument("--public-url", default="", help="the SPA's origin, the only one that CORS lets in")
    parser.add_argument("--project", type=Path, default=Path())
    options = parser.parse_args()
    # app.py names the origin of CORS while it is packaged.
    os.environ["PUBLIC_URL"] = options.public_url
    try:
        template = package(options.project, options.out, options.stage)
        requirements = (options.project / "requirements.txt").read_text(encoding="utf-8")
        size = artefact.check(template.parent / "deployment.zip", requirements)
    except (IncompletePackage, artefact.UnfitArtefact, subprocess.CalledProcessError) as problem:
        sys.exit(f"not packaged: {problem}")
    sys.stdout.write(f"packaged: {template}\n{size}\n")


if __name__ == "__main__":
    main()
