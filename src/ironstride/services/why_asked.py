"""Answers to “why not?”: what forbids it, or what it would cost, by solving the week again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ironstride.domain.clock import date_said
from ironstride.services.asked_words import DayAsked, Kind, SetsAsked
from ironstride.services.priced import Answer, Bar, Priced, cost_said, rows_of, shares_said
from ironstride.services.why import rule_account, rule_title
from ironstride.services.why_days import answer_of_day

if TYPE_CHECKING:
    from ironstride.domain.plan import Plan, PlannedSession, PlannedWeek
    from ironstride.planner.counterfactual import Outcome, WeekAsked
    from ironstride.planner.forbidding import Forbidding
    from ironstride.services.asked_words import Asked

ASIDE: Final = frozenset({"warm-up", "cool-down"})


def answer(plan: Plan, week: WeekAsked, asked: Asked) -> Answer:
    """Return the answer to a question about a week of a plan."""
    if isinstance(asked, DayAsked):
        found = answer_of_day(week, asked.of(week.week.start))
    elif isinstance(asked, SetsAsked):
        found = _of_sets(week, asked)
    elif _held(week.planned, asked.kind.ids):
        found = _of_presence(week, asked.kind)
        if asked.is_absent:
            # Asked why it is missing, the answer begins with where it is.
            found = replace(found, said=found.said[::-1])
    else:
        found = _of_absence(week, asked.kind)
    return _with_evidence(plan, week, found)


def _with_evidence(plan: Plan, week: WeekAsked, found: Answer) -> Answer:
    told: dict[str, str] = {bar.rule: bar.sentence for bar in found.forbidden}
    for priced in found.prices:
        for row in priced.rows:
            told.setdefault(row.rule, row.lacks[0] if row.lacks else "")
    rules = tuple(
        rule_account(rule, plan, week.week.start, sentence=sentence)
        for rule, sentence in told.items()
    )
    return replace(found, rules=rules, monday=week.week.start)


# An exercise that the week has


def _of_presence(week: WeekAsked, kind: Kind) -> Answer:
    from ironstride.planner.counterfactual import Without, outcome_of  # noqa: PLC0415 (the solver is slow to import)

    held = _held(week.planned, kind.ids)
    ids = frozenset(each for _, each, _ in held)
    name = _named(week, ids) if not kind.is_one else kind.called
    where = "; ".join(
        f"{date_of(session)}, {sets} {'set' if sets == 1 else 'sets'}" for session, _, sets in held
    )
    outcome = outcome_of(week, Without(exercises=ids))
    priced = _priced(f"Without {name}", outcome)
    if outcome.new is None:
        bars = _bars(week, _together(week, outcome))
        said = (
            f"{name} must be in this week."
            if not bars
            else f"{name} must be in this week: {bars[0].sentence}"
        )
        there = f"It is there on {where}."
        return Answer(kind="exercise", title=f"Why {name}", said=(said, there), forbidden=bars)
    if outcome.price > 0:
        worth = f"{name} is worth {_points(outcome)}: without it {shares_said(priced.rows)}."
    elif outcome.is_equivalent:
        worth = f"Others would do as well as {name}: without it the week costs the same."
    else:
        worth = f"{name}: {priced.said}"
    instead = _instead(week, outcome)
    return Answer(
        kind="exercise",
        title=f"Why {name}",
        said=(f"{worth}{instead}", f"It is there on {where}."),
        prices=(priced,),
    )


# An exercise that the week does not have


def _of_absence(week: WeekAsked, kind: Kind) -> Answer:
    from ironstride.planner.counterfactual import Having, outcome_of  # noqa: PLC0415 (as above)
    from ironstride.planner.forbidding import forbidden_in  # noqa: PLC0415 (as above)

    forbidden = forbidden_in(week, kind.ids)
    title = f"Why no {kind.called}"
    out = {(f.date, f.exercise) for f in forbidden}
    days = [frame.placed.date for frame in week.frames]
    if all((day, each) in out for day in days for each in kind.ids):
        bars = _bars(week, forbidden)
        return Answer(
            kind="absence", title=title, said=_impossible(week, kind, forbidden), forbidden=bars
        )
    outcome = outcome_of(week, Having(exercises=kind.ids))
    if outcome.new is None:
        bars = _bars(week, (*_together(week, outcome), *forbidden))
        first = f" {bars[0].sentence}" if bars else " Nothing else would hold together with it."
        return Answer(
            kind="absence",
            title=title,
            said=(f"{kind.called} by itself may be done, but not in these sessions:{first}",),
            forbidden=bars,
        )
    held = _held(outcome.new, kind.ids)
    session, exercise, sets = held[0]
    name = week.facts.catalogue.exercise(exercise).name
    plural = "set" if sets == 1 else "sets"
    priced = _priced(f"With {name} on {date_of(session)}, {sets} {plural}", outcome)
    lead = f"{kind.called}: the cheapest is {name}. " if not kind.is_one else ""
    return Answer(
        kind="absence",
        title=title,
        said=(
            f"{lead}{_absence_said(name, session, outcome, priced)}{_instead(week, outcome)}",
            _proof_said(outcome),
        ),
        prices=(priced,),
        forbidden=_bars(week, forbidden),
    )


def _absence_said(name: str, session: PlannedSession, outcome: Outcome, priced: Priced) -> str:
    where = f"{name} on {date_of(session)}"
    if outcome.is_equivalent:
        return f"{where} would do as well: the week would cost the same."
    if outcome.price <= 0:
        gain = f"{-outcome.price} points better" if outcome.price else "no worse"
        return (
            f"With {where} the week would be {gain} than it stands: it was not among the "
            "exercises that the plan compared."
        )
    return f"{where} {priced.said}"


def _impossible(week: WeekAsked, kind: Kind, forbidden: tuple[Forbidding, ...]) -> tuple[str, ...]:
    by_day: dict[str, list[dt.date]] = {}
    for each in forbidden:
        if each.date is not None and each.date not in by_day.setdefault(each.sentence, []):
            by_day[each.sentence].append(each.date)
    days = len(week.frames)
    if not kind.is_one:
        ids = {f.exercise for f in forbidden}
        lead = f"None of the {len(ids)} exercises called {kind.called} can be in this week."
    else:
        lead = f"{kind.called} can't be in this week."
    told = [
        sentence
        if len(dates) == days
        else f"On {' and '.join(f'{d:%A}' for d in dates)}: {sentence}"
        for sentence, dates in list(by_day.items())[: days + 1]
    ]
    return (lead, " ".join(told[:2]))


# A number of sets


def _of_sets(week: WeekAsked, asked: SetsAsked) -> Answer:
    from ironstride.planner.counterfactual import SetCount  # noqa: PLC0415 (as above)
    from ironstride.planner.forbidding import sets_on_offer  # noqa: PLC0415 (as above)

    held = _held(week.planned, asked.kind.ids)
    if not held:
        return _of_absence(week, asked.kind)
    session, exercise, now = held[0]
    name = week.facts.catalogue.exercise(exercise).name
    offered = sets_on_offer(week, SetCount(exercise=exercise, date=session.date, sets=now))
    wanted = (now + 1, now - 1) if asked.sets in {None, now} else (asked.sets or now,)
    prices = [_set_price(week, session, exercise, n, offered) for n in wanted if n > 0]
    range_said = (
        f"In this phase it is dosed with {offered[0]} to {offered[-1]} sets."
        if len(offered) > 1
        else f"In this phase it is dosed with {offered[0]} sets."
        if offered
        else ""
    )
    said = " ".join(f"{p.what}: {p.said}" for p in prices)
    return Answer(
        kind="sets",
        title=f"Why {now} {'set' if now == 1 else 'sets'} of {name}",
        said=(f"{name} has {now} on {date_of(session)}. {said}", range_said),
        prices=tuple(prices),
    )


def _set_price(
    week: WeekAsked, session: PlannedSession, exercise: str, sets: int, offered: tuple[int, ...]
) -> Priced:
    from ironstride.planner.counterfactual import SetCount, outcome_of  # noqa: PLC0415 (as above)
    from ironstride.planner.forbidding import forbidden_together  # noqa: PLC0415 (as above)

    what = f"{sets} {'set' if sets == 1 else 'sets'}"
    if sets not in offered:
        return Priced(
            what=what, said="not what this phase asks for.", points=None, least=None, proven=True
        )
    question = SetCount(exercise=exercise, date=session.date, sets=sets)
    outcome = outcome_of(week, question)
    if outcome.new is None:
        bars = forbidden_together(week, question)
        why = bars[0].sentence if bars else "nothing else would hold together with it."
        return Priced(what=what, said=f"not possible: {why}", points=None, least=None, proven=True)
    return _priced(what, outcome)


# In words


def _priced(what: str, outcome: Outcome) -> Priced:
    if outcome.new is None:
        return Priced(what=what, said="not possible.", points=None, least=None, proven=True)
    rows = rows_of(outcome.costs)
    said = cost_said(outcome.price, rows, least=outcome.least)
    return Priced(
        what=what,
        said=said,
        points=outcome.price,
        least=outcome.least,
        proven=outcome.new_proven and outcome.old_proven,
        rows=rows,
    )


def _points(outcome: Outcome) -> str:
    if outcome.new_proven:
        return f"{outcome.price} points this week"
    return f"{outcome.least} to {outcome.price} points this week"


def _proof_said(outcome: Outcome) -> str:
    if outcome.new_proven and outcome.old_proven:
        return "Both weeks are proven to be the best of their kind."
    if outcome.new_proven:
        return "The week as it stands is not proven to be the best, so it may cost more yet."
    return "The search was stopped before its proof, so the price may be lower."


def _instead(week: WeekAsked, outcome: Outcome) -> str:
    """Return what leaves and what comes, named; empty where nothing does."""
    if outcome.new is None:
        return ""
    by_id = week.facts.catalogue.by_id
    before = {each for _, each, _ in _all(outcome.old)}
    after = {each for _, each, _ in _all(outcome.new)}
    asked = outcome.question.exercises
    gone = sorted(by_id[e].name for e in before - after - asked)
    come = sorted(by_id[e].name for e in after - before - asked)
    told = ""
    if gone:
        told += f" Out would go {', '.join(gone)}."
    if come:
        told += f" In would come {', '.join(come)}."
    return told


def _all(week: PlannedWeek) -> Iterator[tuple[PlannedSession, str, int]]:
    for session in week.sessions:
        for block in session.blocks:
            if block.kind.value in ASIDE:
                continue
            for each in block.exercises:
                yield session, each.exercise, sum(s.kind == "working" for s in each.sets)


def _held(week: PlannedWeek, ids: frozenset[str]) -> list[tuple[PlannedSession, str, int]]:
    """Return the sessions that have one of some exercises, with it and its working sets."""
    return [found for found in _all(week) if found[1] in ids]


def _named(week: WeekAsked, ids: frozenset[str]) -> str:
    return " and ".join(sorted(week.facts.catalogue.exercise(e).name for e in ids))


def date_of(session: PlannedSession) -> str:
    """Return the day of a session as it is said."""
    return date_said(session.date)


def _together(week: WeekAsked, outcome: Outcome) -> tuple[Forbidding, ...]:
    from ironstride.planner.forbidding import forbidden_together  # noqa: PLC0415 (as above)

    return forbidden_together(week, outcome.question)


def _bars(week: WeekAsked, found: Iterable[Forbidding]) -> tuple[Bar, ...]:
    """Return what forbids, each once with all its days."""
    days: dict[tuple[str, str], list[dt.date]] = {}
    for each in found:
        at = days.setdefault((each.rule, each.sentence), [])
        if each.date is not None and each.date not in at:
            at.append(each.date)
    every = len(week.frames)
    return tuple(
        Bar(
            rule=rule,
            title=rule_title(rule),
            where="this week" if len(at) in {0, every} else " and ".join(f"{d:%A}" for d in at),
            sentence=sentence,
        )
        for (rule, sentence), at in days.items()
    )
