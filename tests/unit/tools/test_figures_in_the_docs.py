"""Figures that pages quote are the program's own: change one, and its page has to follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from ironstride.body import gates, readiness, screening
from ironstride.body.questions import SCREEN_QUESTIONS
from ironstride.body.red_flags import BONE_QUESTIONS, RED_FLAGS
from ironstride.importers import limits
from ironstride.planner import slots
from ironstride.running import load, spikes, usual_week
from ironstride.strength import asking, e1rm, starting
from ironstride.units import MIN_PER_HOUR

DOCS = Path(__file__).resolve().parents[3] / "docs"
PLAN = "explanation/how-the-plan-is-made.md"
PAIN = "explanation/pain-and-stops.md"
LOADS = "explanation/loads.md"
RUNS = "explanation/what-runs-say.md"
REPORT = "reference/import-report.md"
STARTS = "decisions/0004-starts-by-part-of-the-day.md"
WORDS = {
    3: "three",
    4: "four",
    5: "five",
    6: "six",
    8: "eight",
    10: "ten",
    12: "twelve",
    14: "fourteen",
}


def percent(share: float) -> str:
    return f"{share * 100:g} %"


def evening() -> str:
    return f"evening from {slots.PART_BOUNDS[slots.PartOfDay.EVENING][0] // MIN_PER_HOUR}:00"


QUOTED = (
    (PAIN, f"{WORDS[len(RED_FLAGS)]} signs stop all training"),
    (PAIN, f"{WORDS[len(SCREEN_QUESTIONS)]} questions before you start"),
    (PAIN, f"so {WORDS[len(BONE_QUESTIONS)]} questions come first"),
    (PAIN, f"| up to {gates.GO_UP_TO:g} | go on |"),
    (PAIN, f"| over {gates.GO_UP_TO:g} to {gates.STOP_ABOVE:g} | hold |"),
    (PAIN, f"pain in front of the knee stops over {gates.CEILING_PATELLOFEMORAL:g}"),
    (PAIN, f"front of the thigh and groin over {gates.CEILING_STRAIN:g}"),
    (PAIN, f"active complaint without a number counts as {gates.UNTOLD_PAIN:g}"),
    (PAIN, f"pressure over {screening.SYSTOLIC_STOP} or over {screening.DIASTOLIC_STOP} "),
    (PAIN, f"pressure over {screening.SYSTOLIC_CARE} or {screening.DIASTOLIC_CARE}, not cleared"),
    (PAIN, f"under {screening.POSTPARTUM_NO_IMPACT_WEEKS} weeks no jumps"),
    (PAIN, f"to {screening.POSTPARTUM_GRADED_WEEKS} weeks low jumps only"),
    (PAIN, f"from {readiness.SORE_SHIFT:g} of 10: heavy legs wait"),
    (PAIN, f"from {readiness.SORE_REST:g}: rest"),
    (LOADS, f"to {e1rm.TRUSTED_REPS:g} repetitions plus reserve"),
    (LOADS, f"trusted to about {percent(e1rm.SPREAD)} either way"),
    (LOADS, f"to {e1rm.MOST_REPS:g} to about {percent(e1rm.SPREAD_LONG)}"),
    (LOADS, f"the last {WORDS[e1rm.SESSIONS_USED]} sessions within"),
    (LOADS, f"within {WORDS[e1rm.WINDOW_DAYS // 7]} weeks count"),
    (LOADS, f"{WORDS[int(starting.FIRST_RESERVE)]} repetitions left"),
    (LOADS, f"{WORDS[int(starting.FIRST_RESERVE_NEW)]} for people new to lifting"),
    (LOADS, f"rises by {percent(asking.RAISE_LOWER)} at most for the legs"),
    (LOADS, f"{percent(asking.RAISE_UPPER)} for the upper body"),
    (RUNS, f"longer than {percent(spikes.SPIKE_RATIO)} of the longest"),
    (RUNS, f"of the last {spikes.WINDOW_DAYS} days"),
    (RUNS, f"hazard {spikes.HAZARD[spikes.SpikeBand.SMALL]:g} up to"),
    (RUNS, f"from the last {WORDS[usual_week.WEEKS]} weeks"),
    (RUNS, f"until you have rated {WORDS[load.RATED_FOR_REGRESSION]}"),
    (REPORT, f"nested more than {limits.MAX_DEPTH} deep"),
    (REPORT, f"more than {limits.MAX_MEMBERS:,} files"),
    (REPORT, f"over {limits.MAX_FILE_BYTES >> 20} mb"),
    (STARTS, evening()),
)


@pytest.mark.parametrize(("page", "words"), QUOTED, ids=[words for _, words in QUOTED])
def test_a_figure_on_a_page_is_the_programs(page: str, words: str) -> None:
    text = " ".join((DOCS / page).read_text("utf-8").lower().replace("*", "").split())
    assert words.lower() in text
