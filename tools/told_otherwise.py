"""The same problem told otherwise: in the mirror, with other names, in another order.

Neither an objective nor a line of the ledger changes, and the exercises are the same up to ties.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from benchmarks.weeks import WeekAsked, week_asked
from ironstride.domain.athlete import Athlete
from ironstride.domain.body_region import Side
from ironstride.domain.exercise import Catalogue, ExerciseId
from ironstride.domain.plan import LedgerLine, Level, PlannedWeek, PrescribedExercise
from ironstride.planner.assemble import build_week
from ironstride.planner.facts import facts_of
from ironstride.planner.history import history_of
from ironstride.planner.ledger import week_lines
from ironstride.planner.request import PlanRequest
from ironstride.planner.season import solve_season
from ironstride.planner.sessions import frame_of
from tools.metamorphic import Best, Compared, best, frames_of

OTHER: Final[Mapping[Side | None, Side]] = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}
Week = Callable[[PlannedWeek], PlannedWeek]


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """The same problem told otherwise, and how weeks of one are told as weeks of the other."""

    name: str
    request: PlanRequest
    there: Week
    back: Week


def told_otherwise(request: PlanRequest, position: int, seed: int) -> Compared:
    """Return what held between a request and the same one in the mirror, renamed, in disorder."""
    found = Compared()
    dice = random.Random(f"otherwise {seed}")  # noqa: S311 (to choose, not to hide)
    plain = replace(request, tests=(), athlete=replace(request.athlete, tests=()))
    for asked_for, same in (
        (request, mirrored(request)),
        (request, disordered(request, dice)),
        (plain, renamed(plain)),  # what self-tests change names exercises of the catalogue
    ):
        asked = week_asked(asked_for, position)
        if asked is not None:
            _held(found, asked, same)
    return found


def mirrored(request: PlanRequest) -> Same:
    """Return the same runner in the mirror."""
    athlete = request.athlete
    other = replace(
        athlete,
        conditions=tuple(map(_in_the_mirror, athlete.conditions)),
        limits=tuple(map(_in_the_mirror, athlete.limits)),
        tests=tuple(map(_in_the_mirror, athlete.tests)),
    )
    asked = replace(
        request,
        athlete=other,
        lifts=tuple(map(_in_the_mirror, request.lifts)),
        pain_reports=tuple(map(_in_the_mirror, request.pain_reports)),
        bone_answers=frozenset((r, OTHER.get(s, s)) for r, s in request.bone_answers),
    )

    def there(week: PlannedWeek) -> PlannedWeek:
        return _each(week, lambda e: replace(e, first_side=OTHER.get(e.first_side, e.first_side)))

    return Same(name="mirror", request=asked, there=there, back=there)


def _in_the_mirror(record: Any) -> Any:  # noqa: ANN401 (any record with a side)
    return replace(record, side=OTHER.get(record.side, record.side))


def disordered(request: PlanRequest, dice: random.Random) -> Same:
    """Return the same facts in another order; of places the first stays the usual one."""
    athlete = request.athlete
    told: dict[str, Any] = {}
    for field in fields(Athlete):
        value = getattr(athlete, field.name)
        if isinstance(value, tuple) and field.name != "places":
            told[field.name] = _shuffled(value, dice)
    hours = replace(athlete.availability, windows=_shuffled(athlete.availability.windows, dice))
    asked = replace(
        request,
        athlete=replace(athlete, **told, availability=hours),
        lifts=_shuffled(request.lifts, dice),
        tests=_shuffled(request.tests, dice),
    )
    return Same(name="disorder", request=asked, there=lambda w: w, back=lambda w: w)


def _shuffled(values: tuple[Any, ...], dice: random.Random) -> tuple[Any, ...]:
    return tuple(dice.sample(values, len(values)))


def renamed(request: PlanRequest) -> Same:
    """Return the same problem with other names of exercises, which turn their order round."""
    every = request.catalogue.exercises
    names = {str(e.id): f"x{len(every) - i:04d}" for i, e in enumerate(every)}
    back = {new: old for old, new in names.items()}

    def name(old: str | None) -> Any:  # noqa: ANN401 (an id or none)
        return None if old is None else names.get(old, old)

    exercises = tuple(
        replace(e, id=ExerciseId(name(e.id)), easier=tuple(ExerciseId(name(s)) for s in e.easier))
        for e in reversed(every)
    )
    athlete = request.athlete
    other = replace(
        athlete,
        like=frozenset(map(name, athlete.like)),
        dislike=frozenset(map(name, athlete.dislike)),
        technique=frozenset(map(name, athlete.technique)),
        limits=tuple(
            replace(m, exercise=name(m.exercise), require=name(m.require)) for m in athlete.limits
        ),
        pins=tuple(
            replace(p, exercise=name(p.exercise), instead_of=name(p.instead_of))
            for p in athlete.pins
        ),
    )
    asked = replace(
        request,
        athlete=other,
        catalogue=Catalogue(
            exercises=exercises,
            muscles=request.catalogue.muscles,
            equipment=request.catalogue.equipment,
            by_id={e.id: e for e in exercises},
        ),
        lifts=tuple(replace(one, exercise=name(one.exercise)) for one in request.lifts),
    )
    return Same(
        name="names",
        request=asked,
        there=lambda week: _each(week, lambda e: replace(e, exercise=name(e.exercise))),
        back=lambda week: _each(
            week, lambda e: replace(e, exercise=back.get(e.exercise, e.exercise))
        ),
    )


def _each(
    week: PlannedWeek, change: Callable[[PrescribedExercise], PrescribedExercise]
) -> PlannedWeek:
    """Return a week with every exercise of it changed."""
    return replace(
        week,
        sessions=tuple(
            replace(
                session,
                blocks=tuple(
                    replace(block, exercises=tuple(map(change, block.exercises)))
                    for block in session.blocks
                ),
            )
            for session in week.sessions
        ),
    )


def _held(found: Compared, asked: WeekAsked, same: Same) -> None:
    """Note whether every level costs the same, and a plan has the same ledger in both."""
    facts = facts_of(same.request)
    other = replace(asked, facts=facts, earlier=tuple(map(same.there, asked.earlier)))
    season, again = (solve_season(each.facts, each.book.season) for each in (asked, other))
    _equal(found, f"{same.name}: season", season.objective, again.objective)
    placement, elsewhere = asked.placement(), other.placement()
    _equal(found, f"{same.name}: placement", placement.objective, elsewhere.objective)
    frames = frames_of(asked)
    one, two = best(asked, frames), best(other, tuple(frame_of(facts, f.placed) for f in frames))
    if not (one.optimal and two.optimal):
        return
    _equal(found, f"{same.name}: content", one.cost, two.cost)
    if one.cost is None or two.cost is None:
        return
    here, there = _built(asked, one), _built(other, two)
    _equal(found, f"{same.name}: ledger", _ledger(asked, here), _ledger(other, same.there(here)))
    # What is best there is as good here: the exercises are the same up to ties.
    tied = sum(line.penalty for line in _ledger(asked, same.back(there)) if _is_content(line))
    _equal(found, f"{same.name}: exercises", one.cost, tied)


def _equal(found: Compared, what: str, here: object, there: object) -> None:
    kind = what.partition(":")[0]
    found.pairs[kind] = found.pairs.get(kind, 0) + 1
    if here != there:
        found.faults.append(f"{what}: {here} is not {there}")


def _built(asked: WeekAsked, content: Best) -> PlannedWeek:
    history = history_of(asked.facts, asked.earlier, asked.week.start)
    return build_week(asked.facts, asked.week, history, content.model, content.chosen, ())


def _ledger(asked: WeekAsked, week: PlannedWeek) -> tuple[LedgerLine, ...]:
    """Return the lines of a week by their counts: what they say of it names the exercises."""
    lines = week_lines(asked.facts, asked.book, week, asked.earlier)
    return tuple(replace(line, breaches=()) for line in lines)


def _is_content(line: LedgerLine) -> bool:
    return line.level is Level.CONTENT
