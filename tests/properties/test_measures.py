"""A load typed in pounds comes back as it was typed, whatever it was kept as on the way."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.domain.athlete import Place
from ironstride.domain.exercise import Implement
from ironstride.services.measures import IMPERIAL, METRIC, Measures
from ironstride.strength.kit import TOLERANCE_KG, available_loads
from ironstride.units import KG_PER_LB

both = st.sampled_from((METRIC, IMPERIAL))
hundredths = st.integers(0, 100_000).map(lambda n: round(n / 100, 2))
quarters = st.integers(1, 2_000).map(lambda n: n / 4)
kilograms = st.floats(0, 500, allow_nan=False)


@given(both, hundredths)
def test_a_figure_typed_with_two_decimals_reads_the_same_again(
    measures: Measures, typed: float
) -> None:
    kept = measures.kilograms(typed)
    for _ in range(3):
        assert measures.mass_value(kept) == typed
        kept = measures.kilograms(measures.mass_value(kept))


@given(quarters)
def test_pounds_kept_to_the_gram_read_as_they_are_marked(pounds: float) -> None:
    assert IMPERIAL.mass_value(round(pounds * KG_PER_LB, 3)) == pounds


@given(both, kilograms)
def test_what_is_shown_and_sent_back_unchanged_changes_nothing(
    measures: Measures, kept: float
) -> None:
    shown = measures.mass_value(kept)
    assert measures.kilograms_meant(shown, (kept,)) == kept
    assert abs(shown - kept / (KG_PER_LB if measures.imperial else 1)) <= 0.05 + 1e-9


@given(both, kilograms, st.lists(kilograms, max_size=5))
def test_a_figure_means_a_load_that_reads_so_or_itself(
    measures: Measures, typed: float, loads: list[float]
) -> None:
    meant = measures.kilograms_meant(typed, loads)
    assert meant == measures.kilograms(typed) or measures.mass_value(meant) == typed


@given(
    st.lists(st.sampled_from((1.25, 2.5, 5.0, 10.0, 25.0, 35.0, 45.0)), max_size=8),
    st.sampled_from((15.0, 35.0, 45.0)),
    st.sampled_from((3, 12)),
)
def test_a_bar_in_pounds_steps_by_pairs_of_its_plates(
    plates: list[float], bar: float, decimals: int
) -> None:
    def kept(pounds: float) -> float:
        return round(pounds * KG_PER_LB, decimals)

    place = Place(
        id="home",
        bars_kg=(kept(bar),),
        plates_kg=tuple(kept(plate) for plate in plates for _ in range(2)),
    )
    sums = {0.0}
    for plate in plates:
        sums |= {each + 2 * plate for each in sums}
    marked = sorted(bar + each for each in sums)
    loads = available_loads(place, Implement.BARBELL)
    assert [IMPERIAL.mass_value(load) for load in loads] == marked
    assert all(after - before > TOLERANCE_KG for before, after in pairwise(loads))


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Squat with 61.235 kg instead of 40.8233 kg.", "Squat with 135 lb instead of 90 lb."),
        ("From 8 km in 42 min on 3 May.", "From 5.0 mi in 42 min on 3 May."),
        ("your 10 km race is on Sunday", "your 10 km race is on Sunday"),
        ("your 8 km race is on Sunday", "your 5.0 mi race is on Sunday"),
        ("20 m climbed per km, and 5 % hard", "106 ft climbed per mi, and 5 % hard"),
        ("at least 12 km/h", "at least 7.5 mph"),
        ("a seat 45 cm high", "a seat 17.7 in high"),
        ("typical is 9 to 13 cm, 2 or 3 cm apart", "typical is 3.5 to 5.1 in, 0.8 or 1.2 in apart"),
        ("5 to cm, a 60-cm box, 12 cm/s", "5 to cm, a 60-cm box, 12 cm/s"),
        ("3 kgs, 5 km2, v1.2 kg, 4:30 min, 40 %", "3 kgs, 5 km2, v1.2 kg, 4:30 min, 40 %"),
    ],
)  # fmt: skip
def test_a_sentence_of_the_core_is_said_in_pounds_miles_and_inches(
    sentence: str, said: str
) -> None:
    assert IMPERIAL.said(sentence) == said
    assert METRIC.said(sentence) == sentence


@given(both, st.floats(1, 300_000, allow_nan=False))
def test_distances_name_their_unit(measures: Measures, metres: float) -> None:
    assert measures.distance(metres).endswith((" km", " mi"))
    assert measures.race(metres).endswith((" km", " mi", "marathon"))
