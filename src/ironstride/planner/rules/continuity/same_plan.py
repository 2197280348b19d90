"""What the plan before had for a session stays, so that a small change moves little."""

from __future__ import annotations

from ironstride.domain.plan import BlockKind, Breach, Level, Strength
from ironstride.planner.content_model import ContentModel, ContentTerms
from ironstride.planner.incumbent import offered_before, week_before
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.sessions import ContentView


def _encode(model: ContentModel, _: Values) -> ContentTerms:
    before = week_before(model.facts, model.week.start)
    if before is None or before.phase is not model.week.phase:
        return ContentTerms()
    planned = offered_before(model.facts, model.week.start, model.frames)
    return model.per_choice(
        lambda c: int(bool(planned[c.session]) and c.exercise.id not in planned[c.session])
    )


def _planned(view: ContentView) -> list[set[str]]:
    """Return by session the exercises that the plan before had for it; the same day goes first."""
    previous = view.facts.previous
    weeks = () if previous is None else previous.weeks
    before = [
        s
        for week in weeks
        if week.start == view.week.start and week.phase == view.week.phase
        for s in sorted(week.sessions, key=lambda s: (s.date, s.start_minute))
    ]
    days = {each.session.date for each in view.sessions}
    spare = [s for s in before if s.date not in days and s.date >= view.facts.today]
    found: list[set[str]] = []
    for each in view.sessions:
        own = [s for s in before if s.date == each.session.date][-1:]
        if not own and spare:
            own = [spare.pop(0)]
        found.append(
            {
                one.exercise
                for session in own
                for block in session.blocks
                if block.kind in {BlockKind.SINGLE, BlockKind.SUPERSET, BlockKind.CIRCUIT}
                for one in block.exercises
            }
        )
    return found


def _measure(view: ContentView, _: Values) -> Measured:
    new = [
        (session, each)
        for session, planned in zip(view.sessions, _planned(view), strict=True)
        for each in session.exercises
        if planned and each.exercise.id not in planned
    ]
    return Measured(
        amount=len(new),
        breaches=tuple(
            Breach(where=s.where, sentence=f"{each.exercise.name} was not planned here before.")
            for s, each in new
        ),
    )


RULE = Rule(
    id="continuity.same_plan",
    level=Level.CONTENT,
    strength=Strength.SOFT,
    weight=15,
    unit="exercises not planned there before",
    evidence=("house",),
    parameters=(),
    title="What was planned for a session stays unless something speaks for a change.",
    encode=_encode,
    measure=_measure,
    why="It stood here in the plan before, and nothing speaks against it.",
)
