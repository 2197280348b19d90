"""CPU of reading one hour of running, 3,600 points, as GPX and as TCX.

Run it: ``.venv/bin/python -m benchmarks.import_xml`` (target: 60 ms each, of the 90 ms that decode,
analysis and storage may cost together).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ironstride.importers import gpx, tcx
from tests.support.gpx_writer import one_track, steady
from tests.support.tcx_writer import TcxActivity, TcxLap, along, tcx_bytes

ROUNDS: Final = 15
SECONDS_PER_HOUR: Final = 3600
LAP_S: Final = 300


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of CPU: the best round and the median round."""

    best_ms: float
    median_ms: float


def hour_as_gpx() -> bytes:
    """Return an hour with position, altitude, heart rate and cadence at every second."""
    return one_track(steady(SECONDS_PER_HOUR))


def hour_as_tcx() -> bytes:
    """Return the same with distance and speed, in laps of five minutes."""
    laps = [
        TcxLap(
            start_s=start,
            total_s=LAP_S,
            distance_m=3.0 * LAP_S,
            tracks=[along(start, start + LAP_S)],
        )
        for start in range(0, SECONDS_PER_HOUR, LAP_S)
    ]
    return tcx_bytes([TcxActivity(laps=laps)])


def cost(read: Callable[[bytes], object], content: bytes) -> Cost:
    """Return what one reading costs."""
    spent = []
    for _ in range(ROUNDS):
        started = time.process_time()
        read(content)
        spent.append((time.process_time() - started) * 1000.0)
    spent.sort()
    return Cost(best_ms=spent[0], median_ms=spent[len(spent) // 2])


def main() -> None:
    """Print both."""
    for name, read, content in (("GPX", gpx.read, hour_as_gpx()), ("TCX", tcx.read, hour_as_tcx())):
        measured = cost(read, content)
        print(
            f"{name}  one hour, {len(content) / 1000:,.0f} kB: "
            f"best {measured.best_ms:.0f} ms, median {measured.median_ms:.0f} ms of CPU"
        )


if __name__ == "__main__":
    main()
