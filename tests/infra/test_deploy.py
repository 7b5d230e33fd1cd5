"""`make deploy`: the commands, their order, and what stops before any of them runs."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from infra import deploy as module
from infra.deploy import CannotDeploy, Target, Words, afterwards, deploy, main, shown, steps, target_of
from infra.parameters import EXAMPLE, STAGES, read, write

TARGET = Target("prod", "123456789012", "eu-west-3")
PARAMETERS = {"DeletionProtection": "true", "DomainName": "coworking.example"}
OUTPUTS = {"SiteBucketName": "the-bucket", "SiteDistributionId": "E1", "SiteUrl": "https://coworking.example"}


class Console:
    """What was run and asked instead of running and asking."""

    def __init__(self, **answers: str) -> None:
        self.ran: list[Words] = []
        self.asked: list[Words] = []
        self.answers = answers

    def run(self, words: Words) -> None:
        self.ran.append(words)

    def ask(self, words: Words) -> str:
        self.asked.append(words)
        if "describe-stacks" in words:
            outputs = [{"OutputKey": key, "OutputValue": value} for key, value in OUTPUTS.items()]
            return json.dumps({"Stacks": [{"Outputs": outputs}]})
        [answer] = [answer for word, answer in self.answers.items() if word.replace("_", "-") in words] or [""]
        return answer


def planned(parameters: dict[str, str] = PARAMETERS) -> list[str]:
    return [" ".join(step.words) for step in steps(TARGET, parameters)]


def place(words: str, plan: Sequence[str]) -> int:
    [found] = [number for number, line in enumerate(plan) if words in line]
    return found


def test_data_and_functions_come_before_the_pages_that_need_them() -> None:
    plan = planned()
    order = [
        "s3api head-bucket", "run build", "infra.package", "cloudformation package", "cloudformation deploy",
        "enable-termination-protection", "frontend/dist/assets", "--exclude index.html", "index.html s3://",
        "create-invalidation",
    ]  # fmt: skip
    assert [place(words, plan) for words in order] == list(range(len(plan)))


def test_code_only_goes_to_a_bucket_of_the_same_account() -> None:
    plan = planned()
    assert "--bucket pupitre-packages-123456789012-eu-west-3 --expected-bucket-owner 123456789012" in plan[0]
    assert all(
        "--s3-bucket pupitre-packages-123456789012-eu-west-3" in line for line in plan if "--s3-bucket" in line
    )


def test_every_call_of_aws_names_its_region() -> None:
    assert all(line.endswith("--region eu-west-3") for line in planned() if line.startswith("aws "))


def test_the_stack_is_deployed_with_the_files_that_packaging_wrote() -> None:
    plan = planned()
    upload, stack = plan[place("cloudformation package", plan)], plan[place("cloudformation deploy", plan)]
    assert "--template-file build/package/sam.json" in upload
    assert re.findall(r"build/package/deploy\.json", upload + stack) == ["build/package/deploy.json"] * 2
    assert "--capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND " in stack
    assert "--parameter-overrides file://build/package/parameters.json" in stack
    assert "--tags pupitre-stage=prod" in stack


def test_the_api_is_packaged_for_the_address_that_people_use() -> None:
    def told(parameters: dict[str, str]) -> tuple[str, ...]:
        return next(step.words for step in steps(TARGET, parameters) if "infra.package" in step.words)

    assert told(PARAMETERS)[-2:] == ("--public-url", "https://coworking.example")
    assert told({"PublicUrl": "https://d1.cloudfront.net"})[-1] == "https://d1.cloudfront.net"
    assert told({})[-2:] == ("--public-url", "")


def test_a_stage_that_may_be_thrown_away_is_not_protected_from_it() -> None:
    assert not any("termination" in line for line in planned({"DeletionProtection": "false"}))


def test_files_that_never_change_are_kept_for_ever_and_the_page_that_names_them_is_not() -> None:
    plan = planned()
    assert "immutable" in plan[place("frontend/dist/assets", plan)]
    assert "--cache-control no-cache" in plan[place("index.html s3://", plan)]
    assert not any("--delete" in line for line in plan)


def test_the_bucket_and_the_distribution_are_those_of_the_stack_once_it_is_there() -> None:
    console = Console()
    plan = steps(TARGET, PARAMETERS)
    outputs = deploy(TARGET, plan, run=console.run, ask=console.ask, say=lambda _: None)
    assert len(console.ran) == len(plan)
    assert len(console.asked) == 1
    assert "the-bucket" in " ".join(console.ran[-2])
    assert console.ran[-1][3:5] == ("--distribution-id", "E1")
    assert "{" not in " ".join(" ".join(words) for words in console.ran)
    assert outputs == OUTPUTS


def test_a_step_that_fails_is_the_last_one() -> None:
    recorder = Console()

    def run(words: Words) -> None:
        if "deploy" in words:
            raise subprocess.CalledProcessError(255, words)
        recorder.run(words)

    with pytest.raises(subprocess.CalledProcessError):
        deploy(TARGET, steps(TARGET, PARAMETERS), run=run, ask=recorder.ask, say=lambda _: None)
    assert recorder.ran
    assert not any("s3" in words for words in recorder.ran)


def test_everything_is_shown_before_anything_runs() -> None:
    plan = steps(TARGET, PARAMETERS)
    text = shown(TARGET, plan)
    assert "pupitre-prod in account 123456789012, eu-west-3" in text
    assert len(text.splitlines()) == len(plan) + 2


@pytest.fixture
def with_cli(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.deploy.shutil.which", lambda _: "/usr/bin/aws")
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)


def test_a_missing_cli_is_said_clearly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.deploy.shutil.which", lambda _: None)
    with pytest.raises(CannotDeploy, match=r"AWS CLI .* is not installed"):
        target_of("prod", Console().ask)


def test_account_and_region_are_those_of_the_cli(with_cli: None, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Console(configure="eu-west-1", sts="123456789012").ask
    assert target_of("prod", ask) == Target("prod", "123456789012", "eu-west-1")
    monkeypatch.setenv("AWS_REGION", "eu-west-3")
    assert target_of("prod", ask) == TARGET


def test_without_a_region_or_a_login_nothing_begins(with_cli: None) -> None:
    with pytest.raises(CannotDeploy, match="no region"):
        target_of("prod", Console(sts="123456789012").ask)
    with pytest.raises(CannotDeploy, match="not signed in"):
        target_of("prod", Console(configure="eu-west-3").ask)


def test_whoever_deploys_without_a_domain_is_told_to_note_the_address() -> None:
    assert "PublicUrl=https://coworking.example" in afterwards(OUTPUTS, {})
    assert "docs/runbooks/upgrade.md" in afterwards(OUTPUTS, PARAMETERS)


@pytest.fixture
def console(with_cli: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Console:
    """A filled-in stage in an empty directory, and nobody to run anything."""
    for file in STAGES.glob("*.json"):
        if ".own" not in file.name:
            (tmp_path / file.name).write_text(file.read_text())
    own = {"OperatorEmail": "a@b.example", "MailFrom": "c@b.example", "MailIdentity": ""}
    write(read(STAGES / EXAMPLE) | own, tmp_path / "prod.own.json")
    console = Console(configure="eu-west-3", sts="123456789012")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("infra.parameters.of_stage.__defaults__", (tmp_path,))
    monkeypatch.setattr(module, "_run", console.run)
    monkeypatch.setattr(module, "_ask", console.ask)
    return console


@pytest.mark.parametrize("typed", ["", "yes", "staging"])
def test_only_the_name_of_the_stage_is_an_agreement(
    console: Console, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: typed)
    with pytest.raises(SystemExit, match="nobody agreed"):
        main(["prod"])
    assert console.ran == []


def test_a_pipeline_that_cannot_answer_has_not_agreed(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(SystemExit, match="nobody agreed"):
        main(["prod"])
    main(["prod", "--yes"])
    assert len(console.ran) > 5


def test_agreeing_runs_the_plan_with_the_parameters_of_the_stage(
    console: Console, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "prod")
    main(["prod"])
    assert console.ran[-1][:3] == ("aws", "cloudfront", "create-invalidation")
    written = read(Path("build/package/parameters.json"))
    assert (written["Stage"], written["OperatorEmail"]) == ("prod", "a@b.example")
    assert "aws cloudformation deploy" in capsys.readouterr().out


def test_parameters_that_do_not_fit_are_refused_before_the_cli_is_asked(console: Console, tmp_path: Path) -> None:
    write(read(tmp_path / EXAMPLE), tmp_path / "prod.own.json")
    with pytest.raises(SystemExit, match="OperatorEmail is still to be filled in"):
        main(["prod", "--yes"])
    assert (console.asked, console.ran) == ([], [])


def test_a_command_that_fails_is_named(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(words: Words) -> None:
        raise subprocess.CalledProcessError(254, words)

    monkeypatch.setattr(module, "_run", fail)
    with pytest.raises(SystemExit, match=r"head-bucket .* ended with 254"):
        main(["prod", "--yes"])
