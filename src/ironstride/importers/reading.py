"""From a member of a walk to its activities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.importers import limits, sports, strava
from ironstride.importers.motion import GUESSED
from ironstride.importers.registry import (
    ActivityImporter,
    DocumentImporter,
    LiftImporter,
    importer_of,
)
from ironstride.importers.track import NOT_AN_ACTIVITY

if TYPE_CHECKING:
    from ironstride.domain.run import Activity
    from ironstride.importers.archives import Member


def read_member(member: Member) -> Parsed[tuple[Activity, ...]]:
    """Return the activities of one member of a walk; every problem names the member.

    A file is taken if the value is not None; else its first error says why and what to do.
    """
    told = member.problem
    if told is not None and told.severity is Severity.ERROR:
        return Parsed(value=None, problems=(told,))
    importer = importer_of(member.content[: limits.HEAD_BYTES])
    if not isinstance(importer, ActivityImporter):
        return Parsed(value=None, problems=(_no_reader(member, importer),))
    if importer.name == "strava":
        parsed = strava.read(member.content, present=member.present)
    else:
        parsed = importer.read(member.content)
    value = parsed.value
    if value and member.row is not None:
        # Of several sports in one file, the table names the whole.
        value = (
            (strava.joined(value[0], member.row),)
            if len(value) == 1
            else tuple(replace(a, name=member.row.name or a.name) for a in value)
        )
    named = member.row is not None and sports.kind_of(member.row.sport) is not None
    problems = tuple(
        _located(problem, member.name)
        for problem in parsed.problems
        if not (named and problem.code == GUESSED)
    )
    return Parsed(value=value or None, problems=(told, *problems) if told else problems)


def _located(problem: Problem, name: str) -> Problem:
    where = f"{name}, {problem.location}" if problem.location else name
    return replace(problem, location=where)


def _no_reader(member: Member, importer: object) -> Problem:
    if isinstance(importer, LiftImporter):
        sentence = "This is a log of lifts, not an activity."
        remedy = "Import it as a log of lifts."
    elif isinstance(importer, DocumentImporter):
        sentence = f"This is {importer.words}, not an activity."
        remedy = f"Name it with the option that takes {importer.words}."
    else:
        sentence = "This is a calendar, not an activity."
        remedy = "Import it as a planned week."
    return Problem(code=NOT_AN_ACTIVITY, sentence=sentence, location=member.name, remedy=remedy)
