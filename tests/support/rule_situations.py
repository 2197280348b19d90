"""Situations of the three levels, each to be measured and to be encoded, from a case in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

import numpy as np

from ironstride.domain.clock import Day
from ironstride.domain.exercise import Exercise, Need
from ironstride.domain.plan import (
    Block,
    BlockKind,
    Level,
    Phase,
    PlannedSession,
    PrescribedExercise,
    PrescribedSet,
)
from ironstride.planner.assemble import block_seconds, side_of
from ironstride.planner.content import options_of
from ironstride.planner.content_model import Choice, ContentModel, ContentTerms, OptionModel, Role
from ironstride.planner.dose import (
    TRANSITION_SECONDS,
    Dose,
    is_heavy_set,
    set_work_seconds,
)
from ironstride.planner.facts import Facts
from ironstride.planner.history import NOVEL_AFTER_DAYS, History, history_of
from ironstride.planner.rule import Measured, Values
from ironstride.planner.rules import OPTION_RULES
from ironstride.planner.season import (
    SeasonModel,
    SeasonTerms,
    SeasonView,
    SeasonWeek,
    state_before,
)
from ironstride.planner.season_graph import season_graph, state_of
from ironstride.planner.sessions import (
    ContentView,
    SessionFrame,
    frame_of,
    is_heavy_session,
    view_of,
    warm_up_seconds,
)
from ironstride.planner.slots import Slot, windows_on
from ironstride.planner.week import Placed, WeekModel, WeekView
from tests.support.rule_cases import Case, facts_for
from tests.support.rule_words import MONDAY, Work, date_of, moment_of, weeks_of, work_of

REST: Final = 60
"""Seconds of rest after every set of a case that is not the first of a pair."""
OPTION_IDS: Final = frozenset(rule.id for rule in OPTION_RULES)


def measured(rule: Any, case: Case, values: Values) -> Measured:  # noqa: ANN401 (any level)
    """Return what a rule counts on the plan of a case."""
    found: Measured = rule.measure(_view(rule.level, case.given), values)
    return found


def encoded(rule: Any, case: Case, values: Values) -> int:  # noqa: ANN401 (any level)
    """Return what a rule makes the optimiser count for the plan of a case."""
    facts = facts_for(case.given)
    match rule.level:
        case Level.SEASON:
            terms = rule.encode(SeasonModel(facts=facts, graph=season_graph()), values)
            return season_amount(terms, season_view(case.given, facts))
        case Level.WEEK:
            return int(rule.encode(_week_model(case.given, facts), values)[0])
        case _ if rule.id in OPTION_IDS:
            return _forbidden(rule, case.given, facts, values)
        case _:
            model, flags = content_model(case.given, facts)
            return content_amount(rule.encode(model, values), flags)


def _view(level: Level, given: Mapping[str, Any]) -> SeasonView | WeekView | ContentView:
    facts = facts_for(given)
    if level is Level.SEASON:
        return season_view(given, facts)
    return week_view(given, facts) if level is Level.WEEK else content_view(given, facts)


# season


def season_view(given: Mapping[str, Any], facts: Facts) -> SeasonView:
    """Return the season of a case."""
    return SeasonView(
        facts=facts, weeks=weeks_of(given["weeks"], MONDAY), before=state_before(facts)
    )


def season_amount(terms: SeasonTerms, view: SeasonView) -> int:
    """Return the amount on the path that a season takes through the graph.

    Raises:
        ValueError: the graph has no such path.
    """
    graph = season_graph()
    states = view.states()
    before = [view.before is not None and view.before.based, *(s.based for s in states)]
    path = [
        state_of(s.phase, s.weeks_in, s.since_light, based=based)
        for s, based in zip(states, before, strict=False)
    ]
    total = 0 if terms.node is None else sum(int(terms.node[w, s]) for w, s in enumerate(path))
    total += 0 if terms.first is None else int(terms.first[path[0]])
    for source, target in pairwise(path):
        steps = np.flatnonzero((graph.source == source) & (graph.target == target))
        if not steps.size:
            raise ValueError("the season takes a step that the graph does not have")
        total += 0 if terms.step is None else int(terms.step[steps[0]])
    return total


# week


def season_week(given: Mapping[str, Any]) -> SeasonWeek:
    """Return the week of a case."""
    return SeasonWeek(
        start=MONDAY,
        phase=Phase(given.get("phase", "adaptation")),
        light=bool(given.get("light", False)),
    )


def _placed(facts: Facts, row: str | Mapping[str, Any]) -> Placed:
    given: Mapping[str, Any] = {"at": row} if isinstance(row, str) else row
    date, minute = moment_of(given["at"])
    return Placed(
        date=date,
        start_minute=minute,
        place=given.get("place", facts.athlete.places[0].id),
        minutes=given.get("minutes", facts.athlete.availability.minutes),
    )


def _all_placed(given: Mapping[str, Any], facts: Facts, key: str) -> tuple[Placed, ...]:
    return tuple(_placed(facts, row) for row in given.get(key, []))


def week_view(given: Mapping[str, Any], facts: Facts) -> WeekView:
    """Return the placement of a case."""
    sessions = _all_placed(given, facts, "sessions")
    return WeekView(
        facts=facts,
        week=season_week(given),
        wanted=given.get("wanted", len(sessions)),
        sessions=sessions,
        before=_all_placed(given, facts, "sessions_before"),
        leg_sessions=given.get("leg_sessions", 9),
    )


def _slot(facts: Facts, placed: Placed) -> Slot:
    return Slot(
        date=placed.date,
        start_minute=placed.start_minute,
        place=placed.place,
        minutes=placed.minutes,
        preferred=any(
            w.preferred
            and w.start_minute <= placed.start_minute
            and placed.end_minute <= w.end_minute
            and w.place in {None, placed.place}
            for w in windows_on(facts, placed.date)
        ),
    )


def slots_for(given: Mapping[str, Any], facts: Facts) -> tuple[Slot, ...]:
    """Return the slots of the sessions of a case."""
    return tuple(_slot(facts, placed) for placed in _all_placed(given, facts, "sessions"))


def _week_model(given: Mapping[str, Any], facts: Facts) -> WeekModel:
    """Return the model whose only choice is the placement of the case."""
    view = week_view(given, facts)
    count = len(view.sessions)
    return WeekModel(
        facts=facts,
        week=view.week,
        wanted=view.wanted,
        slots=tuple(_slot(facts, placed) for placed in view.sessions),
        choices=np.arange(count, dtype=np.int64).reshape(1, count),
        before=view.before,
        leg_sessions=view.leg_sessions,
    )


# content


def history_for(given: Mapping[str, Any], facts: Facts) -> History:
    """Return the history of a case: whatever it does not say, nothing was done."""
    rows = given.get("history", {})
    heavy = rows.get("last_heavy")
    phase = rows.get("phase_before")
    days = {e: frozenset(Day(d).weekday for d in on) for e, on in rows.get("last_week", {}).items()}
    return replace(
        history_of(facts, (), MONDAY),
        last_done={e: date_of(day) for e, day in rows.get("last_done", {}).items()},
        sessions=rows.get("sessions", {}),
        earned=rows.get("earned", rows.get("sessions", {})),
        confirmed=frozenset(rows.get("confirmed", [])),
        last_week=frozenset(days),
        last_week_days=days,
        weeks_running=rows.get("weeks_running", {}),
        sets_last_week={Need(n): sets for n, sets in rows.get("sets_last_week", {}).items()},
        best_contacts=rows.get("best_contacts", 0),
        phase_before=None if phase is None else Phase(phase),
        leg_sessions=rows.get("leg_sessions", 9),
        last_heavy=None if heavy is None else moment_of(heavy),
        legs_since=date_of(rows["legs_since"]) if "legs_since" in rows else None,
        build_up=dict.fromkeys(Phase, rows.get("build_up", 9)),
        sets_before=rows.get("sets_before", {}),
    )


def _role(work: Work) -> Role:
    return {0: Role.ALONE, 1: Role.LEAD, 2: Role.PARTNER}[work.turn]


def _rest(work: Work) -> int:
    return TRANSITION_SECONDS if work.turn == 1 else REST


def _sets(work: Work) -> tuple[PrescribedSet, ...]:
    one = work.one
    return tuple(
        PrescribedSet(
            rest_seconds=_rest(work),
            reps=one.reps,
            seconds=one.seconds,
            contacts=one.contacts,
            load_kg=one.load_kg,
            percent_1rm=one.percent_1rm,
            rir=one.rir,
        )
        for _ in range(work.sets)
    )


def _blocks(facts: Facts, works: tuple[Work, ...]) -> tuple[Block, ...]:
    """Return the blocks of a session; exercises with one letter are a pair."""
    groups: list[list[Work]] = []
    for work in works:
        if work.pair and groups and groups[-1][0].pair == work.pair:
            groups[-1].append(work)
        else:
            groups.append([work])
    by_id = facts.catalogue.by_id
    found = []
    for group in groups:
        prescribed = [_prescribed(by_id[w.exercise], w) for w in group]
        found.append(
            Block(
                kind=BlockKind.SUPERSET if len(group) > 1 else BlockKind.SINGLE,
                exercises=tuple(prescribed),
                seconds_planned=sum(
                    block_seconds(by_id[w.exercise], p)
                    for w, p in zip(group, prescribed, strict=True)
                ),
            )
        )
    return tuple(found)


def _prescribed(exercise: Exercise, work: Work) -> PrescribedExercise:
    return PrescribedExercise(
        exercise=exercise.id,
        side=side_of(exercise),
        sets=_sets(work),
        reasons=(),
        first_side=work.first,
    )


def _works(row: Mapping[str, Any]) -> tuple[Work, ...]:
    return tuple(work_of(text) for text in row.get("do", []))


def _session(facts: Facts, row: Mapping[str, Any], history: History) -> PlannedSession:
    placed = _placed(facts, row)
    moves = tuple(
        PrescribedExercise(
            exercise=move,
            side=side_of(facts.catalogue.by_id[move]),
            sets=(PrescribedSet(rest_seconds=0, seconds=30.0, kind="warm-up"),),
            reasons=(),
        )
        for move in row.get("warm_up", [])
    )
    warm_up = Block(
        kind=BlockKind.WARM_UP,
        exercises=moves,
        seconds_planned=warm_up_seconds(placed.minutes),
    )
    blocks = (warm_up, *_blocks(facts, _works(row)))

    def with_legs(*, heavy: bool) -> PlannedSession:
        return PlannedSession(
            id=f"s-{placed.date.isoformat()}",
            date=placed.date,
            start_minute=placed.start_minute,
            place=placed.place,
            title="",
            minutes_budget=placed.minutes,
            minutes_planned=sum(b.seconds_planned for b in blocks) / 60,
            heavy_lower=heavy,
            contacts=0,
            blocks=blocks,
            reasons=(),
        )

    exercises = view_of(facts, with_legs(heavy=False)).exercises
    last = dict(history.last_done)
    return with_legs(heavy=is_heavy_session(exercises, placed.date, last, NOVEL_AFTER_DAYS))


def content_view(given: Mapping[str, Any], facts: Facts) -> ContentView:
    """Return the content of a case; its sessions are in order of time."""
    history = history_for(given, facts)
    return ContentView(
        facts=facts,
        week=season_week(given),
        history=history,
        sessions=tuple(
            view_of(facts, _session(facts, row, history)) for row in given.get("sessions", [])
        ),
    )


def _dose(exercise: Exercise, work: Work) -> Dose:
    """Return the dose that a case names, whatever the phase would ask for."""
    one = work.one
    sides = 2 if exercise.is_per_side else 1
    per_set = one.contacts
    if per_set is None:
        per_set = (one.reps or 0) * exercise.contacts_per_rep
    return Dose(
        usable=True,
        sentence="",
        evidence=("house",),
        fewest=work.sets,
        most=work.sets,
        work=one,
        rest=REST,
        paired=REST,
        heavy=is_heavy_set(exercise, one),
        main=False,
        warm_up=(),
        set_seconds=set_work_seconds(exercise, one),
        ramp_seconds=0,
        contacts=per_set * sides,
    )


def _frames(given: Mapping[str, Any], facts: Facts) -> tuple[SessionFrame, ...]:
    return tuple(frame_of(facts, p) for p in _all_placed(given, facts, "sessions"))


def content_model(given: Mapping[str, Any], facts: Facts) -> tuple[ContentModel, dict[int, int]]:
    """Return a model that holds the content of a case among others, and what is chosen in it.

    Beside every exercise of the case stand others that are not chosen: one more set of the same,
    and each exercise of the catalogue, so that a rule that counts what is not done is found.
    """
    week, frames = season_week(given), _frames(given, facts)
    by_id = facts.catalogue.by_id
    choices: list[Choice] = []
    values: dict[int, int] = {}

    def add(session: int, work: Work, sets: int, *, chosen: bool) -> None:
        exercise = by_id[work.exercise]
        values[len(choices)] = int(chosen)
        choices.append(
            Choice(
                index=len(choices),
                session=session,
                exercise=exercise,
                sets=sets,
                role=_role(work),
                dose=_dose(exercise, work),
            )
        )

    for session, row in enumerate(given.get("sessions", [])):
        for work in _works(row):
            add(session, work, work.sets + 1, chosen=False)
            add(session, work, work.sets, chosen=True)
        for exercise in facts.catalogue.exercises:
            if exercise.need is not Need.MOBILITY:
                add(session, work_of(f"{exercise.id} 3x5"), 3, chosen=False)
    heavy = tuple(len(choices) + s for s in range(len(frames)))
    for flag, session_view in zip(heavy, content_view(given, facts).sessions, strict=True):
        values[flag] = int(session_view.session.heavy_lower)
    model = ContentModel(
        facts=facts,
        week=week,
        history=history_for(given, facts),
        frames=frames,
        choices=tuple(choices),
        heavy=heavy,
        allowed=tuple(facts.catalogue.exercises for _ in frames),
    )
    return model, values


def content_amount(terms: ContentTerms, values: Mapping[int, int]) -> int:
    """Return what terms count where each variable has its value."""
    costs = sum(amount * values[index] for index, amount in terms.costs.items())
    return costs + sum(
        row.amount(sum(weight * values[i] for i, weight in row.weights.items()))
        for row in terms.rows
    )


def _forbidden(rule: Any, given: Mapping[str, Any], facts: Facts, values: Values) -> int:  # noqa: ANN401 (any option rule)
    """Return how many exercises of the case the rule would not offer."""
    frames = _frames(given, facts)
    model = OptionModel(
        facts=facts,
        week=season_week(given),
        history=history_for(given, facts),
        options=options_of(facts, frames),
    )
    refused = {
        (model.options[i].session, model.options[i].exercise.id) for i in rule.encode(model, values)
    }
    return sum(
        (session, work.exercise) in refused
        for session, row in enumerate(given.get("sessions", []))
        for work in _works(row)
    )
