"""What a command says: one document on stdout, everything about it on stderr."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterable, Mapping
from typing import Final, NoReturn

import click

from ironstride.domain.problem import Problem, Severity

DONE: Final = 0
CANNOT_BE_MET: Final = 1
WRONG_INPUT: Final = 2
PROBLEMS: Final = "ironstride/problems/1"

WIDEST: Final = 100
NARROWEST: Final = 36


def width() -> int:
    """Return how many columns text may use."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def say(text: str = "") -> None:
    """Print a line of the answer."""
    click.echo(text)


def say_json(document: Mapping[str, object]) -> None:
    """Print the one JSON document of a command."""
    click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))


def say_json_line(document: Mapping[str, object]) -> None:
    """Print a document in one line: commands that go on say one line for each event."""
    click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))


def wrapped(text: str, *, indent: str = "", hang: str | None = None) -> str:
    """Return text in lines that fit the terminal."""
    return textwrap.fill(
        text,
        width(),
        initial_indent=indent,
        subsequent_indent=indent if hang is None else hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on stderr: what, where, remedy."""
    for problem in problems:
        kind = "Error" if problem.severity is Severity.ERROR else "Note"
        click.echo(wrapped(f"{kind}: {problem.sentence}", hang="  "), err=True)
        if problem.location:
            click.echo(f"  Where: {problem.location}", err=True)
        if problem.remedy:
            click.echo(wrapped(f"  Remedy: {problem.remedy}", hang="  "), err=True)


def problem_document(problem: Problem) -> dict[str, object]:
    """Return a problem as plain values."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "what": problem.sentence,
        "where": problem.location,
        "remedy": problem.remedy,
    }


def problems_document(problems: Iterable[Problem]) -> dict[str, object]:
    """Return the document that stands for the answer where something is wrong."""
    return {"schema": PROBLEMS, "problems": [problem_document(each) for each in problems]}


def refuse(problems: Iterable[Problem], *, as_json: bool) -> NoReturn:
    """End with exit code 2, every problem told; with ``--json`` also as the one document."""
    told = list(problems)
    tell(told)
    if as_json:
        say_json(problems_document(told))
    leave(WRONG_INPUT)


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise click.exceptions.Exit(code)
