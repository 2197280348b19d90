"""The programmes of trials that worked, as athlete files of their participants with what was done.

Doses are those of the rows ``PE-01`` to ``PE-24``. Where a row gives one figure, a quarter more or
less still counts as the same dose (house); where it gives a range, that is the range. What the
rows do not tell (age, kit, how much was run) is a guess at the usual participant; ``assumed`` says
what of it matters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from benchmarks.runners import GYM, MONDAY, Document, Runner, document, run
from ironstride.strength.reps_curve import percent_1rm

SHARE: Final = 0.25
"""House: so much more or less than a trial's one figure is still its dose."""
ANY: Final = float("inf")
HIGH, SUBMAXIMAL = (80.0, 100.0), (40.0, 79.9)
"""RE-11: the zones that reviews sort trials into, in per cent of the maximum."""
STEPS: Final[Document] = {"id": "track", "equipment": ["mat", "step", "box"]}
JUMPED: Final = dict.fromkeys((3, 6, 10, 13, 17, 20), ("squat-jump 5", "pogo 20", "split-squat 10"))
LIFTED: Final = dict.fromkeys(
    (3, 6, 10, 13, 17, 20),
    ("back-squat 5 80", "romanian-deadlift 6 70", "standing-calf-raise 8 60", "pogo 20"),
)
"""Three weeks in which the technique was learned: trials begin with it, and load from week one."""
ECONOMY: Final = {
    "economy": 3, "speed-power": 1, "injury-prevention": 0, "form": 0, "balance": 0,
    "longevity": 0, "rehabilitation": 0, "mental-toughness": 0,
}  # fmt: skip
POWER: Final = {**ECONOMY, "speed-power": 3}
TRAINED: Final = (
    "mon 07:00 easy 50", "tue 07:00 intervals 60", "wed 07:00 easy 50", "fri 07:00 tempo 50",
    "sun 08:00 long 100",
)  # fmt: skip
RECREATIONAL: Final = ("tue 07:00 intervals 45", "thu 07:00 easy 40", "sun 08:00 long 70")


class Dose(StrEnum):
    """What of a programme is compared with a plan's weeks."""

    SESSIONS = "sessions a week"
    LEG_SETS = "leg sets a week"
    """Squats, steps, hinges and bridges."""
    LEG_AND_CALF_SETS = "leg and calf sets a week"
    """Where the trial trained calves, too."""
    PUSH_SETS = "calf sets without movement a week"
    BALANCED_SETS = "hip and trunk sets a week"
    FOOT_SETS = "foot sets a week"
    SETS = "sets a week"
    LOAD = "load, % of the maximum"
    CONTACTS = "contacts in a session that jumps"
    WEEKS = "weeks with this work"


class Kind(StrEnum):
    """What was trained."""

    LIFTING = "lifting"
    JUMPING = "jumping"
    BOTH = "lifting and jumping"
    HOLDS = "pushes without movement"
    HIP_AND_TRUNK = "hip and trunk"
    FOOT = "foot"
    OTHER = "no trial"


Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """An exception: what keeps a plan from the trial's dose, and why that is right.

    Args:
        rules: ids of the rules that do; none where it is no rule that could be left out.
    """

    why: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemplar:
    """A programme that worked: who did it, for how long, and its doses from least to most.

    Args:
        weeks: of the programme.
        lead: weeks of the plan before it, where our rules want a base.
        after: weeks of the season after it: a test race, where the trial had one.
        assumed: what the row does not tell and the comparison rests on.
        exceptions: by dose what keeps the plan out of the trial's range.
    """

    id: str
    title: str
    kind: Kind
    runner: Runner
    weeks: int
    doses: Mapping[Dose, Range]
    lead: int = 0
    after: int = 0
    assumed: str = ""
    exceptions: Mapping[Dose, Without] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAsked:
    """A programme that no athlete file can ask for, and why."""

    id: str
    kind: Kind
    why: str


def about(figure: float) -> Range:
    """Return the range in which a trial's one figure is met."""
    return (figure * (1 - SHARE), figure * (1 + SHARE))


def rm(most: int, least: int) -> Range:
    """Return the shares of the maximum of loads that can be lifted so often (LP-01)."""
    return (percent_1rm(most), percent_1rm(least))


def _who(
    name: str,
    week: tuple[str, ...],
    *,
    log: Mapping[int, tuple[str, ...]] = LIFTED,
    kit: Document = GYM,
    goals: Mapping[str, int] = ECONOMY,
    experience: str = "intermediate",
    **more: Any,  # noqa: ANN401 (tables of the athlete file)
) -> Runner:
    """Return a participant: who loads from the first week has learned the lifts before it."""
    file = document(kit="gym", experience=experience, week="no-runs", goals=dict(goals), **more)
    return Runner(
        name=name,
        log=log,
        document={**file, "places": [kit], "usual_week": [run(text) for text in week]},
    )


def _trial_race(weeks: int) -> list[Document]:
    """Return the three kilometres that a trial was measured by, after so many weeks."""
    date = MONDAY + dt.timedelta(weeks=weeks + 1, days=6)
    return [{"date": date.isoformat(), "distance_m": 3000, "priority": "A"}]


EXEMPLARS: Final = (
    Exemplar(
        id="PE-01", title="Støren 2008", kind=Kind.LIFTING, weeks=8,
        runner=_who("half-squats", TRAINED, age=29, sessions=3, minutes=25),
        doses={Dose.SESSIONS: (3, 3), Dose.LEG_SETS: about(12), Dose.LOAD: HIGH,
               Dose.WEEKS: about(8)},
        assumed="The trial squatted alone; here every leg set counts. 25 minutes.",
    ),
    Exemplar(
        id="PE-02", title="Paavolainen 1999", kind=Kind.BOTH, weeks=9,
        runner=_who("explosive", TRAINED, age=23, sessions=3, minutes=45, goals=POWER),
        doses={Dose.SESSIONS: (3, 3), Dose.LOAD: (0, 40), Dose.CONTACTS: (30, 200),
               Dose.WEEKS: about(9)},
        assumed="45 minutes; sprints are not counted.",
        exceptions={Dose.LOAD: Without(
            why="the trial moved 0 to 40 % fast. Who has lifted before gets 80 % and more beside "
            "the jumps: the two together did most (RE-09, RE-13). That stands in the table of "
            "doses (RD-03, RD-08), which every rule builds on.",
            rules=("dose.heavy_sets",))},
    ),
    Exemplar(
        id="PE-03", title="Spurrs 2003", kind=Kind.JUMPING, weeks=6, lead=3, after=2,
        runner=_who("jumps", TRAINED, age=25, sessions=3, minutes=60, kit=STEPS, log=JUMPED,
                    goals=POWER, races=_trial_race(9)),
        doses={Dose.SESSIONS: (2, 3), Dose.CONTACTS: (60, 180), Dose.WEEKS: about(6)},
        assumed="No weights, 60 minutes, and three weeks that knew soft jumps.",
    ),
    Exemplar(
        id="PE-04", title="Saunders 2006", kind=Kind.BOTH, weeks=9, lead=4,
        runner=_who("new-to-weights", TRAINED, age=24, sessions=3, minutes=30, goals=POWER,
                    log={}, experience="novice"),
        doses={Dose.SESSIONS: (3, 3), Dose.LOAD: SUBMAXIMAL, Dose.CONTACTS: (6, 600),
               Dose.WEEKS: about(9)},
        assumed="New to lifting, as 60 % suggests; contacts from one set of six to five of twenty "
        "of six exercises.",
    ),
    Exemplar(
        id="PE-05", title="Millet 2002", kind=Kind.LIFTING, weeks=14,
        runner=_who("six-lifts", TRAINED, age=24, sessions=2, minutes=75),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_AND_CALF_SETS: about(36), Dose.LOAD: HIGH,
               Dose.WEEKS: about(14)},
        assumed="Six lifts of three sets, 75 minutes; the trial went to failure at 90 % and more.",
    ),
    Exemplar(
        id="PE-06", title="Beattie 2017, first 20 weeks", kind=Kind.BOTH, weeks=20,
        runner=_who("lifts-and-jumps", TRAINED, age=28, sessions=2, minutes=60, goals=POWER),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_SETS: (6, 18), Dose.LOAD: rm(8, 3),
               Dose.CONTACTS: (9, 96), Dose.WEEKS: about(20)},
        assumed="One to three lifts and one to four jumps a session, of three sets of three to "
        "eight.",
    ),
    Exemplar(
        id="PE-07", title="Zanini 2025", kind=Kind.BOTH, weeks=10,
        runner=_who("supervised", TRAINED, age=34, sessions=2, minutes=45, goals=POWER),
        doses={Dose.SESSIONS: (2, 2), Dose.LOAD: HIGH, Dose.CONTACTS: (1, ANY),
               Dose.WEEKS: about(10)},
        assumed="The row tells no sets and no contacts: there must be jumps.",
    ),
    Exemplar(
        id="PE-08", title="Albracht & Arampatzis 2013", kind=Kind.HOLDS, weeks=14,
        runner=_who("calf-pushes", TRAINED, age=27, sessions=4, minutes=20),
        doses={Dose.SESSIONS: (4, 4), Dose.PUSH_SETS: about(20), Dose.WEEKS: about(14)},
        assumed="20 minutes.",
        exceptions={
            Dose.PUSH_SETS: Without(
                why="the Achilles is strained by heavy calf raises here, five sets a week and not "
                "twenty (TN-02); beside them no rule asks for pushes, which want a minute of "
                "setting up.",
                rules=("dose.calves", "dose.muscles")),
            Dose.WEEKS: Without(why="as above: no week holds the pushes."),
        },
    ),
    Exemplar(
        id="PE-10", title="Blagrove 2018", kind=Kind.BOTH, weeks=10, lead=5,
        runner=_who("seventeen", TRAINED, age=17, sessions=2, minutes=60, goals=POWER, log={},
                    experience="novice"),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_AND_CALF_SETS: (8, 36), Dose.CONTACTS: (12, 72),
               Dose.WEEKS: about(10)},
        assumed="New to lifting; two to six lifts and one to three jumps a session, of two to "
        "three sets of six to eight; the row tells no load.",
    ),
    Exemplar(
        id="PE-11", title="Piacentini 2013", kind=Kind.LIFTING, weeks=6,
        runner=_who("forty-four", RECREATIONAL, age=44, sessions=2, minutes=45),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_SETS: (8, 24), Dose.LOAD: HIGH,
               Dose.WEEKS: about(6)},
        assumed="One to three leg lifts of four sets.",
    ),
    Exemplar(
        id="PE-12", title="Damasceno 2015", kind=Kind.LIFTING, weeks=8,
        runner=_who("four-lifts", RECREATIONAL, age=34, sessions=2, minutes=60),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_AND_CALF_SETS: about(24), Dose.LOAD: rm(10, 3),
               Dose.WEEKS: about(8)},
        assumed="60 minutes.",
    ),
    Exemplar(
        id="PE-13", title="Skovgaard 2014", kind=Kind.LIFTING, weeks=8,
        runner=_who("after-sprints", RECREATIONAL, age=31, sessions=2, minutes=45),
        doses={Dose.SESSIONS: (2, 2), Dose.LOAD: (80, 90), Dose.WEEKS: about(8)},
        assumed="The two lifting sessions alone; the row tells no sets.",
    ),
    Exemplar(
        id="PE-14", title="Berryman 2010, jumps", kind=Kind.JUMPING, weeks=8, lead=3, after=2,
        runner=_who("jumps-once", RECREATIONAL, age=30, sessions=1, minutes=30, kit=STEPS,
                    log=JUMPED, goals=POWER, races=_trial_race(11)),
        doses={Dose.SESSIONS: (1, 1), Dose.CONTACTS: (1, ANY), Dose.WEEKS: about(8)},
        assumed="The row tells no contacts: there must be jumps. No weights.",
    ),
    Exemplar(
        id="PE-14", title="Berryman 2010, weights", kind=Kind.LIFTING, weeks=8, after=2,
        runner=_who("weights-once", RECREATIONAL, age=30, sessions=1, minutes=30,
                    races=_trial_race(8)),
        doses={Dose.SESSIONS: (1, 1), Dose.LOAD: (1, ANY), Dose.WEEKS: about(8)},
        assumed="The row tells no sets and no load: there must be weights.",
    ),
    Exemplar(
        id="PE-17", title="Leppänen 2024", kind=Kind.HIP_AND_TRUNK, weeks=24,
        runner=_who("hips-and-trunk", ("tue 18:00 easy 30", "sun 09:00 easy 40"), age=38,
                    sessions=2, minutes=20, kit=STEPS, log={}, experience="none",
                    goals={**ECONOMY, "economy": 0, "injury-prevention": 3, "form": 3}),
        doses={Dose.BALANCED_SETS: (1, ANY), Dose.WEEKS: about(24)},
        assumed="The row tells no sets: there must be hip and trunk work every week.",
    ),
    Exemplar(
        id="PE-18", title="Taddei 2020", kind=Kind.FOOT, weeks=8,
        runner=_who("feet", RECREATIONAL, age=40, sessions=4, minutes=25, kit=STEPS, log={},
                    experience="novice", goals={**ECONOMY, "economy": 0, "injury-prevention": 3}),
        doses={Dose.SESSIONS: (4, 4), Dose.FOOT_SETS: (1, ANY), Dose.WEEKS: about(8)},
        assumed="The row tells no sets: there must be foot work every week.",
    ),
    Exemplar(
        id="PE-21", title="Watson 2018", kind=Kind.BOTH, weeks=12,
        runner=_who("bones-at-sixty-five", (), age=65, sessions=2, minutes=30,
                    goals={**ECONOMY, "economy": 0, "longevity": 3}),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_SETS: about(20), Dose.LOAD: HIGH,
               Dose.CONTACTS: about(25), Dose.WEEKS: about(12)},
        assumed="Twelve of the 35 weeks, after the month in which the lifts were learned.",
        exceptions={Dose.LEG_SETS: Without(
            why="fifteen sets of five in 30 minutes leave a minute between them. Heavy sets get "
            "two and a half here (RD-03), so that two half hours hold ten leg sets; what else a "
            "week wants takes less of them than the rests do.",
            rules=("dose.calves", "dose.hip", "dose.trunk", "dose.balance", "dose.upper"))},
    ),
    Exemplar(
        id="PE-22", title="Rønnestad 2010, first 12 weeks", kind=Kind.LIFTING, weeks=12,
        runner=_who("twelve-weeks", TRAINED, age=29, sessions=2, minutes=45),
        doses={Dose.SESSIONS: (2, 2), Dose.LEG_AND_CALF_SETS: about(18), Dose.LOAD: rm(10, 4),
               Dose.WEEKS: about(12)},
        assumed="Runners instead of cyclists; hip flexion is not counted.",
    ),
    Exemplar(
        id="PE-23", title="Steele 2022", kind=Kind.LIFTING, weeks=12, lead=4,
        runner=_who("once-a-week", (), age=50, sessions=1, minutes=20, log={},
                    experience="novice"),
        doses={Dose.SESSIONS: (1, 1), Dose.SETS: about(6), Dose.WEEKS: about(12)},
        assumed="Twelve weeks of years.",
        exceptions={
            Dose.SETS: Without(
                why="its repetitions are slow, so that six sets fill 20 minutes. Ours are done at "
                "an ordinary pace, and the same minutes hold more sets; the table of doses has no "
                "slow lifting for healthy people.",
                rules=("dose.trunk", "dose.hip", "dose.upper")),
            Dose.WEEKS: Without(
                why="in the other weeks one's own weight on one leg is the load, which counts no "
                "kilograms."),
        },
    ),
)  # fmt: skip
"""In the order of their rows."""
NOT_ASKED: Final = (
    NotAsked(
        id="PE-09", kind=Kind.JUMPING,
        why="five minutes of hopping every day. An athlete file asks for at most four sessions a "
        "week, so the programme can't be asked for; it is no rule that keeps it out.",
    ),
    NotAsked(
        id="PE-24", kind=Kind.OTHER,
        why="a daily snack of lifts, put together from reviews and tried by nobody as a whole; an "
        "athlete file asks for at most four sessions a week.",
    ),
)  # fmt: skip
"""Programmes that no athlete file can ask for."""
