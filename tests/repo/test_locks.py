"""The lock files pin and hash everything, name no address, and follow from what we ask for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repo.tree import ROOT

REQUIREMENTS = ROOT / "requirements"
LOCKS = [REQUIREMENTS / "run.lock", REQUIREMENTS / "dev.lock"]
ADDRESS = re.compile(r"://|--(?:extra-)?index-url|--find-links| @ |file:")
# Builds the editable install; no dependency of the package itself.
BUILD = {"hatchling"}


def pinned(lock: str) -> dict[str, tuple[str, int]]:
    """Return version and number of hashes of every requirement."""
    blocks = re.split(r"\n(?=\S)", lock)
    found: dict[str, tuple[str, int]] = {}
    for block in blocks:
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)", block)
        if match:
            hashes = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", block))
            found[canonicalize_name(match[1])] = (match[2], hashes)
        elif block.strip() and not block.startswith("#"):
            found[block.splitlines()[0]] = ("", 0)
    return found


def asked_for(path: Path) -> list[Requirement]:
    """Return the requirements of an input file, without its options."""
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(lock: Path) -> None:
    rows = pinned(lock.read_text("utf-8"))
    assert rows
    assert [name for name, (version, hashes) in rows.items() if not version or not hashes] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_names_no_address(lock: Path) -> None:
    assert ADDRESS.findall(lock.read_text("utf-8")) == []


def test_no_lock_that_records_addresses_is_committed() -> None:
    assert not (ROOT / "uv.lock").exists()


def test_what_tests_need_holds_what_running_needs_at_the_same_versions() -> None:
    run, dev = (pinned(lock.read_text("utf-8")) for lock in LOCKS)
    assert {name: row for name, row in run.items() if dev.get(name) != row} == {}


@pytest.mark.parametrize("name", ["run", "dev"])
def test_the_lock_follows_from_what_is_asked_for(name: str) -> None:
    rows = pinned((REQUIREMENTS / f"{name}.lock").read_text("utf-8"))
    for requirement in asked_for(REQUIREMENTS / f"{name}.in"):
        version, _ = rows[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement}: run `make lock`"


def test_the_package_declares_what_the_lock_was_made_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {str(Requirement(line)) for line in project["dependencies"]}
    asked = asked_for(REQUIREMENTS / "run.in")
    assert declared == {str(r) for r in asked if r.name not in BUILD}


@pytest.mark.parametrize(
    "bad", ["click==8.5.1", "click>=8 \\\n    --hash=sha256:" + "0" * 64, "./local"]
)
def test_the_check_finds_a_requirement_without_pin_or_hash(bad: str) -> None:
    ((version, hashes),) = pinned(bad).values()
    assert not (version and hashes)


@pytest.mark.parametrize(
    "bad", ["--index-url x", "a @ x", "https" + "://x/y.whl", "--find-links wheels"]
)
def test_the_check_finds_an_address(bad: str) -> None:
    assert ADDRESS.search(bad)
