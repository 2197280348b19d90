"""Whatever is logged and asked: loads exist, stay within limits, and estimates behave."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ironstride.domain.athlete import LiftingExperience, Place, Profile
from ironstride.domain.exercise import Exercise, Implement, LoadKind, Need
from ironstride.domain.performance import LoggedSet
from ironstride.domain.plan import PrescribedSet
from ironstride.strength.asking import RAISE_LOWER, RAISE_UPPER
from ironstride.strength.e1rm import Basis, estimate
from ironstride.strength.exposures import OPEN_RESERVE, body_kg
from ironstride.strength.kit import available_loads
from ironstride.strength.next_set import next_set
from ironstride.strength.prescribe import choose_load
from ironstride.strength.reps_curve import percent_1rm, reps_at_percent
from tests.support.lifts import TODAY, exercise, logged

weights = st.integers(1, 160).map(lambda n: n / 4)
places = st.builds(
    Place,
    id=st.just("p"),
    dumbbells_kg=st.lists(weights, max_size=8).map(tuple),
    kettlebells_kg=st.lists(weights, max_size=4).map(tuple),
    bars_kg=st.lists(st.sampled_from((10.0, 15.0, 20.0)), max_size=2).map(tuple),
    plates_kg=st.lists(st.sampled_from((1.25, 2.5, 5.0, 10.0, 20.0)), max_size=10).map(tuple),
    machine_min_kg=st.none() | weights,
    machine_step_kg=st.none() | st.sampled_from((2.5, 5.0, 7.0)),
    machine_max_kg=st.none() | st.integers(20, 120).map(float),
)
exercises = st.builds(
    lambda implement, kind, need, share, prior, low: exercise(
        implement=implement,
        load_kind=kind,
        need=need,
        body_mass_share=share,
        prior=prior,
        reps=(low, low + 8),
    ),
    st.sampled_from([i for i in Implement if i not in {Implement.BAND, Implement.BODY}]),
    st.sampled_from((LoadKind.EXTERNAL, LoadKind.BODY_MASS)),
    st.sampled_from((Need.LEGS_KNEE, Need.LEGS_HIP, Need.UPPER_PUSH)),
    st.none() | st.sampled_from((0.2, 0.64, 0.85)),
    st.none() | st.sampled_from((0.2, 0.6)),
    st.integers(3, 10),
)
sets = st.lists(
    st.builds(
        logged,
        st.integers(0, 120),
        st.none() | weights,
        st.integers(1, 20),
        st.none() | st.sampled_from((0.0, 1.0, 2.0, 2.5, 4.0, 6.0)),
        order=st.integers(0, 3),
    ),
    max_size=6,
).map(tuple)
profiles = st.builds(
    Profile,
    birth_year=st.integers(1940, 2010),
    body_mass_kg=st.floats(40, 110),
    lifting_experience=st.sampled_from(LiftingExperience),
)
limits = st.none() | st.floats(1, 150)


@given(
    of=exercises,
    place=places,
    profile=profiles,
    done=sets,
    reps=st.integers(3, 15),
    rir=st.sampled_from((1.0, 2.0, 3.0, 4.0)),
    most=limits,
    percent=st.none() | st.floats(20, 100),
    light=st.booleans(),
)
def test_a_load_always_exists_in_the_kit_and_never_passes_a_limit(  # noqa: PLR0913, PLR0917 (what varies)
    of: Exercise,
    place: Place,
    profile: Profile,
    done: tuple[LoggedSet, ...],
    reps: int,
    rir: float,
    most: float | None,
    percent: float | None,
    light: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    known = estimate(of, done, profile, TODAY)
    choice = choose_load(of, place, known, reps, rir, profile, done, most, percent, light=light)
    assert choice.reps >= 1
    assert choice.rir >= rir
    assert choice.sentence
    assert choice.evidence
    if choice.load_kg is None:
        assert choice.implements is None
        return
    assert choice.usable
    assert choice.load_kg in available_loads(place, of.implement)
    assert choice.load_kg <= (most or 1e9) + 1e-6
    if percent is not None and known is not None and known.basis is not Basis.PRIOR:
        total = choice.load_kg + body_kg(of, profile)
        assert total <= known.kg * percent / 100 + 1e-5


@given(
    of=exercises,
    place=places,
    profile=profiles,
    done=sets,
    reps=st.integers(3, 15),
    factor=st.floats(0.1, 1.0),
    most=st.floats(1, 150),
)
def test_a_tighter_limit_never_gives_a_heavier_load(
    of: Exercise,
    place: Place,
    profile: Profile,
    done: tuple[LoggedSet, ...],
    reps: int,
    factor: float,
    most: float,
) -> None:
    known = estimate(of, done, profile, TODAY)
    loose = choose_load(of, place, known, reps, 2, profile, done, max_load_kg=most)
    tight = choose_load(of, place, known, reps, 2, profile, done, max_load_kg=most * factor)
    if loose.usable and tight.usable:
        assert (tight.load_kg or 0.0) <= (loose.load_kg or 0.0) + 1e-6


@given(
    of=exercises.filter(lambda e: e.load_kind is LoadKind.EXTERNAL),
    place=places,
    profile=profiles,
    load=weights,
    reps=st.integers(3, 15),
    more=st.lists(st.sampled_from((0.0, 1.0, 2.0, 5.0)), min_size=1, max_size=4),
)
def test_a_load_of_the_same_scheme_rises_by_the_cap_or_by_one_step_of_the_kit(
    of: Exercise, place: Place, profile: Profile, load: float, reps: int, more: list[float]
) -> None:
    done = tuple(logged(2 * (len(more) - i), load, reps, 2 + extra) for i, extra in enumerate(more))
    known = estimate(of, done, profile, TODAY)
    choice = choose_load(of, place, known, reps, 2, profile, done)
    if choice.load_kg is None or choice.load_kg <= load:
        return
    cap = RAISE_LOWER if of.is_lower else RAISE_UPPER
    loads = available_loads(place, of.implement)
    above = [kg for kg in loads if kg > load + 1e-6]
    lightest = choice.load_kg == loads[0]
    if choice.rule == "load.ramp":
        assert known is not None
        assert known.basis is Basis.LOWER_BOUND
        cap = 0.25
    assert choice.load_kg <= load * (1 + cap) + 1e-6 or choice.load_kg == above[0] or lightest


@given(
    of=exercises,
    profile=profiles,
    days=st.integers(0, 120),
    load=weights,
    heavier=weights,
    reps=st.integers(1, 12),
    rir=st.sampled_from((None, 0.0, 2.0, 4.0)),
)
def test_more_load_never_shows_a_smaller_maximum(
    of: Exercise,
    profile: Profile,
    days: int,
    load: float,
    heavier: float,
    reps: int,
    rir: float | None,
) -> None:
    low, high = sorted((load, heavier))
    less = estimate(of, (logged(days, low, reps, rir),), profile, TODAY)
    more = estimate(of, (logged(days, high, reps, rir),), profile, TODAY)
    assert less is not None
    assert more is not None
    assert less.kg <= more.kg
    assert less.low <= less.kg <= less.high


@given(of=exercises, profile=profiles, done=sets)
def test_a_maximum_is_never_smaller_for_a_shorter_gap(
    of: Exercise, profile: Profile, done: tuple[LoggedSet, ...]
) -> None:
    now = estimate(of, done, profile, TODAY)
    later = estimate(of, done, profile, TODAY.replace(month=TODAY.month + 2))
    if now is not None and later is not None:
        assert later.kg <= now.kg + 1e-9


@given(reps=st.lists(st.floats(1, 60), min_size=2, max_size=6), like=st.booleans())
def test_the_curve_falls_and_its_inverse_brings_it_back(reps: list[float], like: bool) -> None:  # noqa: FBT001 (a parameter of the test)
    ordered = sorted(reps)
    shares = [percent_1rm(n, like) for n in ordered]
    assert all(a >= b for a, b in pairwise(shares))
    for n, share in zip(ordered, shares, strict=True):
        assert abs(reps_at_percent(share, like) - n) < 1e-6


@given(
    place=places,
    load=weights,
    reps=st.integers(1, 15),
    told=st.none() | st.floats(0, 10),
    did=st.integers(1, 20),
    first=st.booleans(),
    most=limits,
)
def test_the_next_set_is_never_heavier_than_planned_but_in_a_first_session(
    place: Place,
    load: float,
    reps: int,
    told: float | None,
    did: int,
    first: bool,  # noqa: FBT001 (a parameter of the test)
    most: float | None,
) -> None:
    loads = available_loads(place, Implement.DUMBBELL)
    meant = PrescribedSet(rest_seconds=90, reps=reps, rir=2.0, load_kg=load)
    found = next_set(
        meant, logged(0, load, did, told), loads=loads, first_session=first, max_load_kg=most
    )
    assert found.load_kg is not None
    assert found.load_kg == load or found.load_kg in loads
    if found.load_kg > load:
        assert first
        assert found.load_kg <= load * (4 / 3 if (told or 0) >= OPEN_RESERVE else 1.25) + 0.01
        assert most is None or found.load_kg <= most + 1e-6
