"""The content of several weeks together: the choices of all of them, and what each looks back on.

Season and placement stand. Every week has the exercises that lie near a best content of any of the
weeks or were planned in one, as far as rules allow; what earlier weeks of the same stretch choose
is not yet known, so what looks back on it is stated over their variables (``joint_rules``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import Plan, PlannedWeek
from ironstride.planner.content import (
    PRACTISED_SESSIONS,
    allowed_exercises,
    build_model,
    options_of,
)
from ironstride.planner.content_model import Choice, ContentModel, OptionModel, Relation, Row
from ironstride.planner.content_solver import statement_of
from ironstride.planner.dose import Dose
from ironstride.planner.facts import Facts
from ironstride.planner.history import History, history_of
from ironstride.planner.incumbent import choices_before, exercises_of
from ironstride.planner.linear_relaxation import relax
from ironstride.planner.rulebook import Rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame, frame_of, placed_of

UNLOCKS: Final = frozenset({"dose.technique_first", "dose.phase_methods", "dose.jumps_by_grade"})
"""Hard rules on single exercises that look back: stated over the earlier weeks' variables."""
NEAREST: Final = 100
"""House: choices of a week whose exercises the weeks together look at, by their reduced cost."""
MANY: Final = 99
"""Sessions enough for any rule on practice."""

Truth = bool | int
"""What holds, doesn't, or is told by the variable of this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A variable that is 1 exactly where a weighted sum of variables before it reaches a bound."""

    index: int
    weights: dict[int, int]
    least: int

    def holds(self, taken: set[int]) -> bool:
        """Whether the sum over what is taken reaches the bound."""
        return sum(w for i, w in self.weights.items() if i in taken) >= self.least

    def rows(self) -> Iterator[Row]:
        """Yield the two hard rows that tie the variable to the sum."""
        low = sum(w for w in self.weights.values() if w < 0)
        high = sum(w for w in self.weights.values() if w > 0)
        up = {**self.weights, self.index: low - self.least}
        yield Row(weights=up, relation=Relation.AT_LEAST, bound=low)
        down = {**self.weights, self.index: self.least - 1 - high}
        yield Row(weights=down, relation=Relation.AT_MOST, bound=self.least - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class JointWeek:
    """One of the weeks.

    Attributes:
        model: its choices, numbered from 0; its history leaves the weeks of the stretch out.
        before: its history with the weeks of the stretch as they were planned.
        first: number of its first choice among the choices of all weeks.
        flags: numbers of the variables that say which session is heavy legs.
        planned: numbers of the choices that were planned.
        asks: number of a choice to what it needs to be true (a dose for who knows the lift), and
            whether it needs it to be true or not.
        learned: position of a choice in the week's model to its dose for who knows the lift, where
            only the words about it differ.
        is_free: whether it may be planned otherwise; else it only counts.
    """

    model: ContentModel
    before: History
    first: int
    flags: tuple[int, ...]
    planned: tuple[int, ...]
    asks: dict[int, bool]
    learned: dict[int, Dose]
    is_free: bool

    @property
    def monday(self) -> dt.date:
        """The day it begins."""
        return self.model.week.start

    def date(self, session: int) -> dt.date:
        """Return the day of a session."""
        return self.model.frames[session].placed.date

    def everywhere(self, index: int) -> int:
        """Return the number of a variable of this week's model among those of all weeks."""
        size = len(self.model.choices)
        return self.first + index if index < size else self.flags[index - size]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An exercise in a session: the variables of which at most one is taken."""

    week: int
    session: int
    date: dt.date
    variables: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class JointModel:
    """The weeks together, with the variables that follow from the choices as they are asked for."""

    facts: Facts
    weeks: tuple[JointWeek, ...]
    decisions: int
    size: int
    follows: list[Threshold] = field(default_factory=list)
    uses: dict[str, list[Use]] = field(default_factory=dict)
    asked: dict[tuple[object, ...], Truth] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the choices by exercise and session."""
        found: dict[tuple[str, int, int], list[int]] = {}
        for number, week in enumerate(self.weeks):
            for choice in week.model.choices:
                key = (choice.exercise.id, number, choice.session)
                found.setdefault(key, []).append(week.first + choice.index)
        for (exercise, number, session), variables in sorted(found.items()):
            use = Use(
                week=number,
                session=session,
                date=self.weeks[number].date(session),
                variables=tuple(variables),
            )
            self.uses.setdefault(exercise, []).append(use)

    def used(self, exercise: str, weeks: range, since: dt.date = dt.date.min) -> list[Use]:
        """Return the sessions of some weeks, on or after a date, that may hold an exercise."""
        return [u for u in self.uses.get(exercise, ()) if u.week in weeks and u.date >= since]

    def reaches(self, key: tuple[object, ...], weights: dict[int, int], least: int) -> Truth:
        """Return whether a sum reaches a bound: what is certain, else a variable that tells it.

        Args:
            key: what is asked for; the same is answered by the same variable.
        """
        if key not in self.asked:
            self.asked[key] = self._reaches(weights, least)
        return self.asked[key]

    def _reaches(self, weights: dict[int, int], least: int) -> Truth:
        if sum(w for w in weights.values() if w < 0) >= least:
            return True
        if sum(w for w in weights.values() if w > 0) < least:
            return False
        index = self.size
        self.size += 1
        self.follows.append(Threshold(index=index, weights=weights, least=least))
        return index

    def knows(self, number: int, exercise: str, sessions: int) -> Truth:
        """Return whether a lift is known at the start of a week (``History.knows``)."""
        history = self.weeks[number].model.history
        if history.knows(exercise, sessions):
            return True
        weights = {v: 1 for use in self.used(exercise, range(number)) for v in use.variables}
        done = history.earned.get(exercise, 0)
        return self.reaches(("knows", number, exercise, sessions), weights, sessions - done)


def any_of(uses: list[Use], weight: int = 1) -> dict[int, int]:
    """Return the variables of some uses, each with a weight."""
    return {v: weight for use in uses for v in use.variables}


def joint_model(facts: Facts, book: Rulebook, plan: Plan, free: range, counted: int) -> JointModel:
    """Return the choices of some weeks of a plan together.

    Args:
        free: positions of the weeks that may be planned otherwise.
        counted: how many weeks after them keep what they have and are counted.
    """
    builder = _Builder(facts=facts, book=book, plan=plan, free=free)
    stretch = range(free.start, min(free.stop + counted, facts.detail))
    drafts = [builder.draft(position) for position in stretch]
    offered = frozenset().union(*(d.offered for d in drafts if d.position in free))
    models = [builder.choices(draft, offered) for draft in drafts]
    decisions = sum(len(each.model.choices) for each in models)
    weeks: list[JointWeek] = []
    first, flag = 0, decisions
    for draft, each in zip(drafts, models, strict=True):
        frames = len(each.model.frames)
        weeks.append(
            JointWeek(
                model=each.model,
                before=draft.before,
                first=first,
                flags=tuple(range(flag, flag + frames)),
                planned=tuple(first + i for i in each.planned),
                asks={first + i: known for i, known in each.asks.items()},
                learned=each.learned,
                is_free=draft.position in free,
            )
        )
        first += len(each.model.choices)
        flag += frames
    return JointModel(facts=facts, weeks=tuple(weeks), decisions=decisions, size=flag)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A week before its choices are numbered.

    Attributes:
        own: the choices near its best content, or of what was planned where it stands.
        offered: exercises that any of the weeks may have.
    """

    position: int
    week: SeasonWeek
    frames: tuple[SessionFrame, ...]
    before: History
    base: History
    own: ContentModel
    offered: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    model: ContentModel
    planned: tuple[int, ...]
    asks: dict[int, bool]
    learned: dict[int, Dose]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Builder:
    facts: Facts
    book: Rulebook
    plan: Plan
    free: range

    def draft(self, position: int) -> _Draft:
        """Return a week with its histories and the choices that it has by itself."""
        facts, planned = self.facts, self.plan.weeks[position]
        week = SeasonWeek(start=planned.start, phase=planned.phase, light=planned.light)
        ordered = sorted(planned.sessions, key=lambda s: (s.date, s.start_minute))
        frames = tuple(frame_of(facts, placed_of(s)) for s in ordered)
        stands, open_weeks = self.plan.weeks[: self.free.start], self.plan.weeks[:position]
        emptied = tuple(_without_sessions(w) for w in open_weeks[self.free.start :])
        before = history_of(facts, open_weeks, week.start)
        options = OptionModel(
            facts=facts, week=week, history=before, options=options_of(facts, frames)
        )
        allowed = allowed_exercises(options, self.book.options, len(frames))
        listed = self._near(build_model(facts, week, before, frames, allowed))
        had = frozenset().union(*(exercises_of(s) for s in planned.sessions))
        if position not in self.free:
            allowed = tuple(tuple(e for e in each if e.id in had) for each in allowed)
            listed = build_model(facts, week, before, frames, allowed)
        return _Draft(
            position=position,
            week=week,
            frames=frames,
            before=before,
            base=history_of(facts, (*stands, *emptied), week.start),
            own=listed,
            offered=frozenset(c.exercise.id for c in listed.choices) | had,
        )

    def _near(self, model: ContentModel) -> ContentModel:
        """Return the model with the choices alone that lie nearest to a best content of the week.

        A whole catalogue for each of the weeks is beyond what is solved in a minute.
        """
        statement = statement_of(model, self.book.content)
        relaxation = relax(statement) if len(model.choices) > NEAREST else None
        if relaxation is None:
            return model
        near = np.argsort(relaxation.reduced[: len(model.choices)], kind="stable")[:NEAREST]
        return replace(model, choices=tuple(model.choices[i] for i in sorted(near.tolist())))

    def choices(self, draft: _Draft, offered: frozenset[str]) -> _Numbered:
        """Return a week's choices; those of a week that stands are the ones that were planned."""
        if draft.position not in self.free:
            taken = tuple(draft.own.choices[i] for i in self._planned(draft.own))
            model = self._numbered(draft, taken)
            return _Numbered(model=model, planned=tuple(range(len(taken))), asks={}, learned={})
        facts, before, frames = self.facts, draft.before, draft.frames
        allowed = tuple(tuple(e for e in each if e.id in offered) for each in self._allowed(draft))
        kept = replace(before, last_week=before.last_week | offered, earned=draft.base.earned)
        practised = replace(kept, earned=dict.fromkeys(offered, MANY))
        new = build_model(facts, draft.week, kept, frames, allowed).choices
        known = build_model(facts, draft.week, practised, frames, allowed).choices
        known_by = {_key(c): c for c in known}
        new_keys = {_key(c) for c in new}
        model = self._numbered(draft, (*new, *(c for c in known if _key(c) not in new_keys)))
        asks: dict[int, bool] = {}
        learned: dict[int, Dose] = {}
        for choice in model.choices:
            twin = known_by.get(_key(choice))
            if choice.index >= len(new):
                asks[choice.index] = True
            elif twin is None:
                asks[choice.index] = False
            else:
                learned[choice.index] = twin.dose
        planned = self._for_who_knows(model, asks, before)
        return _Numbered(model=model, planned=planned, asks=asks, learned=learned)

    def _for_who_knows(
        self, model: ContentModel, asks: dict[int, bool], history: History
    ) -> tuple[int, ...]:
        """Return the choices that were planned; of two with the same work the dose that fits."""
        found = []
        for index in self._planned(model):
            one = model.choices[index]
            known = history.knows(one.exercise.id, PRACTISED_SESSIONS)
            twins = (
                c.index
                for c in model.in_session(one.session)
                if (c.exercise, c.sets, c.role, c.dose.work)
                == (one.exercise, one.sets, one.role, one.dose.work)
                and asks.get(c.index, known) is known
            )
            found.append(next(twins, index) if asks.get(index, known) is not known else index)
        return tuple(sorted(found))

    def _numbered(self, draft: _Draft, choices: tuple[Choice, ...]) -> ContentModel:
        ordered = tuple(replace(c, index=i) for i, c in enumerate(choices))
        size = len(ordered)
        return replace(
            draft.own,
            history=draft.base,
            choices=ordered,
            heavy=tuple(range(size, size + len(draft.frames))),
        )

    def _allowed(self, draft: _Draft) -> tuple[tuple[Exercise, ...], ...]:
        """Return what may be allowed, whatever earlier weeks of the stretch choose."""
        every = [e.id for e in self.facts.catalogue.exercises]
        yesterday = draft.week.start - dt.timedelta(days=1)
        most = replace(
            draft.base,
            earned=dict.fromkeys(every, MANY),
            sessions=dict.fromkeys(every, MANY),
            last_done=dict.fromkeys(every, yesterday),
        )
        options = options_of(self.facts, draft.frames)
        found = []
        for history, looks_back in ((draft.before, False), (most, True)):
            model = OptionModel(facts=self.facts, week=draft.week, history=history, options=options)
            rules = tuple(r for r in self.book.options if (r.id in UNLOCKS) is looks_back)
            found.append(allowed_exercises(model, rules, len(draft.frames)))
        return tuple(tuple(e for e in one if e in other) for one, other in zip(*found, strict=True))

    def _planned(self, model: ContentModel) -> tuple[int, ...]:
        asked = replace(self.facts, previous=self.plan)
        return choices_before(replace(model, facts=asked))


def _key(choice: Choice) -> tuple[object, ...]:
    """Return what tells a choice from others; words about its load don't."""
    dose = replace(choice.dose, sentence="", evidence=())
    return choice.session, choice.exercise.id, choice.sets, choice.role, dose


def _without_sessions(week: PlannedWeek) -> PlannedWeek:
    return replace(week, sessions=())
