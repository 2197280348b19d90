"""Files to activities with their features, on all cores, a few in memory at a time."""

from __future__ import annotations

import datetime as dt
import os
import zoneinfo
from collections import deque
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from ironstride.domain.problem import Problem, Severity
from ironstride.importers import Member, read_member, walk
from ironstride.importers.registry import importer_of
from ironstride.running.features import RunFeatures, features
from ironstride.storage.codec import pack
from ironstride.storage.matching import START_TOLERANCE, Richness, is_same_size, richness_of
from ironstride.storage.records import Original, PackedColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future, ProcessPoolExecutor

    from ironstride.domain.run import Activity, ActivityKind

AT_ONCE: Final = 4
"""Files in flight per core: enough to keep it busy, few enough for a small memory."""
ALONE: Final = 6
"""So few files are read here: starting the other processes takes longer (measured: 0.4 s)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One activity of a file, its streams condensed and packed.

    Args:
        activity: without streams.
        features: what the streams hold.
        columns: the streams as storage keeps them; empty if they were not asked for.
        richness: larger means the richer recording (storage's measure).
    """

    file: str
    part: int
    activity: Activity
    features: RunFeatures
    richness: Richness
    columns: tuple[PackedColumn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What one file holds; without activities it was refused, and the first error says why."""

    file: str
    activities: tuple[Recorded, ...]
    problems: tuple[Problem, ...]
    original: Original | None = None

    @property
    def refusal(self) -> Problem | None:
        """The problem that says why nothing was taken; None where something was."""
        if self.activities:
            return None
        told = [p for p in self.problems if p.severity is Severity.ERROR] or list(self.problems)
        if told:
            return told[0]
        return Problem(
            code="not-an-activity",
            sentence="The file holds no activity.",
            location=self.file,
            remedy="Nothing needs to be done, unless you expected one.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How files are read: the runner's zone, and whether streams and bytes are to be kept."""

    zone: str | None = None
    keep: bool = False


def zone_of(name: str | None) -> zoneinfo.ZoneInfo | None:
    """Return the time zone of a name; None where it is not given or not known here."""
    if name is None:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def offset_seconds(start: dt.datetime | None, zone: zoneinfo.ZoneInfo | None) -> int:
    """Return local minus UTC at a start; 0 where nothing tells the zone."""
    if start is None or zone is None:
        return 0
    try:
        offset = start.astimezone(zone).utcoffset()
    except OverflowError:  # a start in year 1 or 9999
        return 0
    return 0 if offset is None else int(offset.total_seconds())


def read_one(member: Member, reading: Reading) -> Recording:
    """Return what one member of a walk holds."""
    parsed = read_member(member)
    recorded = tuple(
        _recorded(member.name, part, activity, reading)
        for part, activity in enumerate(parsed.value or ())
    )
    original = None
    if reading.keep and recorded:
        importer = importer_of(member.content[:65536])
        name = "unknown" if importer is None else importer.name
        original = Original.of(member.content, name=member.name, file_format=name)
    return Recording(
        file=member.name, activities=recorded, problems=parsed.problems, original=original
    )


def _recorded(file: str, part: int, activity: Activity, reading: Reading) -> Recorded:
    zone = zone_of(reading.zone)
    offset = offset_seconds(activity.start, zone)
    if activity.utc_offset_s is None and zone is not None:
        activity = replace(activity, utc_offset_s=offset)
    streams = activity.streams
    return Recorded(
        file=file,
        part=part,
        richness=_richness(activity),
        features=features(activity, offset_s=offset),
        columns=tuple(pack(streams)) if reading.keep and streams is not None else (),
        activity=replace(activity, streams=None),
    )


def _richness(activity: Activity) -> Richness:
    streams = activity.streams
    if streams is None:
        return richness_of(activity.source_format, columns=0, moments=0)
    told = sum(bool(np.isfinite(column).any()) for column in streams.channels.values())
    return richness_of(
        activity.source_format,
        columns=told + len(streams.developer),
        moments=len(streams.time_s),
    )


def each_once(found: Iterable[Recorded]) -> list[Recorded]:
    """Return each activity once, the richest recording of it, as storage would keep them.

    The same kind, a start within two minutes, duration and distance within 3 %; two sessions of
    one file are two.
    """
    kept: list[Recorded] = []
    near: dict[tuple[ActivityKind, int], list[int]] = {}
    for each in found:
        start = each.activity.start
        if start is None:
            kept.append(each)
            continue
        slot = int(start.timestamp() // START_TOLERANCE.total_seconds())
        places = [
            place
            for around in (slot - 1, slot, slot + 1)
            for place in near.get((each.activity.kind, around), ())
            if _is_same(kept[place], each)
        ]
        if not places:
            near.setdefault((each.activity.kind, slot), []).append(len(kept))
            kept.append(each)
        else:
            kept[places[0]] = _joined(kept[places[0]], each)
    return kept


def _is_same(one: Recorded, other: Recorded) -> bool:
    first, second = one.activity, other.activity
    if one.file == other.file or first.start is None or second.start is None:
        return False
    return abs(first.start - second.start) <= START_TOLERANCE and is_same_size(
        (first.duration_s, first.elapsed_s, first.distance_m),
        (second.duration_s, second.elapsed_s, second.distance_m),
    )


def _joined(one: Recorded, other: Recorded) -> Recorded:
    """Return the richer of two recordings, with the rating and name that only the other has."""
    rich, poor = (one, other) if one.richness >= other.richness else (other, one)
    told = rich.features
    rpe = told.session_rpe if told.session_rpe is not None else poor.features.session_rpe
    joined = replace(told, session_rpe=rpe, name=told.name or poor.features.name)
    return replace(rich, features=joined)


def read_paths(paths: Iterable[str], reading: Reading, *, cores: int = 1) -> Iterator[Recording]:
    """Yield what every file under the paths holds, in the order of the walk."""
    yield from read_members(walk(paths), reading, cores=cores)


def read_members(
    members: Iterable[Member], reading: Reading, *, cores: int = 1
) -> Iterator[Recording]:
    """Yield what every member holds, in their order; a few files read nothing in parallel."""
    waiting = iter(members)
    first = list(islice(waiting, ALONE + 1))
    if cores <= 1 or len(first) <= ALONE:
        for member in first:
            yield read_one(member, reading)
        for member in waiting:
            yield read_one(member, reading)
        return
    yield from _in_parallel(first, waiting, reading, cores)


def _end_with_parent() -> None:
    """Ensure that a reading process ends when the import was killed: nobody else would tell it."""
    import multiprocessing.connection  # noqa: PLC0415 (in the processes that read alone)
    from threading import Thread  # noqa: PLC0415 (as above)

    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

    Thread(target=wait, daemon=True).start()


class _Crew:
    """Processes that read, and the files in flight; a process that dies takes no file with it."""

    def __init__(self, reading: Reading, cores: int) -> None:
        self._reading = reading
        self._cores = cores
        self._flying: deque[tuple[Member, Future[Recording]]] = deque()
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        import multiprocessing  # noqa: PLC0415 (a fifth of a start-up, for long imports alone)
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 (as above)

        # Not forked: threads of a server may hold locks that a fork would copy.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._cores, mp_context=context, initializer=_end_with_parent)

    @property
    def flying(self) -> int:
        """Files in flight."""
        return len(self._flying)

    def take(self, member: Member) -> None:
        """Ensure that a member will be read."""
        from concurrent.futures import BrokenExecutor  # noqa: PLC0415 (as above)

        try:
            future = self._pool.submit(read_one, member, self._reading)
        except BrokenExecutor:
            self._start_anew()
            future = self._pool.submit(read_one, member, self._reading)
        self._flying.append((member, future))

    def next(self) -> Recording:
        """Return what the first member in flight holds.

        Where its process died it is read again alone; if it dies of that, too, it is refused.
        """
        from concurrent.futures import BrokenExecutor  # noqa: PLC0415 (as above)

        member, future = self._flying.popleft()
        try:
            return future.result()
        except BrokenExecutor:
            self._restart()
        try:
            recording = self._pool.submit(read_one, member, self._reading).result()
        except BrokenExecutor:
            self._restart()
            recording = Recording(file=member.name, activities=(), problems=(_deadly(member),))
        self._fly_again()
        return recording

    def _start_anew(self) -> None:
        self._restart()
        self._fly_again()

    def _restart(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._start()

    def _fly_again(self) -> None:
        """Hand out again what was in flight when a process died."""
        flying, self._flying = self._flying, deque()
        for member, _ in flying:
            self._flying.append((member, self._pool.submit(read_one, member, self._reading)))

    def end(self) -> None:
        """Ensure that the processes end, whatever is still in flight."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _deadly(member: Member) -> Problem:
    return Problem(
        code="reader-died",
        sentence="The process that read the file died twice; it may need more memory than there "
        "is.",
        location=member.name,
        remedy="Close other programs and import the file by itself, or report it.",
    )


def _in_parallel(
    first: list[Member], rest: Iterator[Member], reading: Reading, cores: int
) -> Iterator[Recording]:
    crew = _Crew(reading, cores)
    try:
        for members in (first, rest):
            for member in members:
                crew.take(member)
                if crew.flying >= cores * AT_ONCE:
                    yield crew.next()
        while crew.flying:
            yield crew.next()
    finally:
        crew.end()
