"""The gates themselves: switched on, with a reason beside each exception, and the same in CI."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.repo.tree import CORE, ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
SETTINGS = tomllib.loads(PYPROJECT)
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
RULE_LINE = re.compile(r'^\s*"(?P<rule>[A-Z]{1,6}\d*)",(?P<rest>.*)$', re.MULTILINE)
ROOMS = ("units", "domain", "running", "strength", "body", "planner", "drawing", "catalogue")
DOORS = ("importers", "exporters", "storage", "services", "web", "api", "cli", "mcp")


def without_reason(toml: str) -> list[str]:
    """Return the ignored rules in a ruff table that have no comment beside them."""
    return [m["rule"] for m in RULE_LINE.finditer(toml) if not re.match(r"\s+# \w", m["rest"])]


def ignored_rules() -> list[str]:
    ruff = SETTINGS["tool"]["ruff"]["lint"]
    per_file = (rule for rules in ruff["per-file-ignores"].values() for rule in rules)
    return [*ruff["ignore"], *per_file]


def block(name: str, text: str) -> list[str]:
    """Return the commands of the first fenced block after a heading or sentence with `name`."""
    match = re.search(rf"{name}.*?```\w*\n(.*?)```", text, re.DOTALL)
    assert match, f"no commands after {name!r}"
    return [line.split("#")[0].strip() for line in match[1].splitlines() if line.strip()]


def test_every_rule_of_ruff_is_on() -> None:
    assert SETTINGS["tool"]["ruff"]["lint"]["select"] == ["ALL"]


def test_every_ignored_rule_has_its_reason_on_its_line() -> None:
    assert without_reason(PYPROJECT) == []
    stated = {match["rule"] for match in RULE_LINE.finditer(PYPROJECT)}
    assert set(ignored_rules()) <= stated | {"ALL"}


def test_the_check_finds_an_ignore_without_reason() -> None:
    assert without_reason('  "E501",\n') == ["E501"]
    assert without_reason('  "E501",  # long names of the field\n') == []


def test_mypy_is_strict_over_every_folder_of_ours() -> None:
    mypy = SETTINGS["tool"]["mypy"]
    assert mypy["strict"] is True
    folders = {"src", "tests", "tools", "benchmarks"}
    assert set(mypy["files"]) == folders


def test_the_layer_contract_names_every_room_and_is_exhaustive() -> None:
    (layers,) = (c for c in SETTINGS["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    named = set(re.findall(r"\w+", " ".join(layers["layers"])))
    assert layers["exhaustive"] is True
    assert named == {*ROOMS, *DOORS, "settings", "bootstrap"}


def test_coverage_counts_the_branches_of_the_whole_core() -> None:
    run = SETTINGS["tool"]["coverage"]["run"]
    assert run["branch"] is True
    assert run["source_pkgs"] == [f"ironstride.{room}" for room in CORE]


def test_make_test_runs_every_gate() -> None:
    line = re.search(r"^test:(.*?)##", MAKEFILE, re.MULTILINE)
    assert line
    assert line[1].split() == ["lint", "types", "imports", "unit"]


def test_the_readme_has_two_commands_to_set_up_and_go() -> None:
    assert block("## Start", README) == ["make run", "make test"]


def test_ci_runs_what_the_readme_says_and_requires_the_browser() -> None:
    commands = [line for line in CI.splitlines() if not line.lstrip().startswith("#")]
    assert any(line.endswith("make test") for line in commands)
    assert "IRONSTRIDE_BROWSER=required" in CI
    assert "set -euo pipefail" in CI
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`make (\w+)", README))))
def test_every_make_command_in_the_readme_exists(command: str) -> None:
    assert re.search(rf"^{command}:.*## ", MAKEFILE, re.MULTILINE)
