"""Plan and audit from files alone: a pure function of them, without a database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.catalogue import load
from ironstride.catalogue.self_tests import known_tests
from ironstride.domain.plan import Level
from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.importers.registry import LiftImporter, importer_of
from ironstride.planner.audit import audit
from ironstride.planner.request import DEFAULT_DETAIL, PlanRequest
from ironstride.services.files import read_athlete_file, read_bytes, read_plan_file, refused
from ironstride.services.lift_names import NameIndex, outside_named
from ironstride.services.local_days import by_local_day
from ironstride.services.plan_faults import checked

if TYPE_CHECKING:
    from ironstride.domain.athlete import Athlete
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.plan import LedgerLine, Plan
    from ironstride.domain.run import AnalysedRun
    from ironstride.services.recordings import Recorded

HEAD: Final = 65536
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFiles:
    """The files that a plan is made from.

    Args:
        pounds: the unit of a lift log that does not say its own; None refuses such a log.
    """

    athlete: Path
    runs: Path | None = None
    lifts: Path | None = None
    previous: Path | None = None
    pounds: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked beside the files; ``weeks`` None: through the last race's recovery.

    Args:
        joint: improve the weeks together, too; it takes many times as long.
    """

    today: dt.date
    seed: int = 1
    weeks: int | None = None
    detail: int = DEFAULT_DETAIL
    joint: bool = False


def request_of(files: PlanFiles, asked: Asked, *, cores: int = 1) -> Parsed[PlanRequest]:
    """Return the request that files make, or None with the problems of all of them at once.

    Warnings come with the request: what was left out of runs and lifts, and why.
    """
    athlete = read_athlete_file(files.athlete, asked.today)
    lifts: Parsed[tuple[LoggedSet, ...]] = Parsed(value=())
    if files.lifts is not None:
        zone = None if athlete.value is None else athlete.value.profile.time_zone
        lifts = read_lifts(files.lifts, asked.today, pounds=files.pounds, zone=zone)
    previous = read_plan_file(files.previous) if files.previous is not None else None
    problems = [*athlete.problems, *lifts.problems]
    if previous is not None:
        problems += previous.problems
    runs: tuple[AnalysedRun, ...] = ()
    if athlete.value is not None and files.runs is not None:
        read = read_runs(files.runs, athlete.value, asked.today, cores=cores)
        problems += read.problems
        runs = read.value or ()
    refuses = any(problem.severity is Severity.ERROR for problem in problems)
    if athlete.value is None or lifts.value is None or refuses:
        return Parsed(value=None, problems=tuple(problems))
    request = PlanRequest(
        athlete=athlete.value,
        catalogue=load(),
        today=asked.today,
        seed=asked.seed,
        runs=runs,
        lifts=lifts.value,
        outside=outside_named(each.exercise for each in lifts.value),
        previous=None if previous is None else previous.value,
        tests=known_tests(one.test for one in athlete.value.tests),
        weeks=asked.weeks,
        detail=asked.detail,
    )
    return Parsed(value=request, problems=tuple(problems))


def plan_from_files(
    files: PlanFiles, asked: Asked, *, cores: int = 1, progress: Progress | None = None
) -> Parsed[Plan]:
    """Return the plan that files ask for, or None with every problem of the files."""
    # An audit does without the solver, which takes a tenth of a second to import.
    from ironstride.planner.joint_plan import make_joint_plan  # noqa: PLC0415 (see above)
    from ironstride.planner.solve import make_plan  # noqa: PLC0415 (see above)

    request = request_of(files, asked, cores=cores)
    if request.value is None:
        return Parsed(value=None, problems=request.problems)
    make = make_joint_plan if asked.joint else make_plan
    return Parsed(value=make(request.value, progress=progress), problems=request.problems)


def audit_files(
    plan: Path, files: PlanFiles, today: dt.date | None = None, *, cores: int = 1
) -> Parsed[tuple[LedgerLine, ...]]:
    """Return the ledger of a plan's file under the facts of the others, without the solver.

    Args:
        today: None for the day on which the plan was made.
    """
    read = read_plan_file(plan)
    if read.value is None:
        return Parsed(value=None, problems=read.problems)
    asked = Asked(today=today or read.value.today, seed=read.value.seed)
    request = request_of(files, asked, cores=cores)
    problems = (*read.problems, *request.problems)
    if request.value is None:
        return Parsed(value=None, problems=problems)
    shape = checked(read.value, request.value, str(plan))
    problems = (*problems, *shape.problems)
    if any(problem.severity is Severity.ERROR for problem in shape.problems):
        return Parsed(value=None, problems=problems)
    # A session of the plan that was done since is that session, and no second one of its day.
    held = frozenset(s.id for w in shape.plan.weeks for s in w.sessions if s.date == asked.today)
    asked_for = replace(request.value, detail=_detail_of(shape.plan), under_way=held)
    return Parsed(value=audit(shape.plan, asked_for), problems=problems)


def _detail_of(plan: Plan) -> int:
    """Return how many weeks of a plan were planned in detail: its proofs say so."""
    proven = {proof.week for proof in plan.proofs if proof.level is Level.WEEK}
    return max((n for n, week in enumerate(plan.weeks, 1) if week.start in proven), default=1)


def read_lifts(
    path: Path, today: dt.date, *, pounds: bool | None, zone: str | None = None
) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the logged sets of a file up to today, under the catalogue's ids where known.

    Args:
        zone: time zone of the runner, for logs that tell moments in UTC.
    """
    content = read_bytes(path)
    if content.value is None:
        return Parsed(value=None, problems=content.problems)
    parsed = sets_of(content.value, path, pounds=pounds)
    if parsed.value is None:
        return parsed
    mapped = NameIndex(load()).map_sets(parsed.value)
    problems = [*parsed.problems, *mapped.problems(str(path))]
    past = tuple(each for each in by_local_day(mapped.sets, zone) if each.date <= today)
    if len(past) < len(mapped.sets):
        problems.append(
            Problem(
                code="after-today",
                sentence=f"{len(mapped.sets) - len(past)} sets lie after today, {today}, and do "
                "not count yet.",
                location=str(path),
                remedy="Check the dates of the log, or the --today given.",
                severity=Severity.WARNING,
            )
        )
    return Parsed(value=past, problems=tuple(problems))


def sets_of(content: bytes, path: Path, *, pounds: bool | None) -> Parsed[tuple[LoggedSet, ...]]:
    """Return the sets of a lift log's bytes under their own names."""
    importer = importer_of(content[:HEAD])
    if not isinstance(importer, LiftImporter):
        return refused(
            path,
            "not-a-lift-log",
            "This is no log of lifts that can be read.",
            "Give a CSV of Ironstride, Strong, Hevy, FitNotes or StrongLifts.",
        )
    parsed = importer.read(content, pounds=pounds)
    problems = tuple(
        Problem(
            code=each.code,
            sentence=each.sentence,
            location=f"{path}, {each.location}" if each.location else str(path),
            remedy=each.remedy,
            severity=each.severity,
        )
        for each in parsed.problems
    )
    if any(each.severity is Severity.ERROR for each in problems):
        return Parsed(value=None, problems=problems)
    return Parsed(value=parsed.value, problems=problems)


def read_runs(
    folder: Path, athlete: Athlete, today: dt.date, *, cores: int = 1
) -> Parsed[tuple[AnalysedRun, ...]]:
    """Return what the runs under a path say; each file that was not taken is a warning.

    The path is a folder, an archive or one file. Two files of one run count once, the richer.
    """
    # Storage's parts (matching, packing) and numpy are needed for runs alone.
    from ironstride.running.analyse import interpret_all  # noqa: PLC0415 (see above)
    from ironstride.services.recordings import Reading, each_once, read_paths  # noqa: PLC0415 (see above)

    if not folder.exists():
        return refused(folder, "no-such-file", "There is no such folder.", "Check the path.")
    problems: list[Problem] = []
    found: list[Recorded] = []
    reading = Reading(zone=athlete.profile.time_zone)
    for recording in read_paths([str(folder)], reading, cores=cores):
        refusal = recording.refusal
        told = recording.problems if refusal is None else (refusal,)
        problems += (
            Problem(
                code=each.code,
                sentence=each.sentence,
                location=each.location or recording.file,
                remedy=each.remedy,
                severity=Severity.WARNING,
            )
            for each in told
        )
        found += recording.activities
    measured = [each.features for each in each_once(found)]
    return Parsed(value=interpret_all(measured, athlete, today).runs, problems=tuple(problems))
