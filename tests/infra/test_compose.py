import json
import subprocess
import sys
from pathlib import Path

import pytest

from infra.build import merge_template
from infra.compose import ConflictingParts, data_template, data_variables, join, output_name, read


def test_parts_fill_in_one_resource_together() -> None:
    parts = [{"Pool": {"Properties": {"a": 1}}}, {"Pool": {"Properties": {"b": 2}}}]
    assert join(parts) == {"Pool": {"Properties": {"a": 1, "b": 2}}}


@pytest.mark.parametrize("other", [2, {"deeper": 1}])
def test_parts_never_overwrite_each_other(other: object) -> None:
    with pytest.raises(ConflictingParts, match=r"Pool\.size"):
        join([{"Pool": {"size": 1}}, {"Pool": {"size": other}}])


def test_joining_leaves_the_parts_as_they_were() -> None:
    before = json.dumps(read("parts/identity"))
    assert "LambdaConfig" in merge_template()["Resources"]["UserPool"]["Properties"]
    assert json.dumps(read("parts/identity")) == before
    assert "LambdaConfig" not in data_template()["Resources"]["UserPool"]["Properties"]


def test_short_intrinsics_become_long_ones() -> None:
    assert read("parts/queues")["Resources"]["MailsQueue"]["Properties"]["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": ["MailsDeadLetters", "Arn"]},
        "maxReceiveCount": 6,
    }


def test_every_variable_of_the_data_is_an_output() -> None:
    outputs = data_template()["Outputs"]
    assert {output_name(variable) for variable in data_variables()} == set(outputs)
    assert outputs["StripeEventsQueueUrl"] == {"Value": {"Ref": "StripeEventsQueue"}}


def test_the_stage_of_a_package_is_its_default() -> None:
    assert merge_template("staging")["Parameters"]["Stage"]["Default"] == "staging"
    assert merge_template()["Parameters"]["Stage"]["Default"] == "prod"


def test_the_data_part_alone_has_no_finding(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps(data_template()))
    lint = [str(Path(sys.executable).parent / "cfn-lint"), "--regions", "eu-west-3", "--", str(file)]
    finished = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert (finished.returncode, finished.stdout) == (0, "")
