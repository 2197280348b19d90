"""FIT bytes to scaled columns, checksum included, against fitdecode: CPU time in one process.

The files are those of the corpus beside the checkout, or of IRONSTRIDE_CORPUS.

fitdecode (MIT) iterates all frames with its default processor and its checksum, as its
documentation shows. Ours makes columns of the messages and fields that the product keeps, which is
the job it is there for; fitdecode decodes every field of every message. Without a corpus both read
a generated one-hour run.
"""

from __future__ import annotations

import datetime as dt
import gc
import gzip
import os
import statistics
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import fitdecode

from benchmarks.figure import MS, Figure
from ironstride.importers.fit import decode
from ironstride.importers.fit.profile import SPORTS
from tests.support.fit_writer import RunDetails, write_run

ROOT = Path(__file__).resolve().parent.parent
RUNNING = next(number for number, name in SPORTS.items() if name == "running")
CORPUS: Final = Path(os.environ.get("IRONSTRIDE_CORPUS", str(ROOT.parent / "shared" / "corpus")))
HRV: Final = "with heart-rate variability"
TARGETS: Final = {"all": 100.0, HRV: 50.0}
ROUNDS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file to time.

    Args:
        has_hrv: whether it holds beat-to-beat intervals.
        first_s: CPU seconds of our first reading, with nothing of the file's kind seen before.
    """

    name: str
    content: bytes
    records: int
    has_hrv: bool
    first_s: float


def running_files(corpus: Path) -> list[Sample]:
    """Return the files of the corpus in which some session is a run."""
    found: list[Sample] = []
    for path in sorted(corpus.glob("fit/*.fit*")):
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        before = time.process_time()
        decoded = decode(content)
        first = time.process_time() - before
        sports = {
            sport for part in decoded.parts for sport in part.table("session").column("sport")
        }
        if RUNNING in sports:
            sample = Sample(
                name=path.name,
                content=content,
                records=decoded.count("record"),
                has_hrv=decoded.count("hrv") > 0,
                first_s=first,
            )
            found.append(sample)
    return found


def generated() -> list[Sample]:
    """Return one generated run of an hour."""
    start = dt.datetime(2026, 3, 1, 7, tzinfo=dt.UTC)
    content = write_run(start, 3600, 3.0, 150.0, RunDetails(power=250, lap_seconds=300))
    before = time.process_time()
    decode(content)
    first = time.process_time() - before
    return [Sample(name="generated", content=content, records=3601, has_hrv=False, first_s=first)]


def ours(content: bytes) -> None:
    """Decode with the product's decoder."""
    decode(content)


def theirs(content: bytes) -> None:
    """Decode with fitdecode, every frame."""
    with fitdecode.FitReader(content) as frames:
        for _ in frames:
            pass


def cpu_of(read: Callable[[bytes], None], samples: list[Sample]) -> dict[str, float]:
    """Return CPU seconds for each file, read once."""
    spent: dict[str, float] = {}
    for sample in samples:
        gc.collect()
        before = time.process_time()
        read(sample.content)
        spent[sample.name] = time.process_time() - before
    return spent


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield a row for all running files, those with heart-rate variability, and those without."""
    samples = running_files(CORPUS) if (CORPUS / "fit").is_dir() else generated()
    if tiny:
        samples = samples[:1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fitdecode warns of odd field sizes
        rounds = [cpu_of(ours, samples) for _ in range(1 if tiny else ROUNDS)]
        reference = cpu_of(theirs, samples)
    groups = {
        "all": samples,
        HRV: [one for one in samples if one.has_hrv],
        "without": [one for one in samples if not one.has_hrv],
    }
    for title, members in groups.items():
        if not members:
            continue
        own = statistics.median(sum(each[one.name] for one in members) for each in rounds)
        other = sum(reference[one.name] for one in members)
        records = sum(one.records for one in members)
        cold = other / sum(one.first_s for one in members)
        least = TARGETS.get(title)
        yield Figure(
            what=f"FIT decode, {len(members)} running files ({title}), {records:,} records",
            measured=f"{other / own:.0f} times faster than fitdecode ({own * MS:.0f} against "
            f"{other * MS:,.0f} ms CPU; {cold:.0f} times on a first, cold reading); "
            f"{own * MS * 3600 / records:.2f} ms per 3,600 records",
            goal="" if least is None else f"{least:.0f} times",
            met=None if least is None else other / own >= least,
        )
