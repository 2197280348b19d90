"""Pain, red flags, screening, illness, technique, a professional's limits: the safety of a plan."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

from tests.support.outsider import (
    BONE_REGIONS,
    HEAVY_PERCENT,
    POSTPARTUM_IMPACT_WEEKS,
    UPPER,
    Document,
    Outsider,
    Work,
    contacts,
    date_of,
    is_loaded_heavily,
    percent_of,
)

MOST_CONTACTS: Final = 180
FIRST_CONTACTS: Final = 60
"""RE-32: thirty to sixty contacts to start with; the upper end counts."""
GROWTH_CONTACTS: Final = 1.5
STOP_PAIN, HOLD_PAIN = 5.0, 2.0
ADULT: Final = 18
LEARNING_WEEKS: Final = 2
LOW_IMPACT: Final = 1
FEW_REPS: Final = 5
PRACTISED: Final = 2
"""Sessions before a heavy load or a bigger jump; planned ones count as done (RD-03)."""


def stops(plan: Outsider) -> Iterator[str]:
    """Yield what a plan leaves open where something blocks training."""
    told = {s["flag"] for s in plan.plan["stops"]}
    for flag in plan.athlete.get("red_flags", []):
        blocking = [s for s in plan.plan["stops"] if s["flag"] == flag and s.get("blocks") == "all"]
        if not blocking:
            yield f"stops: {flag} does not block all ({sorted(told)})"
    for stop in plan.plan["stops"]:
        if not stop["sentence"].strip() or not stop["see"].strip():
            yield f"stops: {stop['flag']} says nothing, or not whom to see"
    yield from _all_blocked(plan)
    if plan.bone_questions_open and not any(
        s["flag"] == "RF-03" or s.get("blocks") in {"impact", "all"} for s in plan.plan["stops"]
    ):
        yield "stops: a region that may hide a bone injury hurts, and nothing is asked"
    for region, sore in plan.pains.items():
        if sore > STOP_PAIN and not plan.plan["stops"]:
            yield f"stops: {region} hurts at {sore:g}, and no stop says so"


def _all_blocked(plan: Outsider) -> Iterator[str]:
    blocks = any(s.get("blocks") == "all" for s in plan.plan["stops"])
    if plan.all_blocked is not blocks:
        yield f"stops: all blocked is {blocks}, expected {plan.all_blocked}"
    if plan.all_blocked:
        if plan.sessions:
            yield "stops: there are sessions, though all is blocked"
        if {w["phase"] for w in plan.plan["weeks"]} != {"off"}:
            yield "stops: a week is not off, though all is blocked"
        if plan.plan["analysis"] or plan.plan["proofs"]:
            yield "stops: ledger or proofs, though all is blocked"


def pain(plan: Outsider) -> Iterator[str]:
    """Yield exercises that pain rules out."""
    for session in plan.sessions:
        for work in plan.works(session):
            where = f"{session['id']}: {work.id}"
            for avoid in work.row["avoid_when"]:
                sore = plan.pains.get(avoid["region"])
                if sore is not None and sore > avoid["pain_over"]:
                    yield f"{where} is to be avoided with {avoid['region']} at {sore:g}"
            for region, sore in plan.pains.items():
                grade = work.row["regions_loaded"].get(region, 0)
                if (sore > STOP_PAIN and grade > 1) or (sore > HOLD_PAIN and grade > 2):
                    yield f"{where} loads the {region} ({grade}) at {sore:g}"
            if work.row["impact"] and plan.bone_questions_open:
                yield f"{where} is impact with {sorted(BONE_REGIONS & plan.pains.keys())} sore"


def screening(plan: Outsider) -> Iterator[str]:
    """Yield what goes beyond screening, age and the check-ins."""
    told: Document = plan.athlete.get("screening", {})
    uncleared = told.get("clearance_needed") and not told.get("cleared_by")
    for session in plan.sessions:
        where, date = session["id"], date_of(session["date"])
        heavy = session["heavy_lower"] or any(
            is_loaded_heavily(one) for w in plan.working(session) for one in w.sets
        )
        impact = max((w.row["impact"] for w in plan.works(session)), default=0)
        if uncleared and (heavy or impact):
            yield f"{where}: heavy {heavy}, impact {impact} without the clearance that is needed"
        if told.get("pregnant"):
            if heavy:
                yield f"{where}: heavy work in pregnancy"
            if any(w.row["supine"] or w.row["fall_risk"] for w in plan.works(session)):
                yield f"{where}: on the back or with a risk of falling in pregnancy"
        weeks = told.get("postpartum_weeks", 99) + (date - plan.today).days / 7
        if weeks < POSTPARTUM_IMPACT_WEEKS and impact:
            yield f"{where}: impact {weeks:.1f} weeks after birth"
        if plan.age < ADULT:
            percents = [percent_of(one) or 0 for w in plan.works(session) for one in w.sets]
            if max(percents, default=0) >= HEAVY_PERCENT:
                yield f"{where}: {max(percents):g} % 1RM at {plan.age}"
        yield from _checkin(plan, session, heavy=heavy, impact=impact)
    silent = not plan.plan.get("notes") and not plan.plan["stops"]
    if (uncleared or told.get("pregnant") or plan.age < ADULT) and silent:
        yield "screening: what was answered changes nothing that the plan would say"


def _checkin(plan: Outsider, session: Document, *, heavy: bool, impact: int) -> Iterator[str]:
    where, date = session["id"], date_of(session["date"])
    for checkin in plan.athlete.get("checkins", []):
        same_day = date_of(checkin["date"]) == date
        if not same_day:
            continue
        illness = checkin.get("illness", "none")
        if illness in {"fever", "below-neck"}:
            yield f"{where}: training with {illness}"
        if illness == "above-neck" and (heavy or impact):
            yield f"{where}: heavy or impact with a head cold"
        if checkin.get("soreness", 0) >= 7:
            yield f"{where}: training at soreness {checkin['soreness']}"


def plyometrics(plan: Outsider) -> Iterator[str]:
    """Yield sessions with more contacts than allowed, or far more than what was done before."""
    history: list[tuple[dt.date, int]] = []
    for session in plan.sessions:
        date = date_of(session["date"])
        count = sum(contacts(w) for w in plan.works(session))
        best = max((n for day, n in history if (date - day).days <= 35), default=0)
        first = MOST_CONTACTS / 2 if plan.is_experienced else FIRST_CONTACTS
        cap = min(MOST_CONTACTS, max(first, math.floor(best * GROWTH_CONTACTS)))
        if count > cap:
            yield f"{session['id']}: {count} contacts, {cap:g} at most after {best}"
        history.append((date, count))


def technique(plan: Outsider, *, logged: bool) -> Iterator[str]:
    """Yield what asks for a technique that nobody has confirmed."""
    if plan.is_experienced or logged:
        return
    first = date_of(plan.plan["weeks"][0]["start"])
    done: Counter[str] = Counter()
    for session in plan.sessions:
        week = (date_of(session["date"]) - first).days // 7
        for work in plan.working(session):
            if work.id in plan.technique:
                continue
            before = max((done[e] for e in (work.id, *work.row["easier"])), default=0)
            big = work.row["impact"] > LOW_IMPACT and work.row["need"] == "power"
            if big and before < PRACTISED and not plan.technique & {*work.row["easier"]}:
                yield f"{session['id']}: {work.id} jumps beyond low intensity, unconfirmed"
            for one in work.sets:
                percent = percent_of(one)
                heavy = percent is not None and percent >= HEAVY_PERCENT
                if heavy and done[work.id] < PRACTISED:
                    yield f"{session['id']}: {work.id} at {percent:g} % 1RM, unconfirmed"
                few = one.get("reps", 99) < FEW_REPS and (one.get("rir") or 9) <= HOLD_PAIN
                if week < LEARNING_WEEKS and few:
                    yield (
                        f"{session['id']}: {work.id} {one['reps']} reps near the last "
                        f"in week {week + 1}"
                    )
        done.update({w.id for w in plan.working(session)})


def first_weeks(plan: Outsider, *, logged: bool) -> Iterator[str]:
    """Yield heavy legs in the first two weeks of somebody without a log (RD-01)."""
    if logged:
        return
    first = date_of(plan.plan["weeks"][0]["start"])
    for session in plan.sessions:
        week = (date_of(session["date"]) - first).days // 7
        if week < LEARNING_WEEKS and session["heavy_lower"]:
            yield f"{session['id']}: heavy legs in week {week + 1}"


def limits(plan: Outsider) -> Iterator[str]:
    """Yield what a professional forbids and the plan holds, or wants and it lacks."""
    for session in plan.sessions:
        date = date_of(session["date"])
        for limit in plan.limits_on(date):
            for fault in _limit(plan, session, limit):
                yield f"{session['id']}: {fault}"
    for week in plan.plan["weeks"]:
        for limit in plan.athlete.get("limits", []):
            if "max_sessions_per_week" in limit:
                days = [s for s in week["sessions"] if limit in plan.limits_on(date_of(s["date"]))]
                if len(days) > limit["max_sessions_per_week"]:
                    yield f"week of {week['start']}: {len(days)} sessions, beyond a limit"
    if any(m.get("forbid") == "running" for m in plan.limits_on(plan.today)):
        told = " ".join(plan.plan.get("notes", [])).lower()
        if "run" not in told:
            yield "limits: running is forbidden, and no note says that the runs were removed"


def _limit(plan: Outsider, session: Document, limit: Document) -> Iterator[str]:
    forbid, region = limit.get("forbid"), limit.get("region")
    if forbid == "all" and region is None and "exercise" not in limit:
        yield "all training is forbidden"
    if forbid == "heavy-lower" and session["heavy_lower"]:
        yield "heavy legs are forbidden"
    if "max_contacts" in limit:
        count = sum(contacts(w) for w in plan.works(session))
        if count > limit["max_contacts"]:
            yield f"{count} contacts, {limit['max_contacts']} are allowed"
    if "require" in limit and limit["require"] not in {w.id for w in plan.works(session)}:
        yield f"{limit['require']} is wanted in every session"
    for work in plan.works(session):
        if region is not None and not work.row["regions_loaded"].get(region):
            continue
        if _is_forbidden(work, forbid, limit):
            yield f"{work.id} is forbidden ({forbid})"


def _is_forbidden(work: Work, forbid: str | None, limit: Document) -> bool:
    heavy = any((percent_of(one) or 0) >= HEAVY_PERCENT for one in work.written["sets"])
    named = limit.get("exercise") == work.id
    reached = {
        "exercise": named,
        "impact": bool(work.row["impact"]),
        "running": work.row["pattern"] == "run",
        "end-range": work.row["end_range"],
        "all": named or "region" in limit,
        "heavy-lower": work.is_legs and heavy,
        "heavy-upper": work.row["need"] in UPPER and heavy,
    }
    return forbid is not None and bool(reached[forbid])
