"""``ironstride evidence``: what a row claims, where it comes from, and what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ironstride.cli.options import json_option
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.domain.evidence import Effect, Evidence
    from ironstride.services.citations import Cited

SCHEMA = "ironstride/evidence/1"
NOT_GIVEN = "not given"
CHECKED = {"yes": "re-checked", "part": "re-checked in part", "no": "not re-checked"}
KINDS = {
    "exercises": "Exercises",
    "norms": "Tests",
    "protocols": "Protocols",
    "walk_run": "Walk-run ladders",
    "source": "Sources of the program",
}


@click.command(name="evidence")
@click.argument("id", required=False, metavar="[ID]")
@click.option("--search", metavar="WORDS", help="Rows whose fields together hold all words.")
@click.option("--part", metavar="LETTERS", help="Rows of one part: the letters of their ids.")
@click.option("--grade", type=click.Choice(["A", "B", "C"]), help="Rows of one certainty.")
@click.option(
    "--rechecked",
    type=click.Choice(["yes", "part", "no"]),
    help="Whether the figures were read again at their source.",
)
@click.option("--against", is_flag=True, help="Only rows that found no effect, or a worse one.")
@json_option
def command(
    *,
    id: str | None,
    search: str | None,
    part: str | None,
    grade: str | None,
    rechecked: str | None,
    against: bool,
    as_json: bool,
) -> None:
    """Show a row of evidence: all that it states, how sure it is, and what cites it.

    Rules, exercises, tests and protocols are named. Without ID: all rows in one line each, or
    those that the options find.
    """
    from ironstride.domain.evidence import Checked, Grade
    from ironstride.services.citations import AREAS, Sought, cited, row_of, rows_that

    if id is None:
        if part is not None and part.upper() not in AREAS:
            refuse([_no_part(part, list(AREAS))], as_json=as_json)
        rows = rows_that(
            Sought(
                words=search or "",
                area=(part or "").upper(),
                grade=None if grade is None else Grade(grade),
                checked=None if rechecked is None else Checked(CHECKED[rechecked]),
                against=against,
            )
        )
        if as_json:
            say_json({"schema": SCHEMA, "evidence": [_document(cited(row)) for row in rows]})
            return
        for each in rows:
            say(wrapped(f"{each.id} ({_sureness(each)}): {each.claim}", hang="  "))
        say(f"{len(rows)} rows; `ironstride evidence ID` shows one.")
        return
    if against or any(given is not None for given in (search, part, grade, rechecked)):
        raise click.UsageError("Give an ID or options that find rows, not both.")
    row = row_of(id)
    if row is None:
        problem = Problem(
            code="unknown-evidence",
            sentence=f"“{id}” is no row of evidence.",
            location="ID",
            remedy="`ironstride evidence` lists all; `ironstride why` names those of a choice.",
        )
        refuse([problem], as_json=as_json)
    found = cited(row)
    if as_json:
        say_json({"schema": SCHEMA, "evidence": [_document(found)]})
    else:
        say(_text(found))


def _no_part(part: str, known: list[str]) -> Problem:
    return Problem(
        code="unknown-part",
        sentence=f"No part of the evidence has the letters “{part}”.",
        location="--part",
        remedy=f"Choose one of {', '.join(known)}.",
    )


def _sureness(row: Evidence) -> str:
    from ironstride.services.citations import certainty_words

    checked = "" if row.checked.value == CHECKED["yes"] else f", {row.checked.value}"
    against = "" if row.finding is None else f", {_against(row)}"
    return f"grade {certainty_words(row)}{checked}{against}"


def _against(row: Evidence) -> str:
    return "found no effect" if row.finding == "null" else "found it worse"


def _document(found: Cited) -> dict[str, object]:
    row = found.row
    return {
        "id": row.id,
        "claim": row.claim,
        "figure": row.figure,
        "design": row.design,
        "population": row.population,
        "effects": [_effect(each) for each in row.effects],
        "not_when": row.not_when,
        "source": row.source,
        "doi": row.doi,
        "grade": row.grade.value,
        "graded": row.is_graded,
        "rechecked": row.reread,
        "not_rechecked_part": row.not_reread,
        "finding": None if row.finding is None else row.finding.value,
        "beside": list(row.beside),
        "rules": list(found.rules),
        "exercises": [each.id for each in found.of_kind("exercises")],
        "tests": [each.id for each in found.of_kind("norms")],
        "protocols": [each.id for each in found.of_kind("protocols")],
        "sources": [each.id for each in found.of_kind("source")],
        "named_in": list(found.named_in),
    }


def _effect(effect: Effect) -> dict[str, object]:
    return {
        "of": effect.of,
        "size": effect.size,
        "unit": effect.unit,
        "low": effect.low,
        "high": effect.high,
        "level": effect.level,
        "spread": effect.spread,
    }


def _text(found: Cited) -> str:
    from ironstride.services.citations import GRADE_WORDS, NOT_GRADED, effect_words

    row = found.row
    part = "" if row.not_reread is None else f" Not read at its own source: {row.not_reread}"
    lines = [wrapped(f"{row.id}: {row.claim}")]
    if row.finding is not None:
        lines.append(wrapped(f"This {_against(row)}.", indent="  ", hang="    "))
    lines += [
        wrapped(f"{name}: {text}", indent="  ", hang="    ")
        for name, text in (
            ("Figure", row.figure or NOT_GIVEN),
            ("Design", row.design or NOT_GIVEN),
            ("Who was studied", row.population or NOT_GIVEN),
            ("Size of effect", "; ".join(map(effect_words, row.effects)) or NOT_GIVEN),
            ("When it does not apply", row.not_when or NOT_GIVEN),
            (
                "Certainty",
                f"{row.grade.value}, {GRADE_WORDS[row.grade] if row.is_graded else NOT_GRADED}",
            ),
            ("Read again", f"{row.checked.value}.{part}"),
            ("Source", row.source),
            ("DOI", NOT_GIVEN if row.doi is None else f"https://doi.org/{row.doi}"),
        )
    ]
    lines += [
        wrapped(
            f"Read it with {each.id} ({_sureness(each)}): {each.claim}", indent="  ", hang="    "
        )
        for each in found.beside
    ]
    told = {"Rules": found.rules}
    if found.named_in:
        told["Rows"] = found.named_in
    for each in found.others:
        name = KINDS.get(each.kind, each.kind.capitalize())
        told[name] = (*told.get(name, ()), each.id)
    for name, ids in told.items():
        lines.append(
            wrapped(f"{name} that cite it: {', '.join(ids) or 'none'}", indent="  ", hang="    ")
        )
    return "\n".join(lines)
