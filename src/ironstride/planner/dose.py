"""How an exercise is dosed in a phase: sets, reps or seconds or contacts, effort, rest and load.

The table is the dossier's (§1.3, RD rows); where a figure has no row it says "house".
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from ironstride.domain.athlete import Place
from ironstride.domain.body_region import Region
from ironstride.domain.exercise import Exercise, LoadKind, Method
from ironstride.domain.plan import Phase, PrescribedSet
from ironstride.planner.facts import Facts
from ironstride.planner.history import HEAVY_REPS, HEAVY_RIR
from ironstride.planner.scheme import CALVES as CALVES  # noqa: PLC0414  (what is built asks here)
from ironstride.planner.scheme import MAIN_NEEDS, Scheme, scheme_for
from ironstride.planner.season import SeasonWeek
from ironstride.strength.choice import LoadChoice
from ironstride.strength.e1rm import Basis, estimate
from ironstride.strength.kit import MOST_ON_A_BAR_KG, available_loads, round_down
from ironstride.strength.prescribe import choose_load
from ironstride.strength.reps_curve import percent_1rm

HEAVY_PERCENT: Final = 80.0
"""RE-11: high load is 80 % 1RM and more."""
TRANSITION_SECONDS: Final = 20
"""LP-47: transition within a superset."""
LIGHT_RIR: Final = 1.0
"""LP-28: one to two more reps in reserve in a light week."""
BODY_MASS_SHARE_OF_RANGE: Final = 0.6
HARD_SHARE_OF_RANGE: Final = 0.3
HARD_SKILL: Final = 4
"""House: of what few can do many of (pull-ups, Nordic lowering, squats on one leg) fewer still."""
NO_RESERVE_TOLD: Final = 3.0
"""House: reserve of work that is not taken near its end."""
GUESSED: Final = "A first guess from body mass and experience; your logged sets will set the load."
TOO_EASY: Final = 2.0
POINTLESS: Final = 4.0
"""House: reserve beyond what was asked: from here reps rise, from there a set is none."""
RAMP: Final[tuple[tuple[float, int], ...]] = ((0.5, 5), (0.75, 3))
"""LP-43: light sets of the lift itself warm it up: share of the load, reps (house)."""
RAMP_REST_SECONDS: Final = 45
LOADS: Final = "kit.load_exists"
"""The rule by which loads are rounded down to the kit."""
HALF_KG: Final = 0.5
HALVES_KG: Final = tuple(HALF_KG * step for step in range(1, 301))
BAR_KG: Final = 2.5
HALVING_KG: Final = tuple(HALF_KG / 2 * 2**power for power in range(10))
"""What makes every half kilogram, for those who switch that rule off (house)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One working set as it will be done, and how many may be done.

    Attributes:
        heavy: whether a set counts towards heavy legs (for leg exercises).
        warm_up: ramp sets before the first working set.
        set_seconds: work of one set with both sides and the change between them.
        ramp_seconds: work and rest of the ramp sets.
        usable: False where neither kit nor limits allow what was asked.
    """

    fewest: int
    most: int
    work: PrescribedSet
    rest: int
    paired: int
    heavy: bool
    main: bool
    warm_up: tuple[PrescribedSet, ...]
    set_seconds: float
    ramp_seconds: float
    contacts: int
    usable: bool
    sentence: str
    evidence: tuple[str, ...]


def set_work_seconds(exercise: Exercise, work: PrescribedSet) -> float:
    """Return the seconds one set takes, both sides and the change of side counted (LP-47)."""
    if work.seconds is not None:
        once = work.seconds
    elif work.contacts is not None:
        once = work.contacts / max(1, exercise.contacts_per_rep) * exercise.seconds_per_rep
    elif work.distance_m is not None:
        once = work.distance_m * exercise.seconds_per_rep
    else:
        once = (work.reps or 0) * exercise.seconds_per_rep
    if exercise.is_per_side:
        return 2 * once + exercise.side_change_seconds
    return once


def is_heavy_set(exercise: Exercise, work: PrescribedSet) -> bool:
    """Whether a working set counts towards heavy legs (DESIGN §4)."""
    if not exercise.is_lower or work.reps is None:
        return False
    if work.percent_1rm is not None and work.percent_1rm >= HEAVY_PERCENT:
        return True
    return work.rir is not None and work.rir <= HEAVY_RIR and work.reps <= HEAVY_REPS


def dose_for(
    exercise: Exercise,
    place: Place,
    week: SeasonWeek,
    date: dt.date,
    facts: Facts,
    *,
    heavy: bool,
    practised: bool,
) -> Dose:
    """Return the dose of an exercise in a session: from the phase, the kit and what was lifted.

    Args:
        heavy: whether heavy legs may be done in the session.
        practised: whether the exercise was done in two sessions before, also planned ones: then
            it is loaded by its phase, from a guess where nothing was logged yet.
    """
    # Most days are like any other: no limit of that day, then every week of a phase asks the same.
    alike = not facts.athlete.limits and facts.permissions.on(date) is facts.permissions
    day = None if alike else date
    asked = (exercise.id, place, week.phase, week.light, day, heavy, practised)
    found = facts.doses.get(asked)
    if not isinstance(found, Dose):
        found = _dose(exercise, place, week, date, facts, heavy=heavy, practised=practised)
        facts.doses[asked] = found
    return found


def _dose(
    exercise: Exercise,
    place: Place,
    week: SeasonWeek,
    date: dt.date,
    facts: Facts,
    *,
    heavy: bool,
    practised: bool,
) -> Dose:
    """Return the dose of an exercise, reckoned anew; ``dose_for`` says from what."""
    if not facts.counts(LOADS):
        place = with_every_load(place)
    body = facts.permissions.on(date)
    scheme = scheme_for(exercise, week, facts, heavy=heavy, practised=practised)
    low = exercise.reps[0]
    amount = min(_ceiling(exercise), max(low, scheme.amount))
    if exercise.method is Method.HOLD and body.max_hold_seconds is not None:
        amount = min(amount, int(body.max_hold_seconds))
    rir = scheme.rir
    if rir is not None:
        rir += body.extra_rir + (LIGHT_RIR if week.light else 0.0)
    fewest, most = _sets(scheme, week)
    if body.fewer_sets:
        fewest, most = max(1, fewest - 1), max(1, most - 1)
    most_percent = _most_percent(exercise, facts, date)
    if rir is not None and most_percent is not None:
        # a share that is capped is trained with more repetitions, not with a lighter one of few
        while amount < exercise.reps[1] and percent_1rm(amount + rir) > most_percent:
            amount += 1
    work, choice = _work(
        exercise, place, facts, _Ask(date=date, amount=amount, rir=rir, practised=practised)
    )
    heavy_set = is_heavy_set(exercise, work)
    ramp = _ramp(exercise, place, work) if heavy_set and exercise.need in MAIN_NEEDS else ()
    seconds = set_work_seconds(exercise, work)
    sides = 2 if exercise.is_per_side else 1
    per_set = (
        work.contacts
        if work.contacts is not None
        else ((work.reps or 0) * exercise.contacts_per_rep)
    )
    return Dose(
        fewest=fewest,
        most=most,
        work=work,
        rest=scheme.rest,
        paired=scheme.paired,
        heavy=heavy_set,
        main=heavy_set and exercise.need in MAIN_NEEDS,
        warm_up=ramp,
        set_seconds=seconds,
        ramp_seconds=sum(set_work_seconds(exercise, s) + s.rest_seconds for s in ramp),
        contacts=per_set * sides,
        usable=choice is None or choice.usable,
        sentence="" if choice is None else choice.sentence,
        evidence=scheme.evidence,
    )


def with_every_load(place: Place) -> Place:
    """Return a place that makes every half kilogram, as if no load had to exist."""
    return replace(
        place,
        bars_kg=(BAR_KG,),
        plates_kg=HALVING_KG * 2,
        dumbbells_kg=HALVES_KG * 2,
        kettlebells_kg=HALVES_KG * 2,
        machine_step_kg=HALF_KG,
        machine_min_kg=HALF_KG,
        machine_max_kg=MOST_ON_A_BAR_KG,
    )


def _ceiling(exercise: Exercise) -> int:
    """Return the most reps to ask for: of one's own weight fewer than the range allows (house).

    Nobody knows beforehand how many pull-ups somebody has; what was logged raises it later.
    """
    low, high = exercise.reps
    if exercise.method is Method.STRENGTH and exercise.load_kind is LoadKind.BODY_MASS:
        is_hard = exercise.skill >= HARD_SKILL
        share = HARD_SHARE_OF_RANGE if is_hard else BODY_MASS_SHARE_OF_RANGE
        return round(low + share * (high - low))
    return high


def _sets(scheme: Scheme, week: SeasonWeek) -> tuple[int, int]:
    """Return fewest and most sets; lighter weeks take fewer (LP-28, CT-29)."""
    if week.light or week.phase in {Phase.TAPER, Phase.RACE, Phase.RECOVERY}:
        most = max(1, scheme.most - 2)
        return min(scheme.fewest, most), most
    if week.phase is Phase.MAINTENANCE:
        return 1, max(2, scheme.most - 1)
    return scheme.fewest, scheme.most


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """What a working set is asked to be."""

    date: dt.date
    amount: int
    rir: float | None
    practised: bool


def _work(
    exercise: Exercise, place: Place, facts: Facts, ask: _Ask
) -> tuple[PrescribedSet, LoadChoice | None]:
    """Return one working set and how its load was chosen; None where there is none to choose."""
    match exercise.method:
        case Method.HOLD:
            held = PrescribedSet(rest_seconds=0, seconds=float(ask.amount))
            if exercise.load_kind is not LoadKind.EXTERNAL:
                return held, None
            choice = _load(exercise, place, facts, ask)
            return replace(held, load_kg=choice.load_kg, implements=choice.implements), choice
        case Method.PLYOMETRIC:
            return PrescribedSet(rest_seconds=0, contacts=ask.amount), None
        case Method.DRILL:
            if exercise.contacts_per_rep:
                contacts = ask.amount * exercise.contacts_per_rep
                return PrescribedSet(rest_seconds=0, contacts=contacts), None
            seconds = float(ask.amount) if exercise.is_timed else None
            reps = None if exercise.is_timed else ask.amount
            return PrescribedSet(rest_seconds=0, seconds=seconds, reps=reps), None
        case Method.STRENGTH:
            choice = _load(exercise, place, facts, ask)
            if choice.rir - _asked(ask) > TOO_EASY and ask.amount < exercise.reps[1]:
                # a capped load is trained with more repetitions
                more = min(exercise.reps[1], ask.amount + int(choice.rir - _asked(ask)))
                choice = _load(exercise, place, facts, replace(ask, amount=more))
            if choice.rir - _asked(ask) > POINTLESS:
                choice = replace(choice, usable=False)
            work = PrescribedSet(
                rest_seconds=0,
                reps=choice.reps,
                load_kg=choice.load_kg,
                implements=choice.implements,
                band=choice.band,
                body_mass_share=choice.body_mass_share,
                percent_1rm=choice.percent_1rm,
                rir=choice.rir,
                tempo=exercise.tempo,
            )
            return work, choice


def _asked(ask: _Ask) -> float:
    return NO_RESERVE_TOLD if ask.rir is None else ask.rir


def _most_percent(exercise: Exercise, facts: Facts, date: dt.date) -> float | None:
    """Return the largest share of the maximum that the body or a professional allows, if one."""
    percents = [
        m.max_percent_1rm
        for m in facts.limits_on(date)
        if m.max_percent_1rm is not None and _concerns(exercise, m.exercise, m.region)
    ]
    body = facts.permissions.on(date).max_percent_1rm
    return min([*percents, *([] if body is None else [body])], default=None)


def _load(exercise: Exercise, place: Place, facts: Facts, ask: _Ask) -> LoadChoice:
    """Return the load: from the log, within every limit; a guess for what is only planned yet."""
    lifts = facts.log.recent.get(exercise.id, ())
    kilograms = [
        m.max_load_kg
        for m in facts.limits_on(ask.date)
        if m.max_load_kg is not None and _concerns(exercise, m.exercise, m.region)
    ]
    known = estimate(exercise, lifts, facts.athlete.profile, facts.today)
    guessed = known is not None and known.basis is Basis.PRIOR and ask.practised
    if known is not None and guessed:
        known = replace(known, basis=Basis.LOWER_BOUND)
    choice = choose_load(
        exercise,
        place,
        known,
        ask.amount,
        _asked(ask),
        facts.athlete.profile,
        lifts,
        max_load_kg=min(kilograms, default=None),
        max_percent=_most_percent(exercise, facts, ask.date),
        min_rir=facts.permissions.on(ask.date).min_rir,
    )
    if guessed:
        return replace(choice, sentence=GUESSED)
    return choice


def _concerns(exercise: Exercise, named: str | None, region: Region | None) -> bool:
    """Whether a limit on an exercise or region reaches this exercise."""
    if named is not None:
        return named == exercise.id
    if region is not None:
        return exercise.regions_loaded.get(region, 0) > 0
    return True


def _ramp(exercise: Exercise, place: Place, work: PrescribedSet) -> tuple[PrescribedSet, ...]:
    """Return the ramp sets of a heavy lift, with loads the kit can make; none without kilograms."""
    if work.load_kg is None:
        return ()
    loads = available_loads(place, exercise.implement)
    found: list[PrescribedSet] = []
    for share, reps in RAMP:
        kilograms = round_down(loads, work.load_kg * share)
        if kilograms is None or (found and kilograms == found[-1].load_kg):
            continue
        percent = work.percent_1rm
        found.append(
            PrescribedSet(
                rest_seconds=RAMP_REST_SECONDS,
                reps=reps,
                load_kg=kilograms,
                implements=work.implements,
                percent_1rm=None
                if percent is None
                else round(percent * kilograms / work.load_kg, 1),
                tempo=exercise.tempo,
                kind="warm-up",
            )
        )
    return tuple(found)
