"""FIT bytes to scaled columns, checksum included, against fitdecode: CPU time in one process.

    python -m benchmarks.fit_decode [--corpus DIR] [--rounds N] [--json]

fitdecode (MIT) iterates all frames with its default processor and its checksum, as its
documentation shows. Ours makes columns of the messages and fields that the product keeps, which is
the job it is there for; fitdecode decodes every field of every message. Without a corpus both read
a generated one-hour run.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import gzip
import json
import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import fitdecode

from ironstride.importers.fit import decode
from ironstride.importers.fit.profile import SPORTS
from tests.support.fit_writer import RunDetails, write_run

ROOT = Path(__file__).resolve().parent.parent
RUNNING = next(number for number, name in SPORTS.items() if name == "running")
TARGETS = {"running files": 100.0, "running files with heart-rate variability": 50.0}


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


def main() -> int:
    """Print the table and return 0 if every target is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    corpus = ROOT.parent / "shared" / "corpus"
    parser.add_argument("--corpus", type=Path, default=corpus, help="folder that holds fit/")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of ours; the median counts")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # fitdecode warns of odd field sizes
    samples = running_files(asked.corpus) if (asked.corpus / "fit").is_dir() else generated()
    rounds = [cpu_of(ours, samples) for _ in range(asked.rounds)]
    reference = cpu_of(theirs, samples)
    groups = {
        "running files": samples,
        "running files with heart-rate variability": [one for one in samples if one.has_hrv],
        "running files without": [one for one in samples if not one.has_hrv],
    }
    figures: dict[str, dict[str, float]] = {}
    for title, members in groups.items():
        if not members:
            continue
        own = statistics.median(sum(each[one.name] for one in members) for each in rounds)
        other = sum(reference[one.name] for one in members)
        records = sum(one.records for one in members)
        figures[title] = {
            "files": len(members),
            "bytes": sum(len(one.content) for one in members),
            "records": records,
            "ours_ms": own * 1e3,
            "fitdecode_ms": other * 1e3,
            "ratio": other / own,
            "ratio_first_reading": other / sum(one.first_s for one in members),
            "ours_ms_per_3600_records": own * 1e3 * 3600 / records,
        }
    met = all(
        figures[title]["ratio"] >= least for title, least in TARGETS.items() if title in figures
    )
    if asked.json:
        print(json.dumps({"groups": figures, "met": met}, indent=1))
        return 0 if met else 1
    for title, row in figures.items():
        least = f" (at least {TARGETS[title]:.0f})" if title in TARGETS else ""
        print(
            f"{title}: {row['files']:.0f} files, {row['bytes'] / 1e6:.2f} MB, "
            f"{row['records']:.0f} records\n"
            f"  ours {row['ours_ms']:.1f} ms, fitdecode {row['fitdecode_ms']:.0f} ms of CPU: "
            f"{row['ratio']:.0f} times faster{least}, "
            f"{row['ratio_first_reading']:.0f} on the first, cold reading; "
            f"{row['ours_ms_per_3600_records']:.2f} ms per 3,600 records"
        )
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
