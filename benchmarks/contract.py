"""How many plans of made-up athletes keep the contract, and what a coach would say of them.

`python -m benchmarks.contract` prints every fault; an argument chooses athletes by a part of
their names.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.figure import Figure
from tests.support.contract_cases import MET, catalogue, example, faults, plan
from tests.support.generated_athletes import Case, crowd, odd, sore
from tests.support.plan_checker import at_a_glance

CROWD = 60
FULL_DETAIL = 16
FEW = 3
EXAMPLES = ("novice_at_home", "marathoner_in_a_gym", "sixty_six", "sore_shin")


def cases() -> Iterator[Case]:
    """Yield every case: the odd ones, every region and pain, a crowd, four whole seasons."""
    yield from odd()
    yield from sore()
    yield from crowd(CROWD)
    for case in crowd(CROWD // 4, seed=7):
        yield replace(case, name=f"long-{case.name}", weeks=12, detail=10)
    for name in EXAMPLES:
        yield example(name, detail=FULL_DETAIL)


def judged(case: Case, folder: Path) -> tuple[list[str], list[str]]:
    """Return the faults of a case's plan against the contract, and what a coach says of it."""
    answer = plan(case, folder)
    found = faults(case, answer)
    if answer.code not in MET:
        return found, []
    return found, at_a_glance(answer.document, case.athlete, catalogue())


def measure(*, tiny: bool) -> Iterator[Figure]:
    """Yield the plans with a fault, and those that a coach would not nod at."""
    chosen = list(cases())[:FEW] if tiny else list(cases())
    broken = odd_looking = 0
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        for case in chosen:
            found, said = judged(case, Path(folder))
            broken += bool(found)
            odd_looking += bool(said)
    seconds = time.process_time() - started
    yield Figure(
        what="plans of made-up athletes that break the contract, as an outsider recomputes it",
        measured=f"{broken} of {len(chosen)} ({seconds:.0f} s CPU)",
        goal="0",
        met=not broken,
    )
    yield Figure(
        what="of these, plans that a coach would call wrong at a glance",
        measured=f"{odd_looking} of {len(chosen)}",
    )


def main(part: str = "") -> int:
    """Print what is wrong with each plan; return 1 if one breaks the contract."""
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            if part not in case.name:
                continue
            found, said = judged(case, Path(folder))
            broken += bool(found)
            for fault in (*found, *said):
                print(f"{case.name}: {fault}", flush=True)
    print(f"{broken} plans break the contract")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
