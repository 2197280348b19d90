"""Import: files, folders and archives by drop or choice, and the report of each."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ironstride.catalogue import load
from ironstride.domain.problem import Problem
from ironstride.services.imports import ImportReport, ImportSettings, import_paths
from ironstride.services.lift_names import (
    NO_EXERCISE,
    OUTSIDE,
    OpenName,
    answer_name,
    open_names,
    outside_choices,
)
from ironstride.services.usual import usual_week_now
from ironstride.web.forms import back_to, taken
from ironstride.web.page import MEGABYTE, Page, Stand
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked, Visit

ROUTER = APIRouter()
MOST_BYTES: Final = 4096 * MEGABYTE
MOST_CORES: Final = 4
OK: Final = 200
CONFLICT: Final = 409
NOTHING_TAKEN: Final = 422
"""Every file was refused; the page says of each why."""
UNSAFE: Final = re.compile(r"[\x00-\x1f\x7f/\\]+")
LONGEST_NAME: Final = 120

NOT_THE_DEMO: Final = Problem(
    code="demo-runner",
    sentence="This is the demo runner. Your runs belong in your own place, kept apart from it.",
    location="import",
    remedy="Choose “Start with my own runs” first, then import.",
)
NO_FILES: Final = Problem(
    code="no-files",
    sentence="No file was chosen.",
    location="files",
    remedy="Choose one or more files, a folder, or the archive from Strava or Garmin.",
)


@ROUTER.get("/import")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show where to drop files."""
    return render(
        request,
        visit,
        "imports/template.html",
        page=PAGE,
        where="Import",
        report=None,
        unknown=_unknown(visit),
        **_choices(),
    )


@ROUTER.post("/import")
def take(
    request: Request, visit: Asked, files: Annotated[list[UploadFile], File()]
) -> HTMLResponse:
    """Take all files of a form, without script, and show the report."""
    report = _imported(visit, files)
    if report.taken:
        visit.replan("You imported runs.")
    with visit.database.snapshot() as unit:
        usual = usual_week_now(unit, visit.today)
    return render(
        request,
        visit,
        "imports/template.html",
        page=PAGE,
        where="Import",
        status=OK if report.has_any else NOTHING_TAKEN,
        report=report,
        usual=usual,
        unknown=_unknown(visit),
        **_choices(),
    )


def _unknown(visit: Visit) -> tuple[OpenName, ...]:
    """Return the names of exercises to be asked for, each with its sets."""
    with visit.database.snapshot() as unit:
        return open_names(unit)


def _choices() -> dict[str, Any]:
    """Return all that a name may be said to mean, for the forms that ask."""
    movements = [(f"{OUTSIDE}{each.id}", each.name) for each in outside_choices(load())]
    return {"exercises": sorted(load().exercises, key=lambda each: each.name), "outside": movements}


@ROUTER.post("/import/exercise")
def name_exercise(
    visit: Asked,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    exercise: Annotated[str, Form()] = NO_EXERCISE,
) -> RedirectResponse:
    """Keep what a name means, for the sets that are here and all that come."""
    if visit.is_demo:
        raise Refused(NOT_THE_DEMO, status=CONFLICT)
    if taken(answer_name(visit.database, load(), name, exercise, now=visit.now), status=400):
        visit.replan("You said what your watch meant.")
    return back_to("/import#names")


@ROUTER.post("/import/file")
def take_one(visit: Asked, files: Annotated[list[UploadFile], File()]) -> JSONResponse:
    """Take the files of one request of the script, and tell what became of each.

    Where every file was refused the answer is no success, and its report says of each why.
    """
    report = _imported(visit, files)
    return JSONResponse(_told(report), status_code=OK if report.has_any else NOTHING_TAKEN)


@ROUTER.post("/import/done")
def done(visit: Asked) -> Response:
    """Plan with what came; asked once after the last file."""
    visit.replan("You imported runs.")
    with visit.database.snapshot() as unit:
        usual = usual_week_now(unit, visit.today)
    return JSONResponse(
        {"usual": usual.sentence if usual.runs else "", "unknown": len(_unknown(visit))}
    )


def _imported(visit: Visit, files: list[UploadFile]) -> ImportReport:
    if visit.is_demo:
        raise Refused(NOT_THE_DEMO, status=CONFLICT)
    given = [each for each in files if each.filename]
    if not given:
        raise Refused(NO_FILES)
    with tempfile.TemporaryDirectory(prefix="ironstride-") as folder:
        paths = []
        for place, each in enumerate(given):
            # Each in a folder of its own: two files of one name are two files.
            path = Path(folder) / str(place) / plain_name(each.filename or "")
            path.parent.mkdir()
            with path.open("wb") as target:
                shutil.copyfileobj(each.file, target, MEGABYTE)
            paths.append(str(path))
        settings = ImportSettings(
            now=visit.now, today=visit.today, cores=min(MOST_CORES, os.cpu_count() or 1)
        )
        parsed = import_paths(visit.database, paths, settings)
    if parsed.value is None:
        raise Refused(*parsed.problems)
    return _as_given(parsed.value, folder)


def _as_given(report: ImportReport, folder: str) -> ImportReport:
    """Return the report with files named as they were sent, without our own folders."""

    def given(name: str) -> str:
        return name.removeprefix(folder).lstrip("/\\").partition(os.sep)[2] or name

    return ImportReport(
        taken=tuple(replace(each, file=given(each.file)) for each in report.taken),
        known=tuple(replace(each, file=given(each.file)) for each in report.known),
        refused=tuple(replace(each, location=given(each.location)) for each in report.refused),
    )


def plain_name(name: str) -> str:
    """Return a file's name without anything that could lead elsewhere; its ending stays."""
    plain = UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    if len(plain) > LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[: LONGEST_NAME - 10]}{dot}{ending[:9]}" if dot else plain[:LONGEST_NAME]
    return plain or "file"


def _told(report: ImportReport) -> dict[str, Any]:
    return {
        "taken": [_line(each.file, len(each.activities), each.notes) for each in report.taken],
        "known": [_line(each.file, len(each.activities), each.notes) for each in report.known],
        "refused": [
            {"file": each.location, "reason": each.sentence, "remedy": each.remedy or ""}
            for each in report.refused
        ],
    }


def _line(file: str, activities: int, notes: tuple[Problem, ...]) -> dict[str, Any]:
    return {"file": file, "activities": activities, "notes": [note.sentence for note in notes]}


PAGE = Page(
    name="import",
    path="/import",
    title="Import",
    stand=Stand.MORE,
    order=4,
    router=ROUTER,
    most_bytes=MOST_BYTES,
    sentence="Watch files, folders, and the archives of Strava and Garmin.",
)
