"""Plans for a folder of athlete files: one file each, and one wrong file never stops the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ironstride.domain.problem import Parsed, Problem
from ironstride.exporters.plan_json import plan_json
from ironstride.services.files import FORMATS, refused
from ironstride.services.stateless import Asked, PlanFiles, request_of

ENDING: Final = ".plan.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What became of one athlete file.

    Args:
        plan: where its plan lies; None where the athlete file is wrong.
        met: whether all that was asked could hold.
        open_share: how far from the best the content can be, as a share of its cost.
        problems: what is wrong with the file, or was left out of it.
    """

    athlete: Path
    plan: Path | None
    met: bool = False
    open_share: float = 0.0
    problems: tuple[Problem, ...] = ()


def athlete_files(folder: Path) -> Parsed[tuple[Path, ...]]:
    """Return the athlete files of a folder by name, or why there is nothing to plan."""
    if not folder.is_dir():
        return refused(folder, "no-such-folder", "There is no such folder.", "Check the path.")
    found = tuple(sorted(p for p in folder.iterdir() if p.suffix in FORMATS and p.is_file()))
    found = tuple(path for path in found if not path.name.endswith(ENDING))
    twice = [stem for stem, count in Counter(path.stem for path in found).items() if count > 1]
    if not found:
        sentence = "The folder holds no athlete file."
        return refused(folder, "no-athletes", sentence, "Name one with .toml or .json files.")
    if twice:
        sentence = f"Two athlete files are called {', '.join(twice)}: their plans would be one."
        return refused(folder, "same-name-twice", sentence, "Give each file a name of its own.")
    return Parsed(value=found)


def plan_files(athletes: tuple[Path, ...], out: Path, asked: Asked) -> Iterator[Planned]:
    """Yield what became of each athlete file; plans are written as they are made.

    Raises:
        OSError: a plan cannot be written.
    """
    # The solver takes a tenth of a second to import; a folder without athletes needs none.
    from ironstride.planner.cohort import open_share, plan_cohort  # noqa: PLC0415 (see above)

    out.mkdir(parents=True, exist_ok=True)
    for athlete in athletes:
        request = request_of(PlanFiles(athlete=athlete), asked)
        if request.value is None:
            yield Planned(athlete=athlete, plan=None, problems=request.problems)
            continue
        (plan,) = plan_cohort((request.value,))
        path = out / f"{athlete.stem}{ENDING}"
        path.write_text(plan_json(plan, indent=1), encoding="utf-8")
        yield Planned(
            athlete=athlete,
            plan=path,
            met=not plan.conflict,
            open_share=open_share(plan),
            problems=request.problems,
        )
