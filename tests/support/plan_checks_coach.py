"""What a coach calls wrong at a glance (docs: examples of good plans)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Final

from tests.support.outsider import Document, Outsider, Work, date_of, is_loaded_heavily

SHORT_PHASES: Final = frozenset({"race", "taper", "recovery", "off"})
BUILDING: Final = frozenset({"adaptation", "maximum-strength", "power"})
BASE_WEEKS: Final = 3
MINUTES_EACH: Final = 3.5
REST_AFTER_HEAVY: Final = 60
SAME_SHARE: Final = 0.5
LONG: Final = 10
MANY_REPS: Final = 15
MOST_RESERVE: Final = 5
TURNS_MINUTES: Final = 45
"""A week this short does not hold all that a coach wants of it: needs take turns."""
CALF_MINUTES: Final = 20
EVERY_WEEK: Final = {
    "legs": {"legs-knee", "legs-hip"},
    "calves": {"calf-straight", "calf-bent"},
}
ONE_IS_ENOUGH: Final = frozenset({"calf-straight", "calf-bent", "foot", "upper-push", "upper-pull"})
THREE_ARE_MANY: Final = {"legs-knee", "legs-hip", "trunk", "hip"}
PATTERNS: Final = {"legs-knee": "squat", "legs-hip": "hinge"}
STAYS_WEEKS: Final = 8
"""Weeks after which another squat or hinge is no fault."""
REGULAR: Final = ("calf-straight", "calf-bent", "hip", "foot", "upper-pull")


def season(plan: Outsider) -> Iterator[str]:
    """Yield phases of a week, power before a base, early light weeks, heavy weeks into a race.

    The one week that two near races leave between the first and the taper of the second is no
    block that stops too soon: nothing can be built in it, and one session at full load holds what
    is there (CT-20), while a fortnight without any would lose it (CT-25).
    """
    weeks = plan.plan["weeks"]
    groups = [(phase, list(found)) for phase, found in groupby(weeks, key=lambda w: w["phase"])]
    for position, (phase, found) in enumerate(groups):
        inside = 0 < position < len(groups) - 1
        holds = (
            inside
            and phase == "maintenance"
            and groups[position - 1][0] == "race"
            and groups[position + 1][0] in {"taper", "race"}
        )
        if len(found) == 1 and phase not in SHORT_PHASES and inside and not holds:
            yield f"coach: {phase} lasts one week ({found[0]['start']})"
    for number, week in enumerate(weeks):
        if week["phase"] == "power":
            base = [w for w in weeks[:number] if w["phase"] in {"adaptation", "maximum-strength"}]
            if len(base) < BASE_WEEKS:
                yield f"coach: power in week {number + 1} on a base of {len(base)}"
            break
    ill = any(c.get("illness", "none") != "none" for c in plan.athlete.get("checkins", []))
    if len(weeks) > 1 and weeks[1]["light"] and weeks[1]["phase"] in BUILDING and not ill:
        yield "coach: a light week right after the first"
    yield from _light_weeks(weeks)
    for race in plan.races:
        date = date_of(race["date"])
        for week in weeks:
            ahead = (date - date_of(week["start"])).days
            if race["priority"] == "A" and 7 <= ahead < 14 and week["phase"] in BUILDING:
                yield f"coach: {week['phase']} in the week before the A race of {date}"


def _light_weeks(weeks: list[Document]) -> Iterator[str]:
    since = 0
    for week in weeks:
        easy = week["light"] or week["phase"] not in BUILDING | {"maintenance"}
        since = 0 if easy else since + 1
        if since > 6:
            yield f"coach: {since} weeks in a row without a light one ({week['start']})"


def _doable(plan: Outsider, need: str) -> bool:
    kits = [set(p.get("equipment", [])) for p in plan.places.values()]
    return any(
        row["need"] == need
        and row["impact"] == 0
        and row["skill"] <= 2
        and any(set(together) <= kit for together in row["equipment"] for kit in kits)
        for row in plan.rows.values()
    )


def _is_whole(week: Document) -> bool:
    long = [s for s in week["sessions"] if s["minutes_budget"] >= 20]
    return len(long) > 1 and week["phase"] in BUILDING | {"rehabilitation"} and not week["light"]


def needs(plan: Outsider) -> Iterator[str]:
    """Yield what two weeks of two whole sessions lack: calves, hip, foot, pull, one leg."""
    if (
        plan.pains
        or plan.athlete.get("limits")
        or plan.athlete.get("preferences", {}).get("dislike")
    ):
        return
    if any(v == 0 for v in plan.athlete.get("goals", {}).values()):
        return
    for one, two in pairwise(plan.plan["weeks"]):
        if not (_is_whole(one) and _is_whole(two)):
            continue
        works = [w for week in (one, two) for s in week["sessions"] for w in plan.working(s)]
        held = {w.row["need"] for w in works}
        for need in REGULAR:
            if need not in held and _doable(plan, need):
                yield f"coach: no {need} in the two weeks from {one['start']}"
        legs = [w for w in works if w.is_legs]
        if legs and not any(w.row["laterality"] != "bilateral" for w in legs):
            yield f"coach: everything on two legs in the two weeks from {one['start']}"
        if not legs:
            yield f"coach: no legs at all in the two weeks from {one['start']}"


def sessions(plan: Outsider) -> Iterator[str]:
    """Yield crowded sessions, sessions of planks, short rests, rivals paired, a wrong order."""
    for session in plan.sessions:
        where, works = f"coach: {session['id']}", plan.working(session)
        if len(works) > max(2, session["minutes_budget"] / MINUTES_EACH):
            yield f"{where}: {len(works)} exercises in {session['minutes_budget']:g} min"
        trunk = [w for w in works if w.row["need"] == "trunk"]
        if len(works) > 2 and len(trunk) > len(works) / 2:
            yield f"{where}: {len(trunk)} of {len(works)} exercises are for the trunk"
        yield from _twins(where, works)
        half = session["minutes_budget"] / 2
        if session["minutes_planned"] < half and session["minutes_budget"] >= 20 and not works:
            yield f"{where}: {session['minutes_planned']:g} of {session['minutes_budget']:g} min"
        for block in session["blocks"]:
            yield from _block(plan, session, block)
        yield from _order(where, works)
        strong = (
            plan.athlete["athlete"]["lifting_experience"] == "advanced"
            and "barbell" in plan.places.get(session["place"], {}).get("equipment", [])
            and not plan.pains
        )
        for work in works:
            idle = max((one.get("rir") or 0 for one in work.sets), default=0)
            if idle > MOST_RESERVE:
                yield f"{where}: {work.id} with {idle:g} in reserve is no training"
            body = all(one.get("load_kg") is None for one in work.sets)
            many = max((one.get("reps", 0) for one in work.sets), default=0)
            knees = work.row["need"] == "legs-knee" and work.row["laterality"] == "bilateral"
            if strong and knees and body and many >= MANY_REPS:
                yield f"{where}: {many} x {work.id} with body mass alone"


def _twins(where: str, works: list[Work]) -> Iterator[str]:
    """Yield near-twins in one session: two raises of a kind, three squats."""
    by_need: dict[str, list[str]] = {}
    for work in works:
        by_need.setdefault(work.row["need"], []).append(work.id)
    for need, names in by_need.items():
        many = need in ONE_IS_ENOUGH and len(names) > 1
        if many or (need in THREE_ARE_MANY and len(names) > 2):
            yield f"{where}: twins for {need}: {', '.join(names)}"


def _order(where: str, works: list[Work]) -> Iterator[str]:
    power = [w.order for w in works if w.row["need"] == "power" and w.row["impact"] > 1]
    heavy = [
        w.order for w in works if w.is_legs and not w.row["impact"]
        and any(is_loaded_heavily(one) for one in w.sets)
    ]  # fmt: skip
    if power and heavy and max(power) > min(heavy):
        yield f"{where}: jumps after heavy legs"
    main = [w.order for w in works if w.row["need"] in {"legs-knee", "legs-hip"}]
    single = [w.order for w in works if w.row["need"] == "trunk" and w.block["kind"] == "single"]
    if main and single and min(single) < min(main):
        yield f"{where}: trunk before the legs"


def _block(plan: Outsider, session: Document, block: Document) -> Iterator[str]:
    works = [w for w in plan.working(session) if w.block is block]
    where = f"coach: {session['id']}"
    heavy = [w for w in works if w.is_legs and any(is_loaded_heavily(one) for one in w.sets)]
    if len(heavy) > 1:
        yield f"{where}: two heavy leg exercises paired ({', '.join(w.id for w in heavy)})"
    for work in works:
        between = 0.0
        for other in works:
            if other is not work and other.sets:
                one = other.sets[0]
                between += one["rest_seconds"] + one.get("seconds", one.get("reps", 0) * 2)
        for one in work.sets:
            rest = one["rest_seconds"] + between
            if is_loaded_heavily(one) and rest < REST_AFTER_HEAVY:
                yield f"{where}: {rest:g} s until {work.id} comes again, which is heavy"


def menus(plan: Outsider) -> Iterator[str]:
    """Yield a new menu in the middle of a block, one menu for ever, short weeks without legs.

    Where a week is too short for all of it, what it holds takes turns over two weeks: such a week
    is held against the one before or its partner, two before; legs and calves come in each.
    """
    block: list[tuple[Document, frozenset[str]]] = []
    every: list[frozenset[str]] = []
    for week in plan.plan["weeks"]:
        works = [w for s in week["sessions"] for w in plan.working(s)]
        names = frozenset(w.id for w in works)
        if not names or week["phase"] not in BUILDING:
            block = []
            continue
        every.append(names)
        if block and (block[-1][0]["phase"], block[-1][0]["light"]) != (week["phase"], False):
            block = []
        if not week["light"]:
            yield from _menu(week, names, block)
            yield from _every_week(plan, week, {w.row["need"] for w in works})
        block.append((week, names))
    if len(every) > LONG and len(set(every)) == 1:
        yield f"coach: one menu for {len(every)} weeks"


def main_lifts(plan: Outsider) -> Iterator[str]:
    """Yield squats and hinges with a bar that change from week to week, and legs that hold still.

    A lift that was there in one of the two weeks before is the same lift; one that came after
    eight weeks of another, or after a week without any, is no change. Five minutes may be held.
    """
    before: dict[str, list[frozenset[str]]] = {need: [] for need in PATTERNS}
    for week in plan.plan["weeks"]:
        works = [w for s in week["sessions"] for w in plan.working(s)]
        legs = [w for w in works if w.row["need"].startswith(("legs", "calf"))]
        held = [w for w in legs if w.row["family"] == "isometric-tendon"]
        still = len(held) * 2 > len(legs) and _minutes(week) >= CALF_MINUTES
        if week["phase"] in BUILDING and still and not plan.pains:
            yield (
                f"coach: {len(held)} of {len(legs)} exercises for the legs are held still "
                f"({week['start']})"
            )
        lifts = {w.id: w.row["need"] for w in works if _is_main(w)}
        for need, called in PATTERNS.items():
            now = frozenset(name for name, of in lifts.items() if of == need)
            known = frozenset(name for names in before[need][-2:] for name in names)
            long = any(before[need]) and _longest(before[need]) >= STAYS_WEEKS
            if week["phase"] not in BUILDING or plan.pains or plan.athlete.get("limits"):
                before[need] = []
                continue
            if now and known and not now & known and not long:
                yield (
                    f"coach: another {called} in the week of {week['start']}: "
                    f"{', '.join(sorted(now))} for {', '.join(sorted(known))}"
                )
            before[need].append(now)


def _longest(weeks: list[frozenset[str]]) -> int:
    """Return for how many weeks in a row up to the last one lift was there."""
    common = weeks[-1]
    found = 0
    for week in reversed(weeks):
        common &= week
        if not common:
            break
        found += 1
    return found


def _is_main(work: Work) -> bool:
    row = work.row
    both = row["laterality"] == "bilateral"
    return row["need"] in PATTERNS and both and row["implement"] == "barbell"


def _minutes(week: Document) -> float:
    return sum(float(session["minutes_budget"]) for session in week["sessions"])


def _menu(
    week: Document, names: frozenset[str], block: list[tuple[Document, frozenset[str]]]
) -> Iterator[str]:
    """Yield a menu that is kept neither from the week before nor, in turns, from two before."""
    takes_turns = _minutes(week) <= TURNS_MINUTES
    held = block[-2:] if takes_turns else block[-1:]
    if len(held) < (2 if takes_turns else 1):
        return
    if len(held[-1][0]["sessions"]) != len(week["sessions"]):
        return
    shared = max(len(names & had) / min(len(names), len(had)) for _, had in held)
    if shared < SAME_SHARE:
        yield f"coach: {shared:.0%} of the menu is kept into the week of {week['start']}"


def _every_week(plan: Outsider, week: Document, needs: set[str]) -> Iterator[str]:
    """Yield the legs and calves that a short week lacks, where nothing stands against them."""
    if (
        not CALF_MINUTES <= _minutes(week) <= TURNS_MINUTES
        or plan.pains
        or plan.athlete.get("limits")
    ):
        return
    for what, wanted in EVERY_WEEK.items():
        if not needs & wanted and any(_doable(plan, need) for need in wanted):
            yield f"coach: no {what} in the short week of {week['start']}"
