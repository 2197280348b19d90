"""Regions that hurt or have hurt get the work that makes them sturdier."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from ironstride.body.gates import worst_pain
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, Family, Need
from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms, Relation, Row
from ironstride.planner.facts import Facts
from ironstride.planner.needs import LOADING_PHASES, done_in_week, sets_done
from ironstride.planner.rule import Measured, Parameter, Rule, Values
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import ContentView


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Work:
    """A kind of work by the words for it: all of some needs, or of some ladders."""

    words: str
    needs: tuple[Need, ...] = ()
    families: tuple[Family, ...] = ()

    def is_done_by(self, exercise: Exercise) -> bool:
        """Whether an exercise is of this kind."""
        return exercise.need in self.needs or exercise.family in self.families


STRAIGHT = Work(words="calf, straight knee", needs=(Need.CALF_STRAIGHT,))
BENT = Work(words="calf, bent knee", needs=(Need.CALF_BENT,))
SHINS = Work(words="front of the shin", families=(Family.TIBIALIS,))
FEET = Work(words="foot", families=(Family.FOOT,))
BALANCE = Work(words="balance", needs=(Need.BALANCE,))
SIDE_OF_HIP = Work(words="side of the hip", families=(Family.HIP_ABDUCTION,))
INNER_THIGH = Work(words="inner thigh", families=(Family.HIP_ADDUCTION,))
FRONT_OF_HIP = Work(words="front of the hip", families=(Family.HIP_FLEXOR,))
THIGHS = Work(words="squat and step", needs=(Need.LEGS_KNEE,))
HINGES = Work(words="hinge and bridge", needs=(Need.LEGS_HIP,))
TRUNK = Work(words="trunk", needs=(Need.TRUNK,))
HELPS: dict[Region, tuple[Work, ...]] = {
    Region.FOOT: (FEET,),
    Region.PLANTAR_HEEL: (STRAIGHT, FEET),
    Region.ACHILLES: (STRAIGHT, BENT),
    Region.ANKLE: (BALANCE, STRAIGHT),
    Region.CALF: (STRAIGHT, BENT),
    Region.SHIN: (BENT, SHINS),
    Region.KNEE_FRONT: (SIDE_OF_HIP, THIGHS),
    Region.KNEE_OUTER: (SIDE_OF_HIP,),
    Region.KNEE_INNER: (SIDE_OF_HIP, THIGHS),
    Region.THIGH_FRONT: (THIGHS,),
    Region.HAMSTRING: (HINGES,),
    Region.HAMSTRING_ORIGIN: (HINGES,),
    Region.HIP_OUTER: (SIDE_OF_HIP,),
    Region.HIP_FRONT: (FRONT_OF_HIP,),
    Region.GROIN: (INNER_THIGH,),
    Region.LOW_BACK: (TRUNK,),
}
"""PF-03, IT-01, MT-04, AC-01, PL-01, GT-01, PH-01, CS-01, AN-01, LB-03; the inner knee, the front
of thigh and hip and the groin by analogy (house)."""
CARING = LOADING_PHASES | {Phase.REHABILITATION}


def _troubled(facts: Facts, values: Values) -> frozenset[Region]:
    """Return the regions that hurt or have hurt: as told, and by what was said of pain lately."""
    since = facts.today - dt.timedelta(weeks=int(values["weeks"]))
    sore_days = {
        (report.region, report.date)
        for report in facts.pain_reports
        if report.date >= since
        and (worst_pain(report.during, report.after, report.next_morning) or 0) >= values["pain"]
    }
    days = Counter(region for region, _ in sore_days)
    often = {region for region, count in days.items() if count >= values["days"]}
    return frozenset(often | {c.region for c in facts.athlete.conditions})


def _wanted(week: SeasonWeek, values: Values) -> int:
    return int(values["sets" if week.phase in CARING and not week.light else "kept"])


def _encode(model: ContentModel, values: Values) -> ContentTerms:
    if not model.frames:
        return ContentTerms()
    regions = _troubled(model.facts, values)
    kinds = sorted({work for region in regions for work in HELPS.get(region, ())})
    return ContentTerms(
        rows=tuple(_row(model, work, _wanted(model.week, values)) for work in kinds)
    )


def _row(model: ContentModel, work: Work, wanted: int) -> Row:
    return Row(
        weights={c.index: c.sets for c in model.choices if work.is_done_by(c.exercise)},
        relation=Relation.SHORT,
        bound=wanted - sets_done(model.facts, model.week.start, work.is_done_by),
    )


def _measure(view: ContentView, values: Values) -> Measured:
    if not view.sessions:
        return Measured(amount=0)
    facts, week = view.facts, view.week
    first = facts.today - dt.timedelta(days=7 * int(values["weeks"]))
    regions = {c.region for c in facts.athlete.conditions}
    told: dict[Region, set[dt.date]] = {}
    for report in facts.pain_reports:
        felt = [p for p in (report.during, report.after, report.next_morning) if p is not None]
        if report.date >= first and felt and max(felt) >= values["pain"]:
            told.setdefault(report.region, set()).add(report.date)
    regions |= {region for region, dates in told.items() if len(dates) >= values["days"]}
    builds = not week.light and (week.phase in LOADING_PHASES or week.phase is Phase.REHABILITATION)
    wanted = int(values["sets"]) if builds else int(values["kept"])
    done = [(facts.catalogue.by_id[e], n) for e, n in done_in_week(facts, week.start).items()]
    done += [(each.exercise, each.working) for _, each in view.all()]
    found: dict[str, int] = {}
    for region in regions & set(HELPS):
        for kind in HELPS[region]:
            held = sum(n for e, n in done if e.need in kind.needs or e.family in kind.families)
            if held < wanted:
                found[kind.words] = wanted - held
    return Measured(
        amount=sum(found.values()),
        breaches=tuple(
            Breach(
                where=week.start.isoformat(),
                amount=missing,
                sentence=f"{words.capitalize()}: {missing} sets missing for what has hurt.",
            )
            for words, missing in sorted(found.items())
        ),
    )


def _parameter(name: str, value: float, unit: str, low: float, high: float) -> Parameter:
    return Parameter(name=name, value=value, unit=unit, low=low, high=high, evidence=("house",))


RULE = Rule(
    id="dose.condition_work",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=18,
    unit="missing sets",
    evidence=("PF-03", "IT-01", "MT-04", "AC-01", "PL-01", "GT-01", "TL-07"),
    parameters=(
        _parameter("sets", 4, "sets", 2, 9),
        _parameter("kept", 2, "sets in light and easing weeks", 0, 4),
        _parameter("weeks", 26, "weeks that count", 4, 104),
        _parameter("pain", 3, "of 10", 1, 6),
        _parameter("days", 2, "days with it", 1, 10),
    ),
    title="What hurts or has hurt gets the work that makes it sturdier.",
    encode=_encode,
    measure=_measure,
    why="A region that has hurt is the likeliest to hurt again.",
)
