"""Weeks away with little kit are the light ones."""

from __future__ import annotations

import datetime as dt

import numpy as np

from ironstride.domain.plan import Breach, Level, Phase, Strength
from ironstride.planner.facts import Facts
from ironstride.planner.rule import Measured, Rule, Values
from ironstride.planner.season import SeasonModel, SeasonTerms, SeasonView
from ironstride.planner.season_facts import can_load, kit_loads
from ironstride.planner.slots import place_named
from ironstride.units import DAYS_PER_WEEK

BUILDS = (Phase.MAXIMUM_STRENGTH, Phase.POWER)


def _bare(facts: Facts) -> frozenset[dt.date]:
    """Return the Mondays of weeks spent at places that can't load, where the usual ones can."""
    trips = [a for a in facts.athlete.availability.away if a.place is not None]
    if not trips or not kit_loads(facts):
        return frozenset()
    mass = facts.athlete.profile.body_mass_kg
    light = [a for a in trips if a.place and not can_load(place_named(facts, a.place), mass)]
    days = [dt.timedelta(days=d) for d in range(DAYS_PER_WEEK)]
    return frozenset(
        monday
        for monday in facts.weeks
        if all(any(a.first <= monday + d <= a.last for a in light) for d in days)
    )


def _encode(model: SeasonModel, _: Values) -> SeasonTerms:
    bare = _bare(model.facts)
    if not bare:
        return SeasonTerms()
    node = model.none()
    rows = [row for row, monday in enumerate(model.facts.weeks) if monday in bare]
    node[rows] = np.where(model.graph.in_phase(*BUILDS) & ~model.graph.light, 1, 0)
    return SeasonTerms(node=node)


def _measure(view: SeasonView, _: Values) -> Measured:
    facts = view.facts
    mass = facts.athlete.profile.body_mass_kg
    bare = {place.id for place in facts.athlete.places if not can_load(place, mass)}
    breaches = []
    for week in view.weeks:
        if week.light or week.phase not in BUILDS or not kit_loads(facts):
            continue
        gone = sum(
            any(
                a.place in bare and a.first <= week.start + dt.timedelta(days=d) <= a.last
                for a in facts.athlete.availability.away
            )
            for d in range(DAYS_PER_WEEK)
        )
        if gone == DAYS_PER_WEEK:
            breaches.append(
                Breach(
                    where=week.start.isoformat(),
                    sentence="A full week of building, and the place you are at can't load the "
                    "legs.",
                )
            )
    return Measured(amount=len(breaches), breaches=tuple(breaches))


RULE = Rule(
    id="recovery.light_on_the_road",
    level=Level.SEASON,
    strength=Strength.SOFT,
    weight=40,
    unit="weeks",
    evidence=("CT-20", "LP-28", "BR-18"),
    parameters=(),
    title="Weeks at a place with little kit are light ones, or keep what is there.",
    encode=_encode,
    measure=_measure,
    why="Where little can be loaded, an easier week costs least.",
)
