"""One session of a plan changed on the spot: fewer minutes, or one exercise for another.

The rest of the plan stays as it is. The week that holds the session is accounted for anew.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.clock import monday_of
from ironstride.domain.exercise import Exercise
from ironstride.domain.plan import (
    Level,
    Plan,
    PlannedSession,
    PlannedWeek,
    PrescribedExercise,
    Proof,
    Reason,
    Strength,
)
from ironstride.planner.assemble import block_seconds, build_week, side_of
from ironstride.planner.content import (
    PRACTISED_SESSIONS,
    allowed_exercises,
    build_model,
    heavy_possible,
    options_of,
)
from ironstride.planner.content_model import Choice, ContentModel, OptionModel, Role
from ironstride.planner.content_solver import DETERMINISTIC_LIMIT, preview_content, solve_content
from ironstride.planner.difference import changes_between
from ironstride.planner.dose import dose_for
from ironstride.planner.facts import Facts, facts_of
from ironstride.planner.history import History, history_of
from ironstride.planner.ledger import week_lines
from ironstride.planner.reasons import exercise_reasons
from ironstride.planner.request import PlanRequest
from ironstride.planner.rulebook import Rulebook, rulebook
from ironstride.planner.season import SeasonWeek
from ironstride.planner.sessions import SessionFrame, content_view, frame_of, placed_of
from ironstride.planner.weak_side import first_side
from ironstride.planner.week import Placed

SWAP_RULE: Final = "preference.pins"
"""The rule under which what was changed by hand stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A session with its week and all that its content depends on."""

    facts: Facts
    book: Rulebook
    planned: PlannedWeek
    earlier: tuple[PlannedWeek, ...]
    session: PlannedSession

    @property
    def week(self) -> SeasonWeek:
        """The week as the season has it."""
        return SeasonWeek(
            start=self.planned.start, phase=self.planned.phase, light=self.planned.light
        )

    @property
    def history(self) -> History:
        """What was done before the week."""
        return history_of(self.facts, self.earlier, self.planned.start)


def shortened(
    request: PlanRequest, plan: Plan, session_id: str, minutes: int, *, preview: bool = False
) -> PlannedSession | None:
    """Return a session cut to some minutes: what matters most of its exercises, solved anew.

    None where there is no such session, or where nothing of it fits into the minutes.
    """
    around = _around(request, plan, session_id)
    if around is None:
        return None
    placed = placed_of(around.session)
    frames = (
        frame_of(
            around.facts,
            Placed(
                date=placed.date,
                start_minute=placed.start_minute,
                place=placed.place,
                minutes=minutes,
            ),
        ),
    )
    mine = {each.exercise for block in around.session.blocks for each in block.exercises}
    allowed = tuple(e for e in _allowed(around, frames) if e.id in mine)
    model = build_model(around.facts, around.week, around.history, frames, (allowed,))
    solution = (
        preview_content(model, around.book.content)
        if preview
        else solve_content(
            model, around.book.content, seed=around.facts.seed, limit=DETERMINISTIC_LIMIT
        )
    )
    if solution is None or not solution.chosen:
        return None
    week = build_week(around.facts, around.week, around.history, model, solution.chosen, ())
    return week.sessions[0]


def alternatives(
    request: PlanRequest, plan: Plan, session_id: str, exercise_id: str, *, most: int = 6
) -> tuple[PrescribedExercise, ...]:
    """Return what can stand in for an exercise: equal purpose, kit at hand, loads of its own.

    The same ladder comes first, nearest step first; what no rule of safety or kit forbids.
    """
    around = _around(request, plan, session_id)
    if around is None:
        return ()
    old = around.facts.catalogue.by_id.get(exercise_id)
    planned = _exercise(around.session, exercise_id)
    if old is None or planned is None:
        return ()
    frame = frame_of(around.facts, placed_of(around.session))
    taken = {each.exercise for block in around.session.blocks for each in block.exercises}
    found = [e for e in _allowed(around, (frame,)) if e.need is old.need and e.id not in taken]
    found.sort(key=lambda e: (e.family is not old.family, abs(e.rung - old.rung), e.rung, e.id))
    offers: list[PrescribedExercise] = []
    for each in found:
        offer = _that_fits(around, plan, _in_place_of(around, frame, planned, each), old, each)
        if offer is not None:
            offers.append(offer)
        if len(offers) == most:
            break
    return tuple(offers)


def _that_fits(
    around: _Around,
    plan: Plan,
    offer: PrescribedExercise | None,
    old: Exercise,
    exercise: Exercise,
) -> PrescribedExercise | None:
    """Return an offer with as many sets as the minutes and all hard rules allow."""
    while offer is not None:
        session = swapped(around.session, old.id, offer, exercise)
        fits = session.minutes_planned <= session.minutes_budget
        if fits and _replaced(around, plan, session) is not None:
            return offer
        working = [i for i, one in enumerate(offer.sets) if one.kind == "working"]
        if len(working) <= 1:
            return None
        offer = replace(
            offer, sets=tuple(one for i, one in enumerate(offer.sets) if i != working[-1])
        )
    return None


def with_session(request: PlanRequest, plan: Plan, session: PlannedSession) -> Plan | None:
    """Return a plan with one session replaced and its week accounted for anew.

    None where a hard rule forbids the session, so that the plan must stay as it was.
    """
    around = _around(request, plan, session.id)
    return None if around is None else _replaced(around, plan, session)


def told_anew(request: PlanRequest, plan: Plan) -> Plan:
    """Return a plan that says what differs from the plan before it, edits by hand included."""
    if request.previous is None:
        return plan
    facts = facts_of(request)
    return replace(plan, changes=changes_between(request.previous, plan, facts))


def _replaced(around: _Around, plan: Plan, edited: PlannedSession) -> Plan | None:
    session = _recounted(around, edited)
    sessions = tuple(session if s.id == session.id else s for s in around.planned.sessions)
    week = replace(around.planned, sessions=sessions)
    lines = tuple(week_lines(around.facts, around.book, week, around.earlier))
    before = {
        line.rule: line.amount
        for line in plan.analysis
        if line.week == week.start and line.strength is Strength.HARD
    }
    if any(
        line.strength is Strength.HARD and line.amount > before.get(line.rule, 0.0)
        for line in lines
    ):
        return None
    content = sum(line.penalty for line in lines if line.level is Level.CONTENT)
    return replace(
        plan,
        weeks=tuple(
            replace(w, sessions=tuple(session if s.id == session.id else s for s in w.sessions))
            for w in plan.weeks
        ),
        analysis=(*(line for line in plan.analysis if line.week != week.start), *lines),
        proofs=tuple(_unproven(p, week, content) for p in plan.proofs),
        changes=(),
    )


def _recounted(around: _Around, session: PlannedSession) -> PlannedSession:
    """Return a session that says of its legs and contacts what it holds after an edit."""
    unsaid = replace(session, heavy_lower=False)
    sessions = tuple(unsaid if s.id == session.id else s for s in around.planned.sessions)
    week = replace(around.planned, sessions=sessions)
    for view in content_view(around.facts, week, around.history).sessions:
        if view.session is unsaid:
            contacts = sum(each.contacts for each in view.exercises)
            return replace(session, heavy_lower=view.heavy_lower, contacts=contacts)
    return session


def swapped(
    session: PlannedSession,
    exercise_id: str,
    replacement: PrescribedExercise,
    exercise: Exercise,
) -> PlannedSession:
    """Return a session with one exercise replaced, its minutes counted anew."""
    blocks = []
    for block in session.blocks:
        if not any(each.exercise == exercise_id for each in block.exercises):
            blocks.append(block)
            continue
        seconds = block_seconds(exercise, replacement)
        rest = sum(len(each.sets) for each in block.exercises) or 1
        share = next(len(e.sets) for e in block.exercises if e.exercise == exercise_id) / rest
        blocks.append(
            replace(
                block,
                exercises=tuple(
                    replacement if each.exercise == exercise_id else each
                    for each in block.exercises
                ),
                seconds_planned=round(block.seconds_planned * (1 - share) + seconds, 6),
            )
        )
    return replace(
        session,
        blocks=tuple(blocks),
        minutes_planned=round(sum(block.seconds_planned for block in blocks) / 60, 6),
    )


def _unproven(proof: Proof, week: PlannedWeek, objective: int) -> Proof:
    """Return a proof; that of the changed week's content says that it is not the solver's."""
    if proof.level is not Level.CONTENT or proof.week != week.start:
        return proof
    return replace(proof, optimal=False, objective=objective, bound=min(proof.bound, objective))


def _around(request: PlanRequest, plan: Plan, session_id: str) -> _Around | None:
    weeks = to_come(plan)
    for position, week in enumerate(weeks):
        for session in week.sessions:
            if session.id == session_id:
                asked = replace(request, weeks=len(weeks))
                return _Around(
                    facts=facts_of(asked),
                    book=rulebook(request.rules_off),
                    planned=week,
                    earlier=weeks[:position],
                    session=session,
                )
    return None


def to_come(plan: Plan) -> tuple[PlannedWeek, ...]:
    """Return the weeks that the plan decides: what is over counts as history, from the log."""
    monday = monday_of(plan.today)
    return tuple(
        replace(week, sessions=tuple(s for s in week.sessions if s.date >= plan.today))
        for week in plan.weeks
        if week.start >= monday
    )


def _exercise(session: PlannedSession, exercise_id: str) -> PrescribedExercise | None:
    found = (e for block in session.blocks for e in block.exercises if e.exercise == exercise_id)
    return next(found, None)


def _allowed(around: _Around, frames: tuple[SessionFrame, ...]) -> tuple[Exercise, ...]:
    model = OptionModel(
        facts=around.facts,
        week=around.week,
        history=around.history,
        options=options_of(around.facts, frames),
    )
    return allowed_exercises(model, around.book.options, len(frames))[0]


def _in_place_of(
    around: _Around, frame: SessionFrame, planned: PrescribedExercise, exercise: Exercise
) -> PrescribedExercise | None:
    practised = around.history.knows(exercise.id, PRACTISED_SESSIONS)
    dose = dose_for(
        exercise,
        frame.place,
        around.week,
        frame.placed.date,
        around.facts,
        heavy=around.session.heavy_lower and heavy_possible(around.facts, frame),
        practised=practised,
    )
    if not dose.usable:
        return None
    rests = [each.rest_seconds for each in planned.sets if each.kind == "working"]
    count = min(max(1, len(rests)), dose.most)
    choice = Choice(index=0, session=0, exercise=exercise, sets=count, role=Role.ALONE, dose=dose)
    model = ContentModel(
        facts=around.facts,
        week=around.week,
        history=around.history,
        frames=(frame,),
        choices=(choice,),
        heavy=(1,),
        allowed=((exercise,),),
    )
    rest = rests[0] if rests else float(dose.rest)
    chosen = Reason(rule=SWAP_RULE, evidence=("house",), sentence="You chose it for today.")
    return PrescribedExercise(
        exercise=exercise.id,
        side=side_of(exercise),
        sets=(*dose.warm_up, *(replace(dose.work, rest_seconds=rest) for _ in range(count))),
        reasons=(chosen, *exercise_reasons(around.facts, model, choice)),
        first_side=first_side(around.facts, exercise, frame.placed.date),
    )
