from __future__ import annotations

import pytest

from ironstride.running.spikes import HAZARD, SpikeBand, spike


@pytest.mark.parametrize(
    ("metres", "band"),
    [
        (9_000, SpikeBand.NONE),
        (11_000, SpikeBand.NONE),
        (11_001, SpikeBand.SMALL),
        (13_000, SpikeBand.SMALL),
        (13_001, SpikeBand.MODERATE),
        (20_000, SpikeBand.MODERATE),
        (20_001, SpikeBand.LARGE),
    ],
)
def test_bands_are_those_of_the_cohort(metres: float, band: SpikeBand) -> None:
    found = spike(metres, 10_000)
    assert found.band is band
    assert found.is_spike is (metres > 11_000)
    assert HAZARD[band] >= 1.0


@pytest.mark.parametrize(("metres", "before"), [(10_000, None), (10_000, 0.0), (None, 10_000)])
def test_without_history_or_distance_there_is_no_ratio(
    metres: float | None, before: float | None
) -> None:
    found = spike(metres, before)
    assert found.ratio is None
    assert not found.is_spike
