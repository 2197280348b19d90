"""What changed between two plans, in words, with the rule."""

from __future__ import annotations

from ironstride.domain.plan import Change, Plan, PlannedSession
from ironstride.planner.assemble import when
from ironstride.planner.facts import Facts


def changes_between(old: Plan, new: Plan, facts: Facts) -> tuple[Change, ...]:
    """Return the differences from today on: phases, moved, new and dropped sessions, exercises."""
    found: list[Change] = []
    before = {w.start: w for w in old.weeks}
    for week in new.weeks:
        past = before.get(week.start)
        if past is None:
            continue
        if past.phase is not week.phase or past.light != week.light:
            found.append(
                Change(
                    what="phase",
                    rule="dose.phase_methods",
                    sentence=f"The week of {week.start:%d %b}: {_phase(past.phase, past.light)} "
                    f"became {_phase(week.phase, week.light)}.",
                )
            )
        held = [s for s in past.sessions if s.date >= facts.today]
        found.extend(_sessions(held, list(week.sessions), facts))
    return tuple(found)


def _phase(phase: str, light: bool) -> str:  # noqa: FBT001 (a word and its adjective)
    return f"{phase.replace('-', ' ')}{', light' if light else ''}"


def _sessions(old: list[PlannedSession], new: list[PlannedSession], facts: Facts) -> list[Change]:
    found: list[Change] = []
    same = {s.date for s in old} & {s.date for s in new}
    for date in sorted(same):
        found.extend(
            _content(
                next(s for s in old if s.date == date),
                next(s for s in new if s.date == date),
                facts,
            )
        )
    gone = [s for s in old if s.date not in same]
    come = [s for s in new if s.date not in same]
    for was, now in zip(gone, come, strict=False):
        why = now.reasons[0].sentence if now.reasons else ""
        found.append(
            Change(
                what="moved",
                rule=now.reasons[0].rule if now.reasons else None,
                sentence=f"{was.title} moved from {when(was.date, was.start_minute)} to "
                f"{when(now.date, now.start_minute)}: {why}",
            )
        )
    found.extend(
        Change(
            what="dropped",
            rule="time.sessions_wanted",
            sentence=f"{was.title} on {when(was.date, was.start_minute)} is left out.",
        )
        for was in gone[len(come) :]
    )
    found.extend(
        Change(
            what="added",
            rule="time.sessions_wanted",
            sentence=f"{now.title} comes on {when(now.date, now.start_minute)}.",
        )
        for now in come[len(gone) :]
    )
    return found


def _content(old: PlannedSession, new: PlannedSession, facts: Facts) -> list[Change]:
    before, after = _exercises(old), _exercises(new)
    out = [
        facts.catalogue.by_id[e].name
        for e in before
        if e not in after and e in facts.catalogue.by_id
    ]
    into = [facts.catalogue.by_id[e].name for e in after if e not in before]
    if not out and not into:
        return []
    day = f"{new.date:%A}"
    parts = []
    if out:
        parts.append(f"without {', '.join(out)}")
    if into:
        parts.append(f"with {', '.join(into)}")
    return [
        Change(
            what="content",
            rule="dose.phase_methods",
            sentence=f"{day}'s session {' and '.join(parts)}.",
        )
    ]


def _exercises(session: PlannedSession) -> list[str]:
    return [
        e.exercise
        for block in session.blocks
        if block.kind not in {"warm-up", "cool-down"}
        for e in block.exercises
    ]
