from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from ironstride.domain.run import Channel, Streams
from ironstride.storage.codec import (
    LARGEST_STEP,
    RESOLUTION,
    DamagedBlobError,
    decode,
    encode,
    length_of,
    pack,
    unpack,
)

Column = NDArray[np.float64]

anything = hnp.arrays(
    np.float64, st.integers(0, 200), elements=st.floats(width=64, allow_subnormal=True)
)
single = hnp.arrays(np.float64, st.integers(1, 200), elements=st.floats(width=32))
resolutions = st.sampled_from(sorted({*RESOLUTION.values(), 1e-3, 1.0}))


@given(column=anything | single)
def test_a_column_without_a_resolution_comes_back_exactly(column: Column) -> None:
    np.testing.assert_array_equal(decode(encode(column)), column)


@given(column=anything | single, resolution=resolutions)
def test_a_column_comes_back_within_half_of_its_resolution(
    column: Column, resolution: float
) -> None:
    back = decode(encode(column, resolution))
    assert back.shape == column.shape
    np.testing.assert_array_equal(np.isnan(back), np.isnan(column))
    numbers = column[~np.isnan(column)]
    if numbers.size and not np.abs(numbers).max() / resolution < LARGEST_STEP:
        np.testing.assert_array_equal(back, column)
        return
    # Half a step, and what a float can tell apart at this magnitude.
    slack = resolution / 2 + 4 * np.spacing(np.abs(numbers))
    assert (np.abs(back[~np.isnan(column)] - numbers) <= slack).all()


@given(
    steps=hnp.arrays(np.int64, st.integers(1, 200), elements=st.integers(-(10**9), 10**9)),
    resolution=resolutions,
)
def test_what_lies_on_the_grid_comes_back_to_the_bit(
    steps: NDArray[np.int64], resolution: float
) -> None:
    column = steps / round(1 / resolution)
    np.testing.assert_array_equal(decode(encode(column, resolution)), column)


@given(blob=st.binary(max_size=200))
def test_no_bytes_make_it_return_nonsense(blob: bytes) -> None:
    with pytest.raises(DamagedBlobError):
        decode(blob)


@given(column=hnp.arrays(np.float64, st.integers(1, 50), elements=st.floats(0, 100)))
def test_a_truncated_blob_is_found(column: Column) -> None:
    blob = encode(column, 1e-2)
    for end in (0, 10, len(blob) - 1):
        with pytest.raises(DamagedBlobError):
            decode(blob[:end])


@given(
    length=st.integers(1, 50),
    channels=st.sets(st.sampled_from(Channel)),
    developer=st.dictionaries(st.text(max_size=20), st.floats(), max_size=3),
    is_missing=st.booleans(),
)
def test_streams_come_back_without_columns_that_hold_nothing(
    length: int,
    channels: set[Channel],
    developer: dict[str, float],
    is_missing: bool,  # noqa: FBT001 (drawn by hypothesis)
) -> None:
    value = np.nan if is_missing else 1.0
    streams = Streams(
        time_s=np.arange(length, dtype=np.float64),
        channels={channel: np.full(length, value) for channel in channels},
        developer={name: np.full(length, one) for name, one in developer.items()},
    )
    columns = pack(streams)
    assert length_of(columns[0].blob) == length
    back = unpack(columns)
    assert back is not None
    assert set(back.channels) == (set() if is_missing else channels)
    assert set(back.developer) == {name for name, one in developer.items() if not np.isnan(one)}
    for name, column in back.developer.items():
        np.testing.assert_array_equal(column, streams.developer[name])


def test_no_moments_are_no_streams() -> None:
    assert pack(Streams(time_s=np.array([]), channels={})) == ()
    assert unpack(()) is None


def test_an_hour_of_ten_channels_is_small() -> None:
    random = np.random.default_rng(1)
    walk = np.round(150 + np.cumsum(random.normal(0, 0.3, 3600)))
    assert len(encode(walk, RESOLUTION[Channel.HEART_RATE])) < 1500
    assert len(encode(np.arange(3600.0), 1e-3)) < 150
