"""The parameters of each stage: all of them decided, none of them unknown, the operator's own kept out."""

import json
import subprocess
from pathlib import Path

import pytest

from infra.build import merge_template
from infra.parameters import EXAMPLE, STAGES, UnfitParameters, check, of_stage, public_url, read, write

NAMES = ["dev", "staging", "prod"]
OWN = {"OperatorEmail": "a@b.example", "MailFrom": "c@b.example", "MailIdentity": "b.example"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in STAGES.glob("*.json"):
        if ".own" not in file.name:
            (tmp_path / file.name).write_text(file.read_text())
    return tmp_path


def fill_in(folder: Path, stage: str, **more: str) -> None:
    write(read(folder / EXAMPLE) | OWN | more, folder / f"{stage}.own.json")


def test_there_is_a_file_for_each_stage_that_chalice_knows() -> None:
    stages = json.loads((STAGES.parents[1] / ".chalice" / "config.json").read_text())["stages"]
    assert sorted(stages) == sorted(NAMES)
    assert {file.stem for file in STAGES.glob("*.json") if "." not in file.stem} == set(NAMES)


@pytest.mark.parametrize("stage", NAMES)
def test_every_parameter_of_the_template_is_decided_in_one_of_the_two_files(stage: str) -> None:
    ours, own = read(STAGES / f"{stage}.json"), read(STAGES / EXAMPLE)
    assert set(ours) & set(own) == set()
    assert set(ours) | set(own) == set(merge_template(stage)["Parameters"])
    assert ours["Stage"] == stage


@pytest.mark.parametrize("stage", NAMES)
def test_every_value_is_one_that_the_template_allows(stage: str) -> None:
    declared = merge_template(stage)["Parameters"]
    for name, value in read(STAGES / f"{stage}.json").items():
        allowed = declared[name].get("AllowedValues")
        assert allowed is None or value in [str(each) for each in allowed], name
        if declared[name]["Type"] == "Number":
            assert float(value) >= declared[name].get("MinValue", 0), name


def test_what_has_no_default_is_asked_of_the_operator_in_words() -> None:
    asked = {name for name, value in read(STAGES / EXAMPLE).items() if value.startswith("<")}
    without_default = {name for name, declared in merge_template()["Parameters"].items() if "Default" not in declared}
    assert without_default == {"OperatorEmail", "MailFrom"}
    assert without_default <= asked


def test_only_a_stage_that_may_be_thrown_away_is_unprotected() -> None:
    assert {stage: read(STAGES / f"{stage}.json")["DeletionProtection"] for stage in NAMES} == {
        "dev": "false", "staging": "true", "prod": "true",
    }  # fmt: skip
    for stage in ("staging", "prod"):
        parameters = read(STAGES / f"{stage}.json")
        assert (parameters["PointInTimeRecovery"], parameters["Alarms"]) == ("true", "true")


def test_only_a_stage_for_trials_can_be_emptied_again() -> None:
    """Nobody deletes from an archive in COMPLIANCE before its years are over: that is decided once per stage."""
    archives = {stage: read(STAGES / f"{stage}.json") for stage in NAMES}
    assert {stage: (own["ArchiveLock"], own["ArchiveYears"]) for stage, own in archives.items()} == {
        "dev": ("GOVERNANCE", "1"),
        "staging": ("COMPLIANCE", "10"),
        "prod": ("COMPLIANCE", "10"),
    }


def test_the_example_as_it_is_deploys_nothing_and_says_all_that_is_missing(folder: Path) -> None:
    (folder / "prod.own.json").write_text((folder / EXAMPLE).read_text())
    with pytest.raises(UnfitParameters) as unfit:
        check(of_stage("prod", folder), merge_template("prod"))
    for name in ("OperatorEmail", "MailFrom", "MailIdentity"):
        assert f"{name} is still to be filled in" in str(unfit.value)


@pytest.mark.parametrize("stage", NAMES)
def test_a_filled_in_example_is_all_it_takes(folder: Path, stage: str) -> None:
    fill_in(folder, stage)
    check(of_stage(stage, folder), merge_template(stage))


def test_a_parameter_that_the_template_does_not_know_is_refused_by_name(folder: Path) -> None:
    fill_in(folder, "prod", DomainNane="x.example")
    with pytest.raises(UnfitParameters, match="DomainNane is no parameter"):
        check(of_stage("prod", folder), merge_template("prod"))


def test_an_empty_value_is_none_where_one_is_needed(folder: Path) -> None:
    fill_in(folder, "prod", OperatorEmail="")
    with pytest.raises(UnfitParameters, match="OperatorEmail is missing"):
        check(of_stage("prod", folder), merge_template("prod"))


def test_the_operator_may_say_otherwise_than_we_do(folder: Path) -> None:
    fill_in(folder, "prod", MonthlyBudgetUsd="25")
    assert of_stage("prod", folder)["MonthlyBudgetUsd"] == "25"


def test_an_unknown_stage_and_a_missing_file_say_what_to_do(folder: Path) -> None:
    with pytest.raises(UnfitParameters, match="dev, prod, staging"):
        of_stage("production", folder)
    with pytest.raises(UnfitParameters, match=r"copy .*own\.example\.json to prod\.own\.json"):
        of_stage("prod", folder)


@pytest.mark.parametrize("text", ["", "{}}", '{"Stage": "prod"}', "[1]", '["Stage"]'])
def test_a_file_of_another_form_is_refused_by_name(folder: Path, text: str) -> None:
    (folder / "prod.own.json").write_text(text)
    with pytest.raises(UnfitParameters, match=r"prod\.own\.json must be"):
        of_stage("prod", folder)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    parameters = {"MailFrom": "a=b@c.example", "DomainName": ""}
    write(parameters, tmp_path / "deeper" / "parameters.json")
    assert read(tmp_path / "deeper" / "parameters.json") == parameters


def test_the_own_domain_goes_before_an_address_that_was_noted(folder: Path) -> None:
    assert public_url({"DomainName": "", "PublicUrl": ""}) == ""
    assert public_url({"DomainName": "", "PublicUrl": "https://d1.cloudfront.net"}) == "https://d1.cloudfront.net"
    assert public_url({"DomainName": "b.example", "PublicUrl": "https://d1.cloudfront.net"}) == "https://b.example"


def test_git_never_sees_the_operators_own_file() -> None:
    ignored = ["git", "check-ignore", "--quiet", "infra/stages/prod.own.json"]
    assert subprocess.run(ignored, cwd=STAGES.parents[1], check=False).returncode == 0
    shared = ["git", "check-ignore", "--quiet", f"infra/stages/{EXAMPLE}"]
    assert subprocess.run(shared, cwd=STAGES.parents[1], check=False).returncode == 1
