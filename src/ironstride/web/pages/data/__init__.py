"""Data: everything out as one zip and in again elsewhere, a verified copy, what is stored."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse
from starlette.background import BackgroundTask

from ironstride.domain.problem import Problem
from ironstride.services.exports import Restored, backup, export_archive, import_archive
from ironstride.web.forms import CONFLICT, taken
from ironstride.web.page import MEGABYTE, Page, Stand
from ironstride.web.refusals import Refused
from ironstride.web.rendering import render
from ironstride.web.shelf import Asked, Visit

ROUTER = APIRouter()
MOST_BYTES: Final = 8192 * MEGABYTE
NOT_THE_DEMO: Final = Problem(
    code="demo-runner",
    sentence="This is the demo runner; an archive belongs in your own place.",
    location="data",
    remedy="Choose “Start with my own runs” first.",
)


def _page(request: Request, visit: Visit, restored: Restored | None) -> HTMLResponse:
    with visit.database.snapshot() as unit:
        hidden = unit.activities.hidden()
        undated = unit.activities.undated()
        count = unit.activities.count()
        is_empty = not count and unit.documents.last("athlete") is None
    return render(
        request,
        visit,
        "data/template.html",
        page=PAGE,
        where="Data",
        count=count,
        hidden=hidden,
        undated=undated,
        is_empty=is_empty,
        location=visit.database.location,
        restored=restored,
    )


@ROUTER.get("/data")
def show(request: Request, visit: Asked) -> HTMLResponse:
    """Show what can be had and given."""
    return _page(request, visit, None)


def _sent(path: Path, name: str, folder: str) -> FileResponse:
    """Return a file that is taken away once it was sent."""
    return FileResponse(
        path,
        filename=name,
        media_type="application/octet-stream",
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


@ROUTER.get("/data/export")
def export(visit: Asked) -> FileResponse:
    """Give everything as one zip."""
    folder = tempfile.mkdtemp(prefix="ironstride-")
    name = f"ironstride-{visit.today}.zip"
    path = Path(folder) / name
    done = export_archive(visit.database, path, now=visit.now)
    if done.value is None:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(*done.problems)
    return _sent(path, name, folder)


@ROUTER.get("/data/backup")
def copy(visit: Asked) -> FileResponse:
    """Give a verified copy of the database, made while others work in it."""
    folder = tempfile.mkdtemp(prefix="ironstride-")
    name = f"ironstride-{visit.today}.db"
    path = Path(folder) / name
    done = backup(visit.database, path)
    if done.value is None:
        shutil.rmtree(folder, ignore_errors=True)
        raise Refused(*done.problems)
    return _sent(path, name, folder)


@ROUTER.post("/data/restore")
def restore(request: Request, visit: Asked, archive: Annotated[UploadFile, File()]) -> HTMLResponse:
    """Take an archive of another Ironstride into an empty place."""
    if visit.is_demo:
        raise Refused(NOT_THE_DEMO, status=CONFLICT)
    with tempfile.TemporaryDirectory(prefix="ironstride-") as folder:
        path = Path(folder) / "archive.zip"
        with path.open("wb") as target:
            shutil.copyfileobj(archive.file, target, MEGABYTE)
        restored = taken(import_archive(visit.database, path), status=CONFLICT)
    visit.replan("You took an archive in.")
    return _page(request, visit, restored)


PAGE = Page(
    name="data",
    path="/data",
    title="Data",
    stand=Stand.MORE,
    order=8,
    router=ROUTER,
    most_bytes=MOST_BYTES,
    sentence="Everything out as one zip, and in again elsewhere.",
)
