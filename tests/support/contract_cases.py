"""Asks the command line for the plans that the contract tests and their benchmark check."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.support.door import Answer, ask
from tests.support.generated_athletes import TODAY, Case
from tests.support.plan_checker import check

ATHLETES: Final = Path(__file__).resolve().parents[1] / "contract" / "athletes"
"""The four runners of the examples of good plans."""
MET: Final = (0, 1)
"""Exit codes that come with a plan: done, and done with something left out."""


@cache
def catalogue() -> dict[str, Any]:
    """Return the catalogue's document, as the command prints it."""
    return ask("catalogue", "--json", home=ATHLETES).document


def read(path: Path) -> dict[str, Any]:
    """Return an athlete file of TOML as plain JSON values."""
    plain: dict[str, Any] = json.loads(
        json.dumps(tomllib.loads(path.read_text("utf-8")), default=str)
    )
    return plain


def example(name: str, *, weeks: int | None = None, detail: int) -> Case:
    """Return the case of one of the four example runners."""
    return Case(
        name=name, athlete=read(ATHLETES / f"{name}.toml"), today=TODAY, weeks=weeks, detail=detail
    )


def plan(case: Case, folder: Path, *more: object) -> Answer:
    """Return what ``ironstride plan --json`` answers to a case."""
    path = folder / f"{case.name}.json"
    path.write_text(json.dumps(case.athlete), encoding="utf-8")
    return ask("plan", "--athlete", path, *case.arguments, *more, "--json", home=folder)


def faults(case: Case, answer: Answer) -> list[str]:
    """Return what an outsider finds wrong with an answer, exit code and conflict included."""
    if answer.code not in MET or (case.code is not None and answer.code != case.code):
        return [f"exit {answer.code}, expected {case.code}: {answer.err.strip()[-400:]}"]
    document = answer.document
    found = check(document, case.athlete, catalogue(), weeks=case.weeks, detail=case.detail)
    if bool(document.get("conflict")) is not (answer.code == 1):
        found.append(f"exit {answer.code} with conflict {document.get('conflict')}")
    for each in (document.get("conflict") or {}).get("drop", []):
        if str(each.get("rule", "")).partition(".")[0] in {"safety", "limits"}:
            found.append(f"conflict: {each['rule']} is offered to be dropped")
    return found
