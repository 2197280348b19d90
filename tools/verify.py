"""Checks a crowd of full-size problems: `make verify`, or `make verify COUNT=200` for fewer.

Every problem is one runner's season with one week of it, or a plan of two weeks, over the whole
catalogue: the optimiser's objective has to be the audit's sum at every level and week, and no
audit may find a hard rule broken. Every tenth content is proven once more with no choice left
out. Hundreds of pairs of a problem and a change of it stand in the order they must: more minutes,
kit or hours never make the best worse, a ban or a stricter limit never better, and a mirror, other
names and another order of facts change nothing.

It ends with code 1 at the first difference and says what it was. What has been checked at a commit
without changes is kept in ``var/verify`` and not checked again.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.impossible import impossible
from benchmarks.machine import ROOT, commit, machine_line
from benchmarks.runners import Runner
from benchmarks.sets import LOOSE_MINUTES, TIGHT_MINUTES
from benchmarks.varied import drawn
from tools.metamorphic import compared
from tools.parity import Checked, checked_plan, checked_week
from tools.told_otherwise import told_otherwise

COUNT: Final = 2000
WEEKS: Final = 14
"""Problem n asks for the week n modulo this of its season: all phases come up."""
PLANS_EVERY, AGAIN_EVERY = 8, 10
"""Every so many problems are a plan of two weeks; are proven again with no choice left out."""
CHANGED, OTHERWISE, CHANGED_EVERY = 3, 13, 20
"""Of so many problems one is compared with changes of it, and one with itself told otherwise."""
DETAIL: Final = 2
COUNTED: Final = ("levels", "contents", "proven", "again", "without", "pairs")


def runner_of(number: int) -> Runner:
    """Return the runner of a problem: loose and tight in turn, no two alike, then impossible."""
    if number % (2 * PLANS_EVERY) == 0:
        return impossible()[number // (2 * PLANS_EVERY) % len(impossible())]
    if number % 2:
        return drawn(number, TIGHT_MINUTES, "tight")
    return drawn(number, LOOSE_MINUTES, "loose")


def checked(number: int) -> tuple[int, float, dict[str, object]]:
    """Return a problem's number, its CPU seconds, and what it showed."""
    began = time.process_time()
    found = _checked(number)
    row = {name: getattr(found, name) for name in COUNTED}
    faults = [*found.differences, *(f"broken: {said}" for said in found.breaches)]
    if faults:
        faults = [f"problem {number}, {runner_of(number).name}: {said}" for said in faults]
    return number, time.process_time() - began, {**row, "faults": faults}


def _checked(number: int) -> Checked:
    runner = runner_of(number)
    if number % PLANS_EVERY == 0:
        return checked_plan(runner.request(weeks=DETAIL, detail=DETAIL))
    request, position = runner.request(), number % WEEKS
    found = checked_week(request, position, again=number % AGAIN_EVERY == 1)
    turn = number % CHANGED_EVERY
    if turn in {CHANGED, OTHERWISE}:
        look = compared if turn == CHANGED else told_otherwise
        pairs = look(request, position, number)
        found.pairs = sum(pairs.pairs.values())
        found.differences.extend(pairs.faults)
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the summary; return 1 at the first difference or breach."""
    parser = argparse.ArgumentParser(prog="python -m tools.verify", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT, help="problems to check")
    parser.add_argument("--cores", type=int, default=os.cpu_count(), help="at the same time")
    parser.add_argument("--first", type=int, default=1, help="number of the first problem")
    asked = parser.parse_args(arguments)
    at, began = commit(), time.monotonic()
    print(f"Commit {at}. {machine_line()}", flush=True)
    kept = _Kept(at)
    numbers = [n for n in range(asked.first, asked.first + asked.count) if n not in kept.rows]
    for number, seconds, row in _all(numbers, asked.cores):
        kept.keep(number, {**row, "seconds": round(seconds, 3)})
        if row["faults"]:
            print(*_list(row["faults"]), sep="\n", file=sys.stderr, flush=True)
            print(_summary(kept.rows.values()))
            return 1
    print(_summary(kept.rows.values()))
    print(f"{len(numbers)} of them checked now, in {(time.monotonic() - began) / 60:.1f} minutes.")
    return 0


def _all(numbers: list[int], cores: int) -> Iterator[tuple[int, float, dict[str, object]]]:
    """Yield what problems showed as they are done, several at the same time."""
    if cores <= 1:
        yield from map(checked, numbers)
        return
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        yield from pool.imap_unordered(checked, numbers, chunksize=4)


def _list(found: object) -> list[str]:
    return [str(each) for each in found] if isinstance(found, list) else []


class _Kept:
    """What has been checked at a commit; with changes in the tree nothing is kept."""

    def __init__(self, at: str) -> None:
        self.rows: dict[int, dict[str, object]] = {}
        self._path: Path | None = None
        if at.endswith("with changes") or at == "unknown":
            return
        self._path = ROOT / "var" / "verify" / f"{at}.jsonl"
        if self._path.is_file():
            for text in self._path.read_text("utf-8").splitlines():
                row = json.loads(text)
                if not row["faults"]:
                    self.rows[row.pop("number")] = row

    def keep(self, number: int, row: dict[str, object]) -> None:
        """Keep what a problem showed."""
        self.rows[number] = row
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"number": number, **row}) + "\n")


def _summary(rows: Iterable[dict[str, object]]) -> str:
    """Return the table of everything that was checked."""
    checked_rows = list(rows)
    total: Counter[str] = Counter()
    for row in checked_rows:
        total.update({name: int(str(row[name])) for name in COUNTED})
    faults = [said for row in checked_rows for said in _list(row["faults"])]
    breaches = sum(": broken: " in said for said in faults)
    seconds = sum(float(str(row["seconds"])) for row in checked_rows)
    lines = (
        ("problems", len(checked_rows)),
        ("objectives compared with the audit's sum", total["levels"]),
        ("differences", len(faults) - breaches),
        ("hard rules broken", breaches),
        ("contents of weeks", total["contents"]),
        ("proven", f"{total['proven'] / max(total['contents'], 1):.1%}"),
        ("proven again, no choice left out", total["again"]),
        ("pairs of a problem and a change of it, in order", total["pairs"]),
        ("weeks that had to drop wishes", total["without"]),
        ("CPU seconds a problem", f"{seconds / max(len(checked_rows), 1):.2f}"),
    )
    return "\n".join(f"| {what} | {found} |" for what, found in lines)


if __name__ == "__main__":
    raise SystemExit(main())
