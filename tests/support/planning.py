"""One week of a plan in its steps, so that tests can look between them and choose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ironstride.domain.exercise import Catalogue
from ironstride.domain.plan import PlannedWeek
from ironstride.planner.assemble import build_week
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import ContentModel, OptionModel
from ironstride.planner.content_solver import ContentSolution, solve_content
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import History, history_of
from ironstride.planner.ledger import placed_before
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import frame_of
from ironstride.planner.slots import Slot
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import Placed, WeekModel, solve_week, week_models

EASY_LIMIT = 0.15
"""Deterministic seconds: enough for a good content, proven or not."""


def without(book: Rulebook, rule: str) -> Rulebook:
    """Return the rules less one, which may be of safety or limits, too: for tests alone."""
    return Rulebook(
        season=tuple(r for r in book.season if r.id != rule),
        week=tuple(r for r in book.week if r.id != rule),
        options=tuple(r for r in book.options if r.id != rule),
        content=tuple(r for r in book.content if r.id != rule),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One week to be planned: what is known, the rules, and the weeks before it."""

    facts: Facts
    week: SeasonWeek
    earlier: tuple[PlannedWeek, ...] = ()
    book: Rulebook = rulebook()  # noqa: RUF009 (a frozen record, made once)

    @property
    def history(self) -> History:
        """What was done before the week."""
        return history_of(self.facts, self.earlier, self.week.start)

    def placements(self) -> tuple[WeekModel, ...]:
        """Return the ways of placing the week's sessions."""
        wanted = wanted_sessions(self.facts, self.week)
        before = placed_before(self.earlier)
        return week_models(
            self.facts, self.week, wanted.sessions, before, self.history.leg_sessions
        )

    def best_slots(self) -> tuple[Slot, ...]:
        """Return the placement of least cost.

        Raises:
            ArithmeticError: there is none.
        """
        found = solve_week(self.placements(), self.book.week)
        if found is None:
            raise ArithmeticError("no placement")
        return found.sessions

    def options(self, slots: tuple[Slot, ...]) -> OptionModel:
        """Return every exercise in every session."""
        frames = tuple(frame_of(self.facts, placed(slot)) for slot in slots)
        return OptionModel(
            facts=self.facts,
            week=self.week,
            history=self.history,
            options=options_of(self.facts, frames),
        )

    def content(self, slots: tuple[Slot, ...]) -> ContentModel:
        """Return the choices of the sessions at some slots."""
        options = self.options(slots)
        frames = tuple(frame_of(self.facts, placed(slot)) for slot in slots)
        allowed = allowed_exercises(options, self.book.options, len(frames))
        return build_model(self.facts, self.week, options.history, frames, allowed)

    def solve(self, model: ContentModel, limit: float = EASY_LIMIT) -> ContentSolution:
        """Return the content of least cost within a little time.

        Raises:
            ArithmeticError: there is none.
        """
        found = solve_content(model, self.book.content, seed=1, limit=limit)
        if found is None:
            raise ArithmeticError("no content")
        return found

    def build(self, model: ContentModel, chosen: tuple[int, ...]) -> PlannedWeek:
        """Return the week as it is to be done."""
        return build_week(self.facts, self.week, self.history, model, chosen, ())

    def planned(self, limit: float = EASY_LIMIT) -> PlannedWeek:
        """Return the week, placed and filled at least cost."""
        model = self.content(self.best_slots())
        return self.build(model, self.solve(model, limit).chosen)

    def but(self, rule: str) -> Scene:
        """Return the same scene with one rule switched off, also where plans are built by it."""
        facts = replace(self.facts, switched_off=self.facts.switched_off | {rule})
        return replace(self, facts=facts, book=without(self.book, rule))


def placed(slot: Slot) -> Placed:
    """Return the session that lies at a slot."""
    return Placed(
        date=slot.date, start_minute=slot.start_minute, place=slot.place, minutes=slot.minutes
    )


def facts_with(request: PlanRequest, catalogue: Catalogue | None = None) -> Facts:
    """Return the facts of a request, with another catalogue where one is given."""
    return facts_of(request if catalogue is None else replace(request, catalogue=catalogue))
