"""Athletes as an outsider would make them up: one for each odd wish, then a seeded crowd."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

TODAY: Final = dt.date(2026, 11, 23)
"""A Monday; single athletes ask on another day."""
DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
REGIONS: Final = (
    "foot", "plantar-heel", "achilles", "ankle", "calf", "shin", "knee-front", "knee-outer",
    "knee-inner", "thigh-front", "hamstring", "hamstring-origin", "hip-outer", "hip-front",
    "groin", "low-back", "upper-back", "neck", "shoulder", "elbow", "wrist",
)  # fmt: skip
PAINS: Final = (0, 2, 3, 6)

GYM: Final[dict[str, Any]] = {
    "id": "gym",
    "equipment": [
        "barbell", "rack", "bench", "cable", "leg-press", "calf-machine", "leg-curl", "box",
        "step", "pull-up-bar", "mat", "dumbbell",
    ],
    "bars_kg": [20],
    "plates_kg": [20, 20, 20, 20, 10, 10, 5, 5, 2.5, 2.5, 1.25, 1.25],
    "dumbbells_kg": [6, 6, 10, 10, 16, 16, 22.5, 22.5],
    "machine_step_kg": 5,
    "machine_min_kg": 5,
    "machine_max_kg": 140,
}  # fmt: skip
GYM_UNKNOWN: Final[dict[str, Any]] = {
    "id": "club",
    "equipment": ["barbell", "rack", "bench", "cable", "leg-press", "dumbbell", "band", "step"],
}
HOME: Final[dict[str, Any]] = {
    "id": "home",
    "equipment": ["mat", "step", "band", "dumbbell"],
    "dumbbells_kg": [8],
    "bands": [{"name": "green", "kg_low": 5, "kg_high": 15}],
}
KETTLE: Final[dict[str, Any]] = {
    "id": "garage",
    "equipment": ["kettlebell", "box", "pull-up-bar"],
    "kettlebells_kg": [12, 16, 16],
}
ODD_PLATES: Final[dict[str, Any]] = {
    "id": "shed",
    "equipment": ["barbell", "rack"],
    "bars_kg": [12.5],
    "plates_kg": [20, 15, 10, 10, 7.5, 2.5, 2.5, 2.5],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An athlete and how long a plan is asked for.

    Args:
        arguments: more options of ``ironstride plan``.
        code: the exit code that an outsider expects; None where 0 and 1 are both right.
    """

    name: str
    athlete: dict[str, Any]
    today: dt.date = TODAY
    weeks: int | None = 4
    detail: int = 2
    code: int | None = 0
    marks: frozenset[str] = field(default_factory=frozenset)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The options beside ``--athlete``."""
        weeks = () if self.weeks is None else ("--weeks", str(self.weeks))
        return ("--today", self.today.isoformat(), *weeks, "--detail", str(self.detail))


def run(day: str, kind: str = "easy", minutes: float = 45, start: str = "07:00") -> dict[str, Any]:
    """Return a run of the usual week."""
    return {"day": day, "start": start, "kind": kind, "minutes": minutes}


NORMAL: Final = (
    run("tue", "intervals", 60, "06:30"),
    run("thu"),
    run("sat", "easy", 40, "08:00"),
    run("sun", "long", 100, "09:00"),
)


def person(**more: Any) -> dict[str, Any]:  # noqa: ANN401 (a document holds what it holds)
    """Return an ordinary runner with keys replaced; ``athlete`` is merged."""
    profile = {"birth_year": 1988, "body_mass_kg": 66, "lifting_experience": "novice"}
    document = {
        "schema": "ironstride/athlete/1",
        "athlete": {**profile, **more.pop("athlete", {})},
        "places": more.pop("places", [HOME]),
        "availability": more.pop("availability", {"sessions_per_week": 2, "minutes": 30}),
        "usual_week": more.pop("usual_week", list(NORMAL)),
        **more,
    }
    return copy.deepcopy(document)


def odd() -> Iterator[Case]:
    """Yield one athlete for each odd wish."""
    days = {"sessions_per_week": 2, "minutes": 30}
    yield Case(name="five-minutes", athlete=person(availability={**days, "minutes": 5}))
    yield Case(
        name="two-hours",
        athlete=person(
            athlete={"lifting_experience": "advanced"},
            places=[GYM],
            availability={**days, "minutes": 120},
        ),
    )
    yield Case(
        name="four-sessions",
        code=None,
        athlete=person(availability=days | {"sessions_per_week": 4}),
    )
    yield Case(
        name="one-window-a-week",
        code=1,
        athlete=person(
            availability={**days, "windows": [{"day": "wed", "from": "18:10", "to": "19:00"}]}
        ),
    )
    yield Case(
        name="all-days-rest-but-one",
        code=1,
        athlete=person(availability={**days, "rest_days": [d for d in DAYS if d != "fri"]}),
    )
    yield Case(
        name="all-days-rest", code=1, athlete=person(availability={**days, "rest_days": list(DAYS)})
    )
    yield Case(
        name="two-races-in-a-week",
        code=None,
        athlete=person(
            races=[
                {"date": "2026-12-02", "distance_m": 5000, "priority": "C"},
                {"date": "2026-12-06", "distance_m": 10000, "priority": "A"},
            ]
        ),
        weeks=None,
        detail=3,
    )
    yield Case(
        name="race-tomorrow",
        code=None,
        athlete=person(races=[{"date": "2026-11-24", "distance_m": 10000, "priority": "A"}]),
        weeks=None,
        detail=3,
    )
    yield Case(
        name="race-today",
        code=None,
        athlete=person(races=[{"date": "2026-11-23", "distance_m": 42195, "priority": "A"}]),
        weeks=None,
    )
    yield Case(name="a-year", athlete=person(), weeks=52, detail=1)
    yield Case(name="fourteen", athlete=person(athlete={"birth_year": 2012, "body_mass_kg": 45}))
    yield Case(name="a-hundred", athlete=person(athlete={"birth_year": 1926, "body_mass_kg": 55}))
    yield Case(name="no-runs", athlete=person(usual_week=[]))
    yield Case(
        name="tested-and-found-weak",
        athlete=person(
            athlete={"birth_year": 1970, "lifting_experience": "advanced"},
            places=[GYM],
            tests=[
                {"test": test, "date": "2026-11-02", "side": side, "value": value}
                for test, left, right in (
                    ("heel-raise", 8, 20), ("one-leg-rise", 3, 4), ("stance-eyes-open", 5, 8),
                    ("knee-to-wall", 6, 10), ("hop-distance", 60, 100),
                )
                for side, value in (("left", left), ("right", right))
            ]
            + [{"test": "handstand", "date": "2026-11-02", "value": 3}],
        ),
    )  # fmt: skip
    nothing = person()
    del nothing["usual_week"], nothing["places"]
    nothing["availability"] = {}
    yield Case(name="as-little-as-may-be", athlete=nothing)
    yield Case(
        name="twice-a-day",
        code=None,
        athlete=person(
            usual_week=[run(d, "easy", 50, start) for d in DAYS for start in ("06:30", "17:30")]
        ),
    )
    yield Case(
        name="quality-every-day",
        code=None,
        athlete=person(
            places=[GYM],
            athlete={"lifting_experience": "advanced"},
            usual_week=[run(d, "tempo", 60, "17:00") for d in DAYS],
        ),
    )
    yield Case(
        name="night-runner",
        code=None,
        athlete=person(
            usual_week=[run("tue", "long", 300, "22:00"), run("fri", "hills", 60, "23:30")]
        ),
    )
    yield Case(
        name="imperial",
        athlete=person(
            preferences={"units": "imperial", "like": ["pull-up"], "dislike": ["plank"]}
        ),
    )
    yield Case(
        name="several-places",
        athlete=person(
            athlete={"lifting_experience": "intermediate"},
            places=[HOME, GYM, KETTLE],
            availability={
                **days,
                "windows": [
                    {"day": "tue", "from": "17:00", "to": "21:00", "place": "gym", "minutes": 45},
                    {"day": "thu", "from": "17:00", "to": "21:00", "place": "garage"},
                    {"day": "sat", "from": "12:00", "to": "15:00", "preferred": True},
                ],
            },
        ),
    )
    yield Case(
        name="away",
        code=None,
        athlete=person(
            places=[GYM, KETTLE],
            availability={
                **days,
                "away": [
                    {"from": "2026-11-30", "to": "2026-12-06"},
                    {"from": "2026-12-07", "to": "2026-12-09", "place": "garage"},
                ],
            },
        ),
        detail=3,
    )
    yield Case(
        name="pins",
        athlete=person(
            pins=[
                {"date": "2026-11-25", "start": "18:00", "session": "place"},
                {"date": "2026-11-27", "session": "none"},
                {"date": "2026-12-02", "exercise": "push-up"},
            ]
        ),
    )
    yield Case(name="gym-of-unknown-weights", athlete=person(places=[GYM_UNKNOWN]))
    yield Case(
        name="odd-plates",
        athlete=person(places=[ODD_PLATES], athlete={"lifting_experience": "advanced"}),
    )
    yield Case(name="asked-on-a-sunday", code=None, athlete=person(), today=dt.date(2026, 11, 29))
    yield Case(name="asked-on-a-thursday", code=None, athlete=person(), today=dt.date(2026, 11, 26))
    yield Case(
        name="micro-minutes",
        athlete=person(availability={**days, "minutes": 20, "micro_minutes": 5}),
    )
    yield Case(
        name="planned-runs",
        athlete=person(
            planned_runs=[
                {"date": "2026-11-24", "start": "18:00", "kind": "tempo", "minutes": 50},
                {"date": "2026-11-26", "start": "00:00", "kind": "rest", "minutes": 0},
                {"date": "2026-12-05", "start": "07:00", "kind": "hills", "minutes": 70},
            ]
        ),
    )
    yield Case(
        name="no-goals",
        athlete=person(
            goals={
                "injury-prevention": 0, "economy": 0, "speed-power": 0, "form": 0, "balance": 0,
                "longevity": 0, "rehabilitation": 0, "mental-toughness": 0,
            }
        ),
    )  # fmt: skip
    yield from _screened()
    yield from _limited()
    yield from _seasons()


def _screened() -> Iterator[Case]:
    """Yield what screening, red flags and check-ins say."""
    strong: dict[str, Any] = {"athlete": {"lifting_experience": "advanced"}, "places": [GYM]}
    yield Case(name="red-flag", athlete=person(red_flags=["RF-03"]))
    yield Case(name="red-flags", athlete=person(red_flags=["RF-01", "RF-12"]), weeks=52, detail=16)
    for name, screening in (
        ("clearance-needed", {"clearance_needed": True}),
        ("cleared", {"clearance_needed": True, "cleared_by": "Dr. of the club"}),
        ("pressure-over", {"systolic_mmhg": 181, "diastolic_mmhg": 90}),
        ("pressure-under", {"systolic_mmhg": 130, "diastolic_mmhg": 111}),
        ("pressure-at-the-line", {"systolic_mmhg": 180, "diastolic_mmhg": 110}),
        ("pregnant", {"pregnant": True}),
        ("postpartum-early", {"postpartum_weeks": 4}),
        ("postpartum-late", {"postpartum_weeks": 20}),
    ):
        yield Case(name=name, athlete=person(**strong, screening=screening), weeks=6, detail=4)
    for illness in ("above-neck", "below-neck", "fever"):
        yield Case(
            name=f"ill-{illness}",
            code=None,
            athlete=person(**strong, checkins=[{"date": "2026-11-23", "illness": illness}]),
        )
    yield Case(
        name="sore-and-tired",
        code=None,
        athlete=person(
            checkins=[{"date": "2026-11-23", "sleep_hours": 3, "soreness": 8, "fatigue": 9}]
        ),
    )


def _limited() -> Iterator[Case]:
    """Yield one athlete for each kind of a professional's limit."""
    by = {"set_by": "Physiotherapist"}
    limits: dict[str, dict[str, Any]] = {
        "forbid-impact": {"forbid": "impact"},
        "forbid-running": {"forbid": "running"},
        "forbid-heavy-lower": {"forbid": "heavy-lower"},
        "forbid-heavy-upper": {"forbid": "heavy-upper"},
        "forbid-end-range": {"forbid": "end-range"},
        "forbid-exercise": {"forbid": "exercise", "exercise": "push-up"},
        "forbid-all": {"forbid": "all", "set_on": "2026-11-23", "until": "2026-11-29"},
        "max-load": {"max_load_kg": 22.5, "exercise": "deadlift"},
        "max-load-region": {"max_load_kg": 30, "region": "low-back"},
        "max-contacts": {"max_contacts": 12},
        "no-contacts": {"max_contacts": 0},
        "require": {"require": "side-plank"},
        "one-session": {"max_sessions_per_week": 1},
        "no-session": {"max_sessions_per_week": 0},
        "max-percent": {"max_percent_1rm": 70},
        "until-friday": {"forbid": "impact", "until": "2026-11-27"},
    }
    for name, limit in limits.items():
        yield Case(
            name=f"limit-{name}",
            code=None,
            athlete=person(
                athlete={"lifting_experience": "advanced"},
                places=[GYM],
                limits=[{**by, **limit}],
                goals={"speed-power": 3, "economy": 3},
            ),
            weeks=6,
            detail=3,
        )


def _seasons() -> Iterator[Case]:
    """Yield seasons around races."""
    for name, ahead, metres in (("half-in-ten", 69, 21097.5), ("marathon-in-five", 34, 42195)):
        date = TODAY + dt.timedelta(days=ahead)
        yield Case(
            name=f"season-{name}",
            code=None,
            athlete=person(
                athlete={"lifting_experience": "advanced"},
                places=[GYM],
                races=[
                    {"date": date.isoformat(), "distance_m": metres, "priority": "A"},
                    {
                        "date": (date - dt.timedelta(days=21)).isoformat(),
                        "distance_m": 10000,
                        "priority": "B",
                    },
                ],
            ),
            weeks=None,
            detail=12,
            marks=frozenset({"slow"}),
        )


def sore() -> Iterator[Case]:
    """Yield every region with every pain: numbers spread over during, after and next morning."""
    fields = ("pain_during", "pain_after", "pain_next_morning")
    for position, region in enumerate(REGIONS):
        for turn, pain in enumerate((*PAINS, None)):
            condition: dict[str, Any] = {
                "region": region,
                "side": ("left", "right", "both")[turn % 3],
            }
            if pain is not None:
                condition[fields[(position + turn) % 3]] = pain
                condition[fields[(position + turn + 1) % 3]] = 0
            yield Case(
                name=f"sore-{region}-{'untold' if pain is None else pain}",
                athlete=person(
                    athlete={"lifting_experience": "intermediate"},
                    places=[GYM],
                    conditions=[condition],
                ),
                weeks=3,
                detail=2,
                marks=frozenset({"slow"}) if (position + turn) % 11 else frozenset(),
            )


def crowd(count: int, seed: int = 20261123) -> Iterator[Case]:
    """Yield runners drawn at random from a seed."""
    dice = random.Random(seed)
    for number in range(count):
        yield _drawn(dice, number)


def _drawn(dice: random.Random, number: int) -> Case:
    days = dice.sample(DAYS, dice.randint(1, 6))
    kinds = ["easy", "long", "tempo", "intervals", "hills", "strides", "recovery"]
    week = [
        run(
            day,
            dice.choice(kinds),
            dice.choice([25, 40, 55, 80, 130]),
            f"{dice.randint(5, 19):02d}:{dice.choice(['00', '15', '40'])}",
        )
        for day in days
    ]
    availability: dict[str, Any] = {
        "sessions_per_week": dice.randint(1, 4),
        "minutes": dice.choice([8, 15, 20, 25, 30, 40, 60, 90]),
        "rest_days": dice.sample(DAYS, dice.choice([0, 0, 1, 2])),
    }
    if dice.random() < 0.3:
        availability["windows"] = [
            {"day": d, "from": f"{dice.randint(6, 17):02d}:15", "to": "20:45"}
            for d in dice.sample(DAYS, dice.randint(2, 7))
        ]
    more: dict[str, Any] = {}
    if dice.random() < 0.4:
        date = TODAY + dt.timedelta(days=dice.randint(1, 60))
        more["races"] = [
            {
                "date": date.isoformat(),
                "distance_m": dice.choice([5000, 10000, 21097.5, 42195, 100000]),
                "priority": dice.choice("ABC"),
            }
        ]
    if dice.random() < 0.3:
        more["conditions"] = [
            {
                "region": dice.choice(REGIONS),
                "side": "left",
                "pain_after": dice.choice([1, 2, 4, 7]),
            }
        ]
    if dice.random() < 0.3:
        more["goals"] = {"speed-power": 3, "balance": dice.randint(0, 3)}
    places = [
        copy.deepcopy(dice.choice([HOME, GYM, GYM_UNKNOWN, KETTLE, ODD_PLATES, {"id": "park"}]))
    ]
    return Case(
        name=f"drawn-{number:03d}",
        code=None,
        athlete=person(
            athlete={
                "birth_year": dice.randint(1940, 2011),
                "body_mass_kg": dice.randint(42, 110),
                "sex": dice.choice(["female", "male", "unspecified"]),
                "lifting_experience": dice.choice(["none", "novice", "intermediate", "advanced"]),
            },
            places=places,
            availability=availability,
            usual_week=week,
            **more,
        ),
        today=TODAY + dt.timedelta(days=dice.choice([0, 0, 0, 1, 3, 5])),
        weeks=None if "races" in more and dice.random() < 0.5 else dice.choice([3, 5, 8]),
        detail=2,
    )
