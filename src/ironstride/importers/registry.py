"""Every reader there is, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ironstride.importers import athlete_file, fit, gpx, ics, plan_json, sniff, strava, tcx
from ironstride.importers.lift_logs import fitnotes, hevy, own, strong, stronglifts

if TYPE_CHECKING:
    from collections.abc import Callable

    from ironstride.domain.athlete import Athlete, PlannedRun
    from ironstride.domain.performance import LoggedSet
    from ironstride.domain.plan import Plan
    from ironstride.domain.problem import Parsed
    from ironstride.domain.run import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityImporter:
    """Reads recorded activities."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Parsed[tuple[Activity, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftImporter:
    """Reads logged sets; ``read`` takes ``pounds=`` where a log may leave its unit unsaid."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[..., Parsed[tuple[LoggedSet, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanImporter:
    """Reads planned runs; ``read`` takes the days to look at and the default start."""

    name: str
    recognises: Callable[[bytes], bool]
    read: Callable[..., Parsed[tuple[PlannedRun, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentImporter:
    """Reads a document of our own, which is named by an option and never found in a folder.

    Args:
        words: what the document is, for the refusal where an activity was expected.
    """

    name: str
    words: str
    recognises: Callable[[bytes], bool]
    read: Callable[..., Parsed[Athlete] | Parsed[Plan]]


Importer = ActivityImporter | LiftImporter | PlanImporter | DocumentImporter

IMPORTERS: Final[tuple[Importer, ...]] = (
    ActivityImporter(name="fit", recognises=sniff.is_fit, read=fit.read),
    ActivityImporter(name="gpx", recognises=gpx.recognises, read=gpx.read),
    ActivityImporter(name="tcx", recognises=tcx.recognises, read=tcx.read),
    ActivityImporter(name="strava", recognises=strava.recognises, read=strava.read),
    PlanImporter(name="ics", recognises=ics.recognises, read=ics.read),
    LiftImporter(name="own", recognises=own.recognises, read=own.read),
    LiftImporter(name="strong", recognises=strong.recognises, read=strong.read),
    LiftImporter(name="hevy", recognises=hevy.recognises, read=hevy.read),
    LiftImporter(name="fitnotes", recognises=fitnotes.recognises, read=fitnotes.read),
    LiftImporter(name="stronglifts", recognises=stronglifts.recognises, read=stronglifts.read),
    DocumentImporter(
        name="athlete",
        words="an athlete file",
        recognises=athlete_file.recognises,
        read=athlete_file.read_athlete,
    ),
    DocumentImporter(
        name="plan", words="a plan", recognises=plan_json.recognises, read=plan_json.read_plan
    ),
)


def importer_of(head: bytes) -> Importer | None:
    """Return the reader for a file by its first bytes (64 kB are enough); None if none takes it."""
    return next((importer for importer in IMPORTERS if importer.recognises(head)), None)
