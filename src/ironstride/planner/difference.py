"""What changed between two plans, in words a runner reads, each with the rule and its cause."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Final

from ironstride.domain.athlete import at_place
from ironstride.domain.clock import clock_text, date_said, day_said
from ironstride.domain.plan import Change, Plan, PlannedSession, PlannedWeek, Stop
from ironstride.planner import causes, surprises
from ironstride.planner.causes import Cause, Judged, Known, judged, known_since, lower, of_phase
from ironstride.planner.facts import Facts
from ironstride.planner.rulebook import rulebook
from ironstride.planner.slots import PartOfDay, part_of, run_end

NEAR_DAYS: Final = 10
"""House: later sessions are told in one sentence; nobody reads forty."""
MISSED: Final = 3
"""House: so many missed sessions are named one by one."""
NAMED: Final = 4
"""House: so many exercises are named one by one."""
BETTER: Final = "with what is known now, the week as a whole comes out a little better that way"
LAST_DAY: Final = dt.timedelta(days=6)
"""From the Monday of a week to its last day."""
RUN_RULE: Final = "interference.run_first"
PARTS: Final = {
    PartOfDay.MORNING: "morning",
    PartOfDay.NOON: "afternoon",
    PartOfDay.EVENING: "evening",
}


def changes_between(old: Plan, new: Plan, facts: Facts) -> tuple[Change, ...]:
    """Return the differences from today on: sessions first, then phases, then what lies far off."""
    before = {w.start: w for w in old.weeks}
    known = known_since(old, facts, rulebook(facts.switched_off))
    near: list[Change] = []
    far: list[dt.date] = []
    limit = facts.today + dt.timedelta(days=NEAR_DAYS)
    for position, week in enumerate(new.weeks[: facts.detail]):
        past = before.get(week.start)
        if past is None:
            continue
        held = tuple(s for s in past.sessions if s.date >= facts.today)
        if held == week.sessions:
            continue
        if week.start > limit:
            far += sorted(_differing(held, week.sessions))
            continue
        account = judged(known, past, week, new.weeks[:position])
        near += _sessions(held, week.sessions, account)
    told = [*_missed(known), *_runs(old, facts), *near, *_phases(before, new, facts)]
    if far:
        told.append(_far(far, told))
    return tuple(told)


def changes_of_stop(
    old: Plan | None, stops: tuple[Stop, ...], today: dt.date
) -> tuple[Change, ...]:
    """Return what a stop of all training takes out of a plan."""
    if old is None or not stops:
        return ()
    out = sum(s.date >= today for week in old.weeks for s in week.sessions)
    if not out:
        return ()
    sessions = "session is" if out == 1 else "sessions are"
    return (
        Change(
            what="stopped",
            rule=causes.BODY_RULE,
            sentence=f"All training stops, and {out} {sessions} out: {stops[0].sentence} "
            f"See: {stops[0].see}.",
        ),
    )


def _missed(known: Known) -> list[Change]:
    """Return what was planned and not done; nobody doubles it up (MA-09)."""
    if len(known.missed) > MISSED:
        first = known.missed[0].date
        those = f"{len(known.missed)} sessions since {date_said(first)} were"
        return [replace(_not_done(those), dates=tuple(s.date for s in known.missed))]
    today = known.facts.today
    return [
        replace(
            _not_done(f"{day_said(s.date, today)}'s {_title(s)} was"),
            session=s.id,
            dates=(s.date,),
        )
        for s in known.missed
    ]


def _runs(old: Plan, facts: Facts) -> list[Change]:
    """Return the runs that were harder or longer than planned, each told once."""
    until = facts.today + dt.timedelta(days=surprises.DAYS)
    return [
        Change(what="run", rule=RUN_RULE, sentence=sentence, dates=(facts.today, until))
        for sentence in facts.surprises
        if sentence not in old.notes
    ]


def _not_done(those: str) -> Change:
    return Change(
        what="missed",
        rule=causes.LEFT_OUT_RULE,
        sentence=f"{those} not done. Nothing is doubled up: the plan goes on from today with what "
        "matters most.",
    )


def _differing(old: tuple[PlannedSession, ...], new: tuple[PlannedSession, ...]) -> set[dt.date]:
    """Return the days on which two weeks differ in what there is to do."""
    one = {s.date: (s.start_minute, s.place, _work(s)) for s in old}
    other = {s.date: (s.start_minute, s.place, _work(s)) for s in new}
    return {date for date in one.keys() | other.keys() if one.get(date) != other.get(date)}


def _far(days: list[dt.date], told: list[Change]) -> Change:
    count = len(days)
    first = min(days)
    sessions = "one session" if count == 1 else f"{count} sessions"
    rule = next((each.rule for each in told if each.rule is not None), causes.PHASE_RULE)
    return Change(
        what="content",
        rule=rule,
        sentence=f"From {date_said(first)} on {sessions} "
        f"{'is' if count == 1 else 'are'} planned anew, so that the season still fits together.",
        dates=tuple(sorted(days)),
    )


# Phases


def _phases(before: dict[dt.date, PlannedWeek], new: Plan, facts: Facts) -> list[Change]:
    changed = [
        (before[week.start], week)
        for week in new.weeks
        if week.start in before
        and (before[week.start].phase is not week.phase or before[week.start].light != week.light)
    ]
    if not changed:
        return []
    book = rulebook(facts.switched_off)
    past, week = changed[0]
    cause = of_phase(facts, book, new.weeks, past, week)
    found = [
        Change(
            what="phase",
            rule=cause.rule,
            sentence=f"The week of {_day_month(week.start)}: {_phase(week)} instead of "
            f"{_phase(past)}: {cause.sentence}.",
            dates=(week.start, week.start + LAST_DAY),
        )
    ]
    if len(changed) > 1:
        later = ", ".join(f"{_day_month(w.start)} {_phase(w)}" for _, w in changed[1 : NAMED + 1])
        rest = len(changed) - NAMED - 1
        more = f" and {rest} more" if rest > 0 else ""
        found.append(
            Change(
                what="phase",
                rule=cause.rule,
                sentence=f"Weeks after it change with that: {later}{more}.",
                dates=tuple(w.start for _, w in changed[1:]),
            )
        )
    return found


def _phase(week: PlannedWeek) -> str:
    return f"{week.phase.replace('-', ' ')}{' (a lighter week)' if week.light else ''}"


# Sessions


def _sessions(
    old: tuple[PlannedSession, ...], new: tuple[PlannedSession, ...], account: Judged
) -> list[Change]:
    before, after = {s.date: s for s in old}, {s.date: s for s in new}
    gone = [s for s in old if s.date not in after]
    come = [s for s in new if s.date not in before]
    found = [_moved(was, now, account) for was, now in zip(gone, come, strict=False)]
    found += [_dropped(was, account) for was in gone[len(come) :]]
    found += [_added(now, account) for now in come[len(gone) :]]
    beside = None
    if found:
        rule = found[0].rule or causes.PHASE_RULE
        beside = Cause(rule=rule, sentence="it follows from the other session of the week")
    for date in sorted(before.keys() & after.keys()):
        found += _same_day(before[date], after[date], account, beside)
    return found


def _dropped(was: PlannedSession, account: Judged) -> Change:
    cause = account.of_day(was, is_gone=True) or Cause(
        rule=causes.LEFT_OUT_RULE, sentence="the week has no other room for it"
    )
    return Change(
        what="dropped",
        rule=cause.rule,
        sentence=f"{_day(was, account)}'s {_title(was)} is left out: {cause.sentence}.",
        session=was.id,
        dates=(was.date,),
    )


def _added(now: PlannedSession, account: Judged) -> Change:
    reason = now.reasons[0] if now.reasons else None
    why = "there is room for it" if reason is None else lower(reason.sentence)
    return Change(
        what="added",
        rule=causes.LEFT_OUT_RULE if reason is None else reason.rule,
        sentence=f"{now.title} comes on {_when(now, account)}: {why}.",
        session=now.id,
        dates=(now.date,),
    )


def _moved(was: PlannedSession, now: PlannedSession, account: Judged) -> Change:
    cause = account.of_day(was) or _reason(now)
    way = "up" if now.date < was.date else "back"
    return Change(
        what="moved",
        rule=cause.rule,
        sentence=f"{_day(was, account)}'s {_title(was)} moved {way} to {_when(now, account)}"
        f"{_after_run(now, account)}: {cause.sentence}.",
        session=now.id,
        dates=tuple(sorted((was.date, now.date))),
    )


def _reason(now: PlannedSession) -> Cause:
    """Return why a session lies where it lies now."""
    if not now.reasons:
        return Cause(rule=causes.LEFT_OUT_RULE, sentence="the week has room there")
    return Cause(rule=now.reasons[0].rule, sentence=lower(now.reasons[0].sentence))


def _same_day(
    was: PlannedSession, now: PlannedSession, account: Judged, beside: Cause | None
) -> list[Change]:
    found: list[Change] = []
    if (was.start_minute, was.place) != (now.start_minute, now.place):
        cause = account.of_day(was) or _reason(now)
        place = f" {at_place(now.place)}" if was.place != now.place else ""
        found.append(
            Change(
                what="moved",
                rule=cause.rule,
                sentence=f"{_day(was, account)}'s {_title(was)} starts at "
                f"{clock_text(now.start_minute)}{place} instead of "
                f"{clock_text(was.start_minute)}: {cause.sentence}.",
                session=now.id,
                dates=(now.date,),
            )
        )
    found += _content(was, now, account, beside)
    return found


def _content(
    was: PlannedSession, now: PlannedSession, account: Judged, beside: Cause | None
) -> list[Change]:
    """Return what else a session holds: each group of its exercises with the group's own cause."""
    before, after = _work(was), _work(now)
    if before == after:
        return []
    gone = [id for id in before if id not in after]
    into = [id for id in after if id not in before]
    dosed = [id for id in after if id in before and after[id] != before[id]]
    own = account.of_exercises(was, (*gone, *dosed))
    names = {id: _name(id, account) for id in (*before, *after)}
    groups: dict[tuple[Cause, ...], list[str]] = {}
    for id, found in own.items():
        groups.setdefault(found[:2], []).append(id)
    # What comes takes the place of what merely followed; where nothing did, of what had to go.
    alone = len(groups) == 1 and not any(id not in own for id in (*gone, *dosed))
    parts = []
    for found, ids in groups.items():
        out = [id for id in ids if id in gone]
        less = [id for id in ids if id not in gone]
        told = _swapped(out, into if alone else [], names)
        told += _doses(before, after, names, less)
        if told:
            parts.append(f"{'; '.join(told)}. Why: {_why(found)}.")
    rest = [id for id in gone if id not in own]
    told = [] if alone else _swapped(rest, into, names)
    told += _doses(before, after, names, [id for id in after if id in before and id not in own])
    causes_found = [each for found in groups for each in found]
    if told:
        found = account.of_content(was, beside, has_own=bool(groups))
        if found:
            parts.append(f"{'; '.join(told)}. Why: {_why(found[:2])}.")
            causes_found += found
        elif groups:
            parts.append(f"To fit what is left: {'; '.join(told)}.")
        else:
            found = (_of_need(now, set(into), is_swap=bool(rest)),)
            parts.append(f"{'; '.join(told)}. Why: {_why(found)}.")
            causes_found += found
    if not parts:
        return []
    sentence = " ".join((parts[0], *(part[:1].upper() + part[1:] for part in parts[1:])))
    return [
        Change(
            what="content",
            rule=causes_found[0].rule,
            sentence=f"{_day(now, account)}'s {_title(now)}: {sentence}",
            session=now.id,
            dates=(now.date,),
        )
    ]


def _swapped(gone: list[str], into: list[str], names: dict[str, str]) -> list[str]:
    """Return what goes and what comes, in at most one part of a sentence."""
    out, come = [names[id] for id in gone], [names[id] for id in into]
    if out and come:
        return [f"{_listed(come)} instead of {_listed(out)}"]
    if out:
        return [f"without {_listed(out)}"]
    return [f"with {_listed(come)} as well"] if come else []


def _why(found: tuple[Cause, ...]) -> str:
    return "; ".join(dict.fromkeys(each.sentence for each in found))


def _of_need(now: PlannedSession, into: set[str], *, is_swap: bool) -> Cause:
    """Return why an exercise came in, or why the loads are others: what the session itself says.

    What an exercise is for is no cause of a swap, as what went may have been for the same.
    """
    for block in now.blocks:
        for each in block.exercises:
            reasons = each.reasons if each.exercise in into else ()
            if reasons and is_swap:
                return Cause(rule=reasons[0].rule, sentence=BETTER)
            if reasons:
                return Cause(rule=reasons[0].rule, sentence=lower(reasons[0].sentence))
    said = [
        reason
        for block in now.blocks
        for each in block.exercises
        for reason in each.reasons
        if reason.rule == "kit.load_exists"
    ]
    if said:
        return Cause(rule=said[0].rule, sentence=lower(said[0].sentence))
    return Cause(rule=causes.PHASE_RULE, sentence="it follows what was logged")


Dose = tuple[int, float | None, float | None, float | None]
"""Working sets; load in kg; amount of a set; repetitions in reserve."""


def _work(session: PlannedSession) -> dict[str, Dose]:
    """Return what a session asks for, exercise by exercise, the warm-up left out."""
    found: dict[str, Dose] = {}
    for block in session.blocks:
        if block.kind in {"warm-up", "cool-down"}:
            continue
        for each in block.exercises:
            sets = [s for s in each.sets if s.kind == "working"]
            if sets:
                one = sets[0]
                amount = one.reps or one.seconds or one.contacts or one.distance_m
                found[each.exercise] = (len(sets), one.load_kg, amount, one.rir)
    return found


def _doses(
    before: dict[str, Dose], after: dict[str, Dose], names: dict[str, str], both: list[str]
) -> list[str]:
    """Return how exercises that stay are dosed otherwise."""
    sets = Counter(after[id][0] - before[id][0] for id in both)
    parts: list[str] = []
    fewer = sum(count for step, count in sets.items() if step < 0)
    more = sum(count for step, count in sets.items() if step > 0)
    for count, word in ((fewer, "fewer"), (more, "more")):
        if not count:
            continue
        those = [
            names[id]
            for id in both
            if (after[id][0] < before[id][0]) is (word == "fewer") and after[id][0] != before[id][0]
        ]
        parts.append(f"{word} sets of {'each' if count == len(both) > 1 else _listed(those)}")
    for id in both:
        load, was = after[id][1], before[id][1]
        if load is not None and was is not None and load != was:
            parts.append(f"{names[id]} with {load:g} kg instead of {was:g} kg")
    reserve = [id for id in both if (after[id][3] or 0) > (before[id][3] or 0)]
    if reserve:
        which = "" if len(reserve) == len(both) else f" with {_listed([names[x] for x in reserve])}"
        parts.append(f"more left in reserve{which}")
    return parts


# Words


def _listed(names: list[str]) -> str:
    if len(names) > NAMED:
        return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _name(id: str, account: Judged) -> str:
    """Return an exercise's name that can stand in a list: its kit in brackets, not after commas."""
    exercise = account.facts.catalogue.by_id.get(id)
    if exercise is None:
        return id
    head, _, rest = exercise.name.partition(", ")
    return f"{head} ({rest})" if rest else head


def _title(session: PlannedSession) -> str:
    return lower(session.title)


def _day(session: PlannedSession, account: Judged) -> str:
    return day_said(session.date, account.facts.today)


def _when(session: PlannedSession, account: Judged) -> str:
    """Return ``Wednesday evening (18:30)``."""
    part = PARTS[part_of(session.start_minute)]
    return f"{_day(session, account)} {part} ({clock_text(session.start_minute)})"


def _after_run(session: PlannedSession, account: Judged) -> str:
    """Return ``, after the intervals`` where a quality run of the same day comes before."""
    for run in account.facts.runs:
        is_before = run.date == session.date and run_end(run) <= session.start_minute
        if is_before and run.kind.is_quality:
            return f", after the {run.kind.replace('-', ' ')}"
    return ""


def _day_month(date: dt.date) -> str:
    return f"{date.day} {date:%b}"
