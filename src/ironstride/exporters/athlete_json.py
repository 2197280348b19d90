"""An athlete as the document of the contract ``ironstride/athlete/1``, as short as it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ironstride.domain.athlete import Illness
from ironstride.domain.clock import clock_text

if TYPE_CHECKING:
    import datetime as dt
    from enum import StrEnum

    from ironstride.domain.athlete import (
        Athlete,
        Availability,
        Away,
        CheckIn,
        Condition,
        Limit,
        Pin,
        Place,
        PlannedRun,
        Profile,
        Race,
        Result,
        Screening,
        SelfTest,
        UsualRun,
        Window,
    )

SCHEMA: Final = "ironstride/athlete/1"
DECIMALS: Final = 6

Object = dict[str, object]


def athlete_document(athlete: Athlete) -> Object:
    """Return the athlete as plain values that the reader turns into an equal athlete."""
    document: Object = {
        "schema": SCHEMA,
        "athlete": _profile(athlete.profile),
        "goals": {goal.value: weight for goal, weight in athlete.goals.items()},
        "places": [_place(place) for place in athlete.places],
        "availability": _availability(athlete.availability),
        "preferences": {
            **_told(like=sorted(athlete.like), dislike=sorted(athlete.dislike)),
            "units": "imperial" if athlete.imperial else "metric",
        },
    }
    if athlete.usual_week is not None:
        document["usual_week"] = [_usual_run(run) for run in athlete.usual_week]
    return document | _told(
        races=[_race(race) for race in athlete.races],
        planned_runs=[_planned_run(run) for run in athlete.planned_runs],
        conditions=[_condition(each) for each in athlete.conditions],
        red_flags=list(athlete.red_flags),
        limits=[_limit(limit) for limit in athlete.limits],
        screening=_screening(athlete.screening),
        tests=[_self_test(test) for test in athlete.tests],
        checkins=[_checkin(checkin) for checkin in athlete.checkins],
        results=[_result(result) for result in athlete.results],
        pins=[_pin(pin) for pin in athlete.pins],
        technique=sorted(athlete.technique),
        rules_off=sorted(athlete.rules_off),
    )


def _told(**values: object) -> Object:
    """Return the values that say something: None, empty texts and empty lists are left out."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and value not in ("", [], {})
    }


def _text(value: StrEnum | dt.date | None) -> str | None:
    return None if value is None else str(value)


def _clock(minute: int | None) -> str | None:
    return None if minute is None else clock_text(minute)


def _profile(profile: Profile) -> Object:
    height = profile.height_m
    return {
        **_told(name=profile.name),
        "birth_year": profile.birth_year,
        "sex": profile.sex.value,
        "body_mass_kg": profile.body_mass_kg,
        **_told(
            height_cm=None if height is None else round(height * 100.0, DECIMALS),
            running_years=profile.running_years,
        ),
        "lifting_experience": profile.lifting_experience.value,
        **_told(
            time_zone=profile.time_zone,
            hr_max_bpm=profile.hr_max_bpm,
            hr_rest_bpm=profile.hr_rest_bpm,
        ),
    }


def _place(place: Place) -> Object:
    return {
        "id": place.id,
        **_told(
            equipment=sorted(place.equipment),
            dumbbells_kg=list(place.dumbbells_kg),
            kettlebells_kg=list(place.kettlebells_kg),
            bars_kg=list(place.bars_kg),
            plates_kg=list(place.plates_kg),
            machine_step_kg=place.machine_step_kg,
            machine_min_kg=place.machine_min_kg,
            machine_max_kg=place.machine_max_kg,
            bands=[
                {"name": band.name, "kg_low": band.kg_low, "kg_high": band.kg_high}
                for band in place.bands
            ],
        ),
    }


def _availability(availability: Availability) -> Object:
    return {
        "sessions_per_week": availability.sessions_per_week,
        "minutes": availability.minutes,
        "micro_minutes": availability.micro_minutes,
        **_told(
            rest_days=[
                day.value for day in sorted(availability.rest_days, key=lambda day: day.weekday)
            ],
            windows=[_window(window) for window in availability.windows],
            away=[_away(away) for away in availability.away],
        ),
    }


def _window(window: Window) -> Object:
    return {
        "day": window.day.value,
        "from": clock_text(window.start_minute),
        "to": clock_text(window.end_minute),
        **_told(place=window.place, minutes=window.minutes),
        "preferred": window.preferred,
    }


def _away(away: Away) -> Object:
    return {"from": str(away.first), "to": str(away.last), **_told(place=away.place)}


def _race(race: Race) -> Object:
    return {
        **_told(name=race.name),
        "date": str(race.date),
        "distance_m": race.distance_m,
        "priority": race.priority.value,
        **_told(goal_seconds=race.goal_seconds),
    }


def _usual_run(run: UsualRun) -> Object:
    return {
        "day": run.day.value,
        "start": clock_text(run.start_minute),
        "kind": run.kind.value,
        "minutes": run.minutes,
        **_told(distance_m=run.distance_m),
    }


def _planned_run(run: PlannedRun) -> Object:
    return {
        "date": str(run.date),
        "start": clock_text(run.start_minute),
        "kind": "rest" if run.kind is None else run.kind.value,
        "minutes": run.minutes,
        **_told(distance_m=run.distance_m),
    }


def _condition(condition: Condition) -> Object:
    return {
        "region": condition.region.value,
        "side": condition.side.value,
        "active": condition.active,
        **_told(
            since=_text(condition.since),
            protocol=condition.protocol,
            pain_during=condition.pain_during,
            pain_after=condition.pain_after,
            pain_next_morning=condition.pain_next_morning,
            stage=condition.stage,
        ),
    }


def _limit(limit: Limit) -> Object:
    return {
        "set_by": limit.set_by,
        **_told(
            set_on=_text(limit.set_on),
            until=_text(limit.until),
            forbid=_text(limit.forbid),
            exercise=limit.exercise,
            region=_text(limit.region),
            side=_text(limit.side),
            max_load_kg=limit.max_load_kg,
            max_contacts=limit.max_contacts,
            require=limit.require,
            max_sessions_per_week=limit.max_sessions_per_week,
            max_percent_1rm=limit.max_percent_1rm,
            note=limit.note,
        ),
    }


def _screening(screening: Screening) -> Object:
    return _told(
        clearance_needed=screening.clearance_needed or None,
        cleared_by=screening.cleared_by,
        systolic_mmhg=screening.systolic_mmhg,
        diastolic_mmhg=screening.diastolic_mmhg,
        pregnant=screening.pregnant or None,
        postpartum_weeks=screening.postpartum_weeks,
    )


def _self_test(test: SelfTest) -> Object:
    return {
        "test": test.test,
        "date": str(test.date),
        **_told(side=_text(test.side)),
        "value": test.value,
    }


def _checkin(checkin: CheckIn) -> Object:
    illness = None if checkin.illness is Illness.NONE else checkin.illness
    return {
        "date": str(checkin.date),
        **_told(
            sleep_hours=checkin.sleep_hours,
            soreness=checkin.soreness,
            fatigue=checkin.fatigue,
            stress=checkin.stress,
            illness=_text(illness),
        ),
    }


def _result(result: Result) -> Object:
    return {
        "date": str(result.date),
        "distance_m": result.distance_m,
        "seconds": result.seconds,
    }


def _pin(pin: Pin) -> Object:
    return {
        "date": str(pin.date),
        **_told(
            start=_clock(pin.start_minute),
            session=pin.session,
            exercise=pin.exercise,
            instead_of=pin.instead_of,
        ),
    }
