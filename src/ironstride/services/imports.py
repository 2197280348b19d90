"""Recordings, lift logs and calendars into the database: each once, one bad file stops no other."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ironstride.domain.problem import Parsed, Problem, Severity
from ironstride.domain.run import ActivityKind
from ironstride.importers import LiftImporter, Member, PlanImporter, importer_of, unpack, walk
from ironstride.importers.ics import Window
from ironstride.running import features_json
from ironstride.services.analyses import bring_up_to_date
from ironstride.services.lift_names import index_for, take_up_names
from ironstride.services.local_days import by_local_day
from ironstride.services.recordings import Reading, Recording, read_members, zone_of
from ironstride.services.runner import stored_athlete
from ironstride.services.watch_lifts import WatchLifts, catch_up, log_watch_sets, yield_to_own_log
from ironstride.storage import PutStatus, StorageError, StoreStatus

if TYPE_CHECKING:
    from ironstride.domain.performance import LoggedSet
    from ironstride.storage import Database, UnitOfWork

HEAD: Final = 65536
BATCH: Final = 20
"""Files in one unit of work: others can write between them, and a kill loses at most these."""
DAYS_BACK: Final = 28
DAYS_AHEAD: Final = 366
NO_SETS: Final = Problem(
    code="no-sets",
    sentence="The log holds no set.",
    remedy="Write one line for each set below the head, or choose another file.",
)
"""Days of a calendar that are taken (house)."""

Progress = Callable[[int, str], None]
"""Called with the files done so far and the name of the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedActivity:
    """One activity of a file as the report names it; ``start`` None without a date."""

    kind: str
    start: dt.datetime | None
    duration_s: float
    id: str
    sets: int = 0
    """Sets of it that are in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file with its activities, and what was told about it on the way."""

    file: str
    activities: tuple[ImportedActivity, ...]
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Every file in exactly one list; ``refused`` says of each why and what to do."""

    taken: tuple[ImportedFile, ...] = ()
    known: tuple[ImportedFile, ...] = ()
    refused: tuple[Problem, ...] = ()

    @property
    def has_any(self) -> bool:
        """Whether anything was taken or known."""
        return bool(self.taken or self.known)

    def document(self) -> dict[str, object]:
        """Return the report in the shape of the contract."""
        return {
            "taken": [_file_document(each) for each in self.taken],
            "known": [_file_document(each) for each in self.known],
            "refused": [
                {"file": each.location, "reason": each.sentence, "remedy": each.remedy or ""}
                for each in self.refused
            ],
        }


def _file_document(each: ImportedFile) -> dict[str, object]:
    return {
        "file": each.file,
        "activities": [_activity_document(activity) for activity in each.activities],
    }


def _activity_document(activity: ImportedActivity) -> dict[str, object]:
    document: dict[str, object] = {
        "kind": activity.kind,
        "start": None if activity.start is None else _utc(activity.start),
        "duration_s": round(activity.duration_s, 3),
        "id": activity.id,
    }
    is_strength = activity.kind == ActivityKind.STRENGTH
    return document | ({"sets": activity.sets} if is_strength else {})


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSettings:
    """How an import goes about it.

    Args:
        now: timezone-aware, for what is stored.
        today: the runner's local date.
        pounds: the unit of a lift log that does not say its own; None refuses such a log.
        cores: processes that may read at once.
        progress: told after every file.
    """

    now: dt.datetime
    today: dt.date
    pounds: bool | None = None
    cores: int = 1
    progress: Progress | None = None


@dataclass(slots=True)
class _Import:
    """One import under way."""

    database: Database
    settings: ImportSettings
    known_originals: set[str] = field(default_factory=set)
    zone: str | None = None
    taken: list[ImportedFile] = field(default_factory=list)
    known: list[ImportedFile] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    done: int = 0

    def tick(self, file: str) -> None:
        """Tell that a file is done."""
        self.done += 1
        if self.settings.progress is not None:
            self.settings.progress(self.done, file)


def import_paths(
    database: Database, paths: Iterable[str], settings: ImportSettings
) -> Parsed[ImportReport]:
    """Return the report of all files under the paths, stored and analysed.

    None only where the database fails; what was stored before stays, and the same import again
    goes on where it ended.
    """
    return _run(_Import(database, settings), walk(paths))


def import_upload(
    database: Database, name: str, content: bytes, settings: ImportSettings
) -> Parsed[ImportReport]:
    """Return the report of uploaded bytes: a file, or an archive with many."""
    return _run(_Import(database, settings), unpack(name, content))


def _run(work: _Import, members: Iterable[Member]) -> Parsed[ImportReport]:
    settings = work.settings
    try:
        with work.database.snapshot() as unit:
            athlete = stored_athlete(unit, settings.today)
            work.known_originals = set(unit.originals.all())
        work.zone = None if athlete is None else athlete.profile.time_zone
        catch_up(work.database, now=settings.now)
        take_up_names(work.database, now=settings.now)
        reading = Reading(zone=work.zone, keep=True)
        batch: list[Recording] = []
        unread = _unread(work, members)
        for recording in read_members(unread, reading, cores=settings.cores):
            batch.append(recording)
            if len(batch) >= BATCH:
                _store(work, batch)
                batch = []
        _store(work, batch)
        # Also where nothing is new: an import that was killed may have left analyses behind.
        bring_up_to_date(work.database, athlete, today=settings.today, now=settings.now)
    except StorageError as error:
        return Parsed(value=None, problems=(error.problem,))
    report = ImportReport(
        taken=tuple(work.taken), known=tuple(work.known), refused=tuple(work.refused)
    )
    return Parsed(value=report)


def _unread(work: _Import, members: Iterable[Member]) -> Iterator[Member]:
    """Give the members that must be read as recordings; the others are done on the way."""
    for member in members:
        importer = importer_of(member.content[:HEAD]) if member.content else None
        if isinstance(importer, LiftImporter):
            _lifts(work, member, importer)
        elif isinstance(importer, PlanImporter):
            _calendar(work, member, importer)
        elif member.content and _is_known(work, member):
            continue
        else:
            yield member


def _is_known(work: _Import, member: Member) -> bool:
    """Whether the very bytes are stored already; if so, the file is done."""
    sha256 = hashlib.sha256(member.content).hexdigest()
    if sha256 not in work.known_originals:
        return False
    with work.database.snapshot() as unit:
        original = unit.originals.get(sha256)
        found = [] if original is None else [unit.activities.get(id) for id in original.activities]
    if not found:
        return False
    activities = tuple(
        ImportedActivity(
            kind=each.activity.kind.value,
            start=each.activity.start,
            duration_s=each.activity.duration_s,
            id=each.id,
        )
        for each in found
        if each is not None
    )
    work.known.append(ImportedFile(file=member.name, activities=activities))
    work.tick(member.name)
    return True


def _store(work: _Import, batch: list[Recording]) -> None:
    if not batch:
        return
    # Told only once the disk has them: a batch that fails is in no list.
    taken: list[ImportedFile] = []
    known: list[ImportedFile] = []
    refused: list[Problem] = []
    with work.database.begin(durable=False) as unit:
        for recording in batch:
            refusal = recording.refusal
            if refusal is not None:
                refused.append(_at(refusal, recording.file))
                continue
            file, is_new = _store_one(unit, recording, work.settings.now)
            (taken if is_new else known).append(file)
    work.taken += taken
    work.known += known
    work.refused += refused
    for recording in batch:
        if recording.original is not None:
            work.known_originals.add(recording.original.sha256)
        work.tick(recording.file)


def _at(problem: Problem, file: str) -> Problem:
    return Problem(
        code=problem.code, sentence=problem.sentence, location=file, remedy=problem.remedy
    )


def _store_one(
    unit: UnitOfWork, recording: Recording, now: dt.datetime
) -> tuple[ImportedFile, bool]:
    """Return a file's line of the report, and whether anything in it was new."""
    if recording.original is None:
        raise TypeError(f"{recording.file} was read without keeping its bytes")
    activities = []
    notes = [p for p in recording.problems if p.severity is Severity.WARNING]
    is_new = False
    for each in recording.activities:
        stored = unit.activities.store(
            each.activity, recording.original, now=now, part=each.part, columns=each.columns
        )
        if stored.status is not StoreStatus.KNOWN:
            is_new = True
            document = json.dumps(features_json.to_json(each.features), separators=(",", ":"))
            unit.features.put(stored.id, document, version=features_json.VERSION, now=now)
        lifts = WatchLifts() if not each.activity.sets else log_watch_sets(unit, stored.id, now=now)
        notes += lifts.problems(recording.file)
        activities.append(
            ImportedActivity(
                kind=each.activity.kind.value,
                start=each.activity.start,
                duration_s=each.activity.duration_s,
                id=stored.id,
                sets=lifts.sets,
            )
        )
    file = ImportedFile(file=recording.file, activities=tuple(activities), notes=tuple(notes))
    return file, is_new


# Lift logs and calendars


def _lifts(work: _Import, member: Member, importer: LiftImporter) -> None:
    """Ensure that the sets of a lift log are stored once; its sessions are the activities."""
    parsed = importer.read(member.content, pounds=work.settings.pounds)
    if not parsed.value or parsed.errors:
        problem = (*parsed.errors, *parsed.problems, NO_SETS)[0]
        work.refused.append(_at(problem, member.name))
        work.tick(member.name)
        return
    with work.database.snapshot() as unit:
        index = index_for(unit)
    mapped = index.map_sets(by_local_day(parsed.value, work.zone))
    with work.database.begin(durable=True) as unit:
        puts = unit.sets.log_read(
            zip(parsed.value, mapped.sets, strict=True), now=work.settings.now
        )
        new = any(put.status is PutStatus.NEW for put in puts)
        yield_to_own_log(unit, {each.date for each in mapped.sets}, now=work.settings.now)
    file = ImportedFile(
        file=member.name,
        activities=_sessions(mapped.sets),
        notes=(*parsed.problems, *mapped.problems(member.name)),
    )
    (work.taken if new else work.known).append(file)
    work.tick(member.name)


def _sessions(sets: Iterable[LoggedSet]) -> tuple[ImportedActivity, ...]:
    """Return each session of a log as a strength activity; logs don't say how long it took."""
    starts: dict[str, dt.datetime | None] = {}
    counts: Counter[str] = Counter()
    for each in sets:
        session = each.session_id or each.date.isoformat()
        counts[session] += 1
        starts[session] = starts.get(session) or each.logged_at
    return tuple(
        ImportedActivity(
            kind=ActivityKind.STRENGTH.value,
            start=start,
            duration_s=0.0,
            id=session,
            sets=counts[session],
        )
        for session, start in starts.items()
    )


def _calendar(work: _Import, member: Member, importer: PlanImporter) -> None:
    """Ensure that the runs of a calendar stand over the usual week on their dates."""
    window = Window(
        first=work.settings.today - dt.timedelta(days=DAYS_BACK),
        last=work.settings.today + dt.timedelta(days=DAYS_AHEAD),
        zone=zone_of(work.zone),
    )
    parsed = importer.read(member.content, window)
    if not parsed.value:
        problem = parsed.problems[0] if parsed.problems else _no_runs()
        work.refused.append(_at(problem, member.name))
        work.tick(member.name)
        return
    new = 0
    activities = []
    with work.database.begin(durable=True) as unit:
        for run in parsed.value:
            put = unit.planned_runs.put(run, now=work.settings.now)
            new += put.status != "known"
            activities.append(
                ImportedActivity(
                    kind=ActivityKind.RUN.value,
                    start=None,
                    duration_s=run.minutes * 60.0,
                    id=put.id,
                )
            )
    file = ImportedFile(
        file=member.name, activities=tuple(activities), notes=tuple(parsed.problems)
    )
    (work.taken if new else work.known).append(file)
    work.tick(member.name)


def _no_runs() -> Problem:
    return Problem(
        code="no-runs",
        sentence="The calendar holds no run in the days that matter.",
        remedy="Export a calendar whose entries name their runs (easy, long, tempo, …).",
    )
