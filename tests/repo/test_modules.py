"""House style that a machine can see."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.repo.tree import files, relative

MOST_LINES = 500
MODULES = [path for path in files() if path.suffix in {".py", ".js", ".mjs"}]
PYTHON = [path for path in files() if path.suffix == ".py"]
NOQA = re.compile(r"#\s*noqa\b(?P<rest>.*)")
REASONED_NOQA = re.compile(r"^: [A-Z]+\d+(, ?[A-Z]+\d+)*\s+\S+")
TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<rest>.*)")
REASONED_TYPE_IGNORE = re.compile(r"^\[[\w, -]+\]\s+#\s*\S+")


def unreasoned(text: str) -> list[str]:
    """Return the lines that silence a checker without saying which rule and why."""
    return [
        line.strip()
        for line in text.splitlines()
        for pattern, reasoned in ((NOQA, REASONED_NOQA), (TYPE_IGNORE, REASONED_TYPE_IGNORE))
        if (match := pattern.search(line)) and not reasoned.match(match["rest"])
    ]


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_has_at_most_500_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES, (
        f"{relative(path)}: one noun, one module; split it."
    )


@pytest.mark.parametrize("path", PYTHON, ids=relative)
def test_a_silenced_checker_has_its_reason_beside_it(path: Path) -> None:
    if path != Path(__file__):
        assert unreasoned(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "x = 1  # noqa",
        "x = 1  # noqa: S101",
        "x = 1  # type: ignore",
        "x = 1  # type: ignore[misc]",
    ],
)
def test_the_check_finds_a_silence_without_reason(line: str) -> None:
    assert unreasoned(line)


@pytest.mark.parametrize(
    "line", ["x = 1  # noqa: S101  a reason", "x = 1  # type: ignore[misc]  # a reason"]
)
def test_the_check_takes_a_reason(line: str) -> None:
    assert unreasoned(line) == []
