"""``ironstride evidence``: what a row claims, where it comes from, and what stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ironstride.cli.options import json_option
from ironstride.cli.output import refuse, say, say_json, wrapped
from ironstride.domain.problem import Problem

if TYPE_CHECKING:
    from ironstride.domain.evidence import Evidence
    from ironstride.services.citations import Cited

SCHEMA = "ironstride/evidence/1"


@click.command(name="evidence")
@click.argument("id", required=False, metavar="[ID]")
@click.option(
    "--search", metavar="WORDS", help="Rows whose claim, figure or source hold all words."
)
@json_option
def command(*, id: str | None, search: str | None, as_json: bool) -> None:
    """Show a row of evidence: claim, figure, source, certainty, and what cites it.

    Rules, exercises and protocols are named. Without ID: all rows in one line each, or those
    that --search finds.
    """
    from ironstride.services.citations import cited, row_of, rows_about

    if id is None:
        rows = rows_about(search or "")
        if as_json:
            say_json({"schema": SCHEMA, "evidence": [_document(cited(row)) for row in rows]})
            return
        for each in rows:
            say(wrapped(f"{each.id} ({_sureness(each)}): {each.claim}", hang="  "))
        say(f"{len(rows)} rows; `ironstride evidence ID` shows one.")
        return
    if search is not None:
        raise click.UsageError("Give an ID or --search, not both.")
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


def _sureness(row: Evidence) -> str:
    return f"grade {row.grade.value}{'' if row.reread else ', not re-checked'}"


def _document(found: Cited) -> dict[str, object]:
    row = found.row
    return {
        "id": row.id,
        "claim": row.claim,
        "figure": row.figure,
        "source": row.source,
        "doi": row.doi,
        "grade": row.grade.value,
        "rechecked": row.reread,
        "rules": list(found.rules),
        "exercises": list(found.exercises),
        "protocols": list(found.protocols),
    }


def _text(found: Cited) -> str:
    row = found.row
    checked = "read again at its source" if row.reread else "not re-checked at its source"
    doi = "" if row.doi is None else f" https://doi.org/{row.doi}"
    lines = [
        wrapped(f"{row.id}: {row.claim}"),
        wrapped(f"Figure: {row.figure}", indent="  ", hang="    "),
        wrapped(f"Source: {row.source}{doi}", indent="  ", hang="    "),
        wrapped(f"Certainty: {row.grade.value}, {checked}.", indent="  ", hang="    "),
    ]
    for name, ids in (
        ("Rules", found.rules),
        ("Exercises", found.exercises),
        ("Protocols", found.protocols),
    ):
        told = ", ".join(ids) if ids else "none"
        lines.append(wrapped(f"{name} that cite it: {told}", indent="  ", hang="    "))
    return "\n".join(lines)
