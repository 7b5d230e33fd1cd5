"""`python -m infra.deploy prod`: shows the commands that deploy a stage, and runs them once you agree.

It needs the AWS CLI, with the rights and the region of whoever deploys. What it does by itself is also written down
in docs/runbooks/upgrade.md, for the night on which it does not work.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra import parameters as stage_parameters
from infra.build import merge_template
from infra.parameters import Parameters, UnfitParameters

BUILT = Path("build/package")
SPA = Path("frontend/dist")
CAPABILITIES = ("CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND")
FOREVER = "public,max-age=31536000,immutable"

Words = tuple[str, ...]
Ask = Callable[[Words], str]
"""Runs a command and returns what it prints."""
Run = Callable[[Words], None]


class CannotDeploy(Exception):
    """Said to whoever asked for it; nothing was deployed."""


@dataclass(frozen=True)
class Target:
    stage: str
    account: str
    region: str

    @property
    def stack(self) -> str:
        return f"pupitre-{self.stage}"

    @property
    def packages(self) -> str:
        """The bucket that Lambda's code is uploaded to; docs/runbooks/first-deploy.md makes it."""
        return f"pupitre-packages-{self.account}-{self.region}"

    def aws(self, *words: str) -> Words:
        return ("aws", *words, "--region", self.region)


@dataclass(frozen=True)
class Step:
    """`{Output}` in the words stands for an output of the stack, known once it is deployed."""

    says: str
    words: Words


def steps(target: Target, parameters: Mapping[str, str]) -> list[Step]:
    """In this order: what may refuse, then data and functions in one, then the pages that need them."""
    return [
        # Bucket names are anybody's: code must not go to a bucket that somebody else made first.
        Step("is the bucket for packages ours?", target.aws(
            "s3api", "head-bucket", "--bucket", target.packages, "--expected-bucket-owner", target.account)),
        Step("build the pages", ("npm", "--prefix", "frontend", "run", "build")),
        Step("package the functions, check the template", (
            sys.executable, "-m", "infra.package", "--stage", target.stage,
            "--public-url", stage_parameters.public_url(parameters))),
        Step("upload the code", target.aws(
            "cloudformation", "package", "--template-file", f"{BUILT}/sam.json", "--use-json",
            "--s3-bucket", target.packages, "--s3-prefix", target.stack,
            "--output-template-file", f"{BUILT}/deploy.json")),
        Step("deploy the stack", target.aws(
            "cloudformation", "deploy", "--template-file", f"{BUILT}/deploy.json", "--stack-name", target.stack,
            "--s3-bucket", target.packages, "--s3-prefix", target.stack,
            "--capabilities", *CAPABILITIES, "--no-fail-on-empty-changeset",
            "--tags", f"pupitre-stage={target.stage}",
            "--parameter-overrides", f"file://{BUILT}/parameters.json")),
        *_protect(target, parameters),
        *_publish(target),
    ]  # fmt: skip


def _protect(target: Target, parameters: Mapping[str, str]) -> list[Step]:
    if parameters.get("DeletionProtection") != "true":
        return []
    return [Step("protect the stack from deletion", target.aws(
        "cloudformation", "update-termination-protection", "--enable-termination-protection",
        "--stack-name", target.stack))]  # fmt: skip


def _publish(target: Target) -> list[Step]:
    """Nothing is deleted: pages that are open still load the files of before, and a rollback finds them. The page
    that names the new files comes last."""
    site = "s3://{SiteBucketName}"
    return [
        Step("upload the files that never change", target.aws(
            "s3", "sync", f"{SPA}/assets", f"{site}/assets", "--cache-control", FOREVER)),
        Step("upload the others", target.aws(
            "s3", "sync", f"{SPA}", site, "--exclude", "assets/*", "--exclude", "index.html",
            "--cache-control", "no-cache")),
        Step("show the new pages", target.aws(
            "s3", "cp", f"{SPA}/index.html", f"{site}/index.html", "--cache-control", "no-cache")),
        Step("and everywhere", target.aws(
            "cloudfront", "create-invalidation", "--distribution-id", "{SiteDistributionId}",
            "--paths", "/index.html")),
    ]  # fmt: skip


def target_of(stage: str, ask: Ask) -> Target:
    """The account and region that the AWS CLI is set up for. Raises CannotDeploy."""
    if shutil.which("aws") is None:
        raise CannotDeploy(
            "the AWS CLI (`aws`) is not installed. It is the only thing that talks to AWS here: install it, "
            "sign in (`aws configure` or `aws configure sso`), and try again"
        )
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    region = region or ask(("aws", "configure", "get", "region"))
    if not region:
        raise CannotDeploy("the AWS CLI knows no region: set AWS_REGION, e.g. AWS_REGION=eu-west-3")
    account = ask(("aws", "sts", "get-caller-identity", "--query", "Account", "--output", "text"))
    if not account.isdecimal():
        raise CannotDeploy("the AWS CLI is not signed in: `aws sts get-caller-identity` names no account")
    return Target(stage, account, region)


def deploy(target: Target, plan: Iterable[Step], *, run: Run, ask: Ask, say: Callable[[str], None]) -> Parameters:
    """Runs each step; returns the outputs of the stack."""
    outputs: Parameters = {}
    for step in plan:
        if any("{" in word for word in step.words) and not outputs:
            outputs = _outputs(target, ask)
        say(f"\n── {step.says}")
        run(tuple(word.format_map(outputs) if "{" in word else word for word in step.words))
    return outputs or _outputs(target, ask)


def _outputs(target: Target, ask: Ask) -> Parameters:
    told = ask(target.aws("cloudformation", "describe-stacks", "--stack-name", target.stack, "--output", "json"))
    return {each["OutputKey"]: each["OutputValue"] for each in json.loads(told)["Stacks"][0]["Outputs"]}


def shown(target: Target, plan: Iterable[Step]) -> str:
    lines = [f"  {shlex.join(step.words)}" for step in plan]
    where = f"{target.stack} in account {target.account}, {target.region}"
    return "\n".join([f"To deploy {where}, these commands run:", "", *lines, ""])


def afterwards(outputs: Mapping[str, str], parameters: Mapping[str, str]) -> str:
    site = outputs["SiteUrl"]
    if stage_parameters.public_url(parameters) == site:
        return f"{site} is deployed. Now look at it: docs/runbooks/upgrade.md, «Afterwards»."
    return (
        f"{site} is deployed, but mails and Stripe do not know that address yet: "
        f"set PublicUrl={site} in the stage's own parameters and deploy once more."
    )


def _agree(stage: str) -> None:
    """Raises CannotDeploy."""
    try:
        typed = input(f"Type {stage} to run them: ")
    except EOFError:
        typed = ""
    if typed.strip() != stage:
        raise CannotDeploy("nobody agreed")


def _run(words: Words) -> None:
    subprocess.run(words, check=True)  # noqa: S603 - the commands that were shown


def _ask(words: Words) -> str:
    return subprocess.run(words, check=False, stdout=subprocess.PIPE, text=True).stdout.strip()  # noqa: S603


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="infra.deploy", description="Deploys a stage.")
    parser.add_argument("stage")
    parser.add_argument("--yes", action="store_true", help="do not ask, for a pipeline")
    options = parser.parse_args(arguments)
    try:
        parameters = stage_parameters.of_stage(options.stage)
        stage_parameters.check(parameters, merge_template(options.stage))
        target = target_of(options.stage, _ask)
        plan = steps(target, parameters)
        _say(shown(target, plan))
        if not options.yes:
            _agree(options.stage)
        stage_parameters.write(parameters, BUILT / "parameters.json")
        _say(afterwards(deploy(target, plan, run=_run, ask=_ask, say=_say), parameters))
    except (UnfitParameters, CannotDeploy) as problem:
        sys.exit(f"not deployed: {problem}")
    except subprocess.CalledProcessError as failed:
        sys.exit(f"stopped: {shlex.join(failed.cmd)} ended with {failed.returncode} (docs/runbooks/upgrade.md)")


if __name__ == "__main__":
    main()
