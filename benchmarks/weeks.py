"""One week of a runner's season as the solver gets it, with the weeks before it planned."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ironstride.domain.plan import PlannedWeek
from ironstride.planner.content import allowed_exercises, build_model, options_of
from ironstride.planner.content_model import ContentModel, OptionModel
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import history_of
from ironstride.planner.ledger import placed_before
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek, solve_season
from ironstride.planner.sessions import frame_of
from ironstride.planner.solve import make_plan
from ironstride.planner.wanted import wanted_sessions
from ironstride.planner.week import Placed, WeekModel, WeekSolution, solve_week, week_models


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekAsked:
    """A week of a season whose earlier weeks are planned."""

    facts: Facts
    book: Rulebook
    week: SeasonWeek
    earlier: tuple[PlannedWeek, ...]

    def placements(self) -> tuple[WeekModel, ...]:
        """Return every way of placing the week's sessions, by their number."""
        wanted = wanted_sessions(self.facts, self.week)
        history = history_of(self.facts, self.earlier, self.week.start)
        return week_models(
            self.facts,
            self.week,
            wanted.sessions,
            placed_before(self.earlier),
            history.leg_sessions,
        )

    def placement(self) -> WeekSolution:
        """Return where the sessions go.

        Raises:
            ArithmeticError: nowhere; an empty week is always possible, so this is a bug.
        """
        found = solve_week(self.placements(), self.book.week)
        if found is None:
            raise ArithmeticError(f"no placement for the week of {self.week.start}")
        return found

    def content(self) -> ContentModel:
        """Return the choices of the week's sessions."""
        history = history_of(self.facts, self.earlier, self.week.start)
        frames = tuple(
            frame_of(
                self.facts,
                Placed(
                    date=slot.date,
                    start_minute=slot.start_minute,
                    place=slot.place,
                    minutes=slot.minutes,
                ),
            )
            for slot in self.placement().sessions
        )
        options = OptionModel(
            facts=self.facts,
            week=self.week,
            history=history,
            options=options_of(self.facts, frames),
        )
        allowed = allowed_exercises(options, self.book.options, len(frames))
        return build_model(self.facts, self.week, history, frames, allowed)


def week_asked(request: PlanRequest, position: int) -> WeekAsked | None:
    """Return the week at a position of the season, 0 for this one; None where nobody may train.

    The weeks before it are planned without the solver, which is quick.
    """
    facts = facts_of(request)
    if facts.permissions.all_blocked:
        return None
    book = rulebook()
    season = solve_season(facts, book.season)
    week = season.weeks[min(position, len(season.weeks) - 1)]
    before = sum(each.start < week.start for each in season.weeks)
    earlier: tuple[PlannedWeek, ...] = ()
    if before:
        earlier = make_plan(replace(request, detail=before), preview=True).weeks[:before]
    return WeekAsked(facts=facts, book=book, week=week, earlier=earlier)
