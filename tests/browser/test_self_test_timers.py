"""Metronome and stopwatch of the self-tests keep time by the audio clock; the clocks are ours."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ironstride.body.assess import score_of
from ironstride.catalogue.self_tests import self_tests
from ironstride.domain.assessment import TestUnit
from ironstride.domain.body_region import Side
from ironstride.services.measures import IMPERIAL, METRIC
from ironstride.services.outbox import result_of
from ironstride.services.self_tests import check_result
from ironstride.services.test_values import shown_unit, typed_value
from ironstride.web.pages.tests.document import document_of, sides_of
from ironstride.web.shelf import Runner
from tests.browser.pictures import Served, context_of

WORLD = """
  const time = await import('/static/js/tests/time.js');
  const tempo = await import('/static/js/tests/metronome.js');
  const world = { wall: 1000, audio: { currentTime: 5, state: 'running' } };
  const pass = (seconds, drift = 0) => {
    world.wall += seconds;
    if (world.audio?.state === 'running') world.audio.currentTime += seconds * (1 + drift);
  };
  const line = time.timeline(() => world.audio, () => world.wall);
  const heard = [];
  const beats = [];
  const taken = [];
  const made = (options = {}) => tempo.metronome({
    bpm: 60, beatsPerRep: 2, time: line, hidden: () => false,
    sound: (at, isFirst) => { heard.push([at, isFirst]); return () => taken.push(at); },
    beat: (number) => beats.push(number),
    ...options,
  });
  // Looks as often as a timer does, which is late by as much as `jitter` each time.
  const run = (metronome, seconds, every = 0.025, drift = 0) => {
    for (let t = 0; t < seconds - 1e-9; t += every) { pass(every, drift); metronome.look(); }
  };
"""


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Return a page of ours that can load our modules."""
    context = context_of(browser)
    made = context.new_page()
    made.goto(f"{served.address}/more")
    yield made
    context.close()


def told(page: Page, script: str) -> Any:  # noqa: ANN401  whatever the script returns
    return page.evaluate(f"async () => {{ {WORLD} {{ {script} }} }}")


def test_a_hundred_beats_lie_a_second_apart_however_late_the_timer_looks(page: Page) -> None:
    heard = told(page, "const m = made(); m.start(1000.5); run(m, 100, 0.0371); return heard;")
    moments = [at for at, _ in heard]
    assert len(moments) == 100
    assert moments == pytest.approx([5.5 + n for n in range(100)], abs=1e-6)
    assert [is_first for _, is_first in heard[:4]] == [True, False, True, False]


def test_every_beat_is_handed_over_before_it_is_due(page: Page) -> None:
    late = told(
        page,
        """const late = [];
        const m = made({ sound: (at) => { late.push(world.audio.currentTime - at); } });
        m.start(1000.5); run(m, 20, 0.09); return late;""",
    )
    assert len(late) == 20
    assert max(late) <= 0


def test_sound_and_sight_go_by_the_audio_clock_where_the_devices_clock_runs_otherwise(
    page: Page,
) -> None:
    seen, audio = told(
        page,
        """const m = made(); m.start(1000.5); run(m, 60, 0.025, 0.001);
        return [m.beats, world.audio.currentTime];""",
    )
    assert audio == pytest.approx(65.06)
    assert seen == 60  # the last one at 59.5 s of the audio clock after the start


def test_after_a_lock_no_burst_of_missed_beats_sounds_and_the_count_goes_on(page: Page) -> None:
    heard, beats, count = told(
        page,
        """const m = made(); m.start(1000.5); run(m, 5);
        world.audio.state = 'suspended'; world.wall += 20;
        world.audio.state = 'running';
        const before = heard.length; run(m, 5);
        return [heard.slice(before), beats, m.beats];""",
    )
    assert len(heard) in {4, 5, 6}
    gaps = [after[0] - before[0] for before, after in itertools.pairwise(heard)]
    assert gaps == pytest.approx([1.0] * len(gaps), abs=0.01)
    assert beats[-1] == count == 30


def test_a_sound_card_that_falls_behind_loses_no_beat(page: Page) -> None:
    heard, beats = told(
        page,
        """const m = made(); m.start(1000.5); run(m, 60, 0.025, -0.05);
        return [heard.length, beats.length];""",
    )
    assert beats == 60
    assert heard == 60


def test_a_hidden_page_hands_over_beats_for_more_than_a_second(page: Page) -> None:
    heard = told(
        page,
        "const m = made({ hidden: () => true }); m.start(1000.5); run(m, 10, 1.0); return heard;",
    )
    assert [at for at, _ in heard[:10]] == pytest.approx([5.5 + n for n in range(10)])


def test_stopping_takes_back_what_has_not_sounded_yet(page: Page) -> None:
    taken, beats = told(
        page,
        """const m = made({ hidden: () => true }); m.start(1000.5); run(m, 1.0); m.stop();
        const before = beats.length; run(m, 3); return [taken, beats.length - before];""",
    )
    assert len(taken) >= 1
    assert beats == 0


def test_without_sound_the_beats_are_counted_all_the_same(page: Page) -> None:
    heard, beats, reps = told(
        page,
        """world.audio = null; const m = made(); m.start(1000.5); run(m, 10);
        return [heard.length, beats.length, tempo.repsBy(1000.5, 60, 2, line.now())];""",
    )
    assert (heard, beats, reps) == (0, 10, 4)


@pytest.mark.parametrize(
    ("after", "beats", "reps"),
    [(-0.1, 0, 0), (0, 1, 0), (0.99, 1, 0), (1, 2, 0), (1.99, 2, 0), (2, 3, 1), (60, 61, 30)],
)
def test_a_raise_is_one_beat_up_and_one_down_and_counts_when_it_is_down(
    page: Page, after: float, beats: int, reps: int
) -> None:
    found = told(
        page,
        f"const now = 1000 + {after};"
        "return [tempo.beatsBy(1000, 60, now), tempo.repsBy(1000, 60, 2, now),"
        " [1, 2, 3].map((beat) => tempo.wordOf(['up', 'down'], beat))];",
    )
    assert found == [beats, reps, ["up", "down", "up"]]


def test_after_a_reload_the_metronome_goes_on_where_it_would_be(page: Page) -> None:
    heard, count = told(
        page,
        """const first = made(); first.start(1000.5); run(first, 7.2); first.stop();
        heard.length = 0;
        pass(4); const m = made(); m.start(1000.5); run(m, 3); return [heard, m.beats];""",
    )
    assert [at for at, _ in heard] == pytest.approx([16.5, 17.5, 18.5])
    assert [is_first for _, is_first in heard] == [False, True, False]
    assert count == 14


def test_a_stopwatch_is_moments_so_that_a_reload_loses_nothing(page: Page) -> None:
    script = """
      const run = JSON.parse(JSON.stringify(time.begin(1000, { ready: 5, cap: 45 })));
      const at = (now) => [time.phase(run, now), time.held(run, now), time.untilBegin(run, now)];
      return [at(1000), at(1004.9), at(1005), at(1030.5), at(1049.9), at(1050), at(5000)];
    """
    assert told(page, script) == [
        ["ready", 0, 5],
        ["ready", 0, pytest.approx(0.1)],
        ["running", 0, 0],
        ["running", 25.5, 0],
        ["running", pytest.approx(44.9), 0],
        ["over", 45, 0],
        ["over", 45, 0],
    ]


def test_what_was_stopped_stays_as_it_was(page: Page) -> None:
    script = """
      const run = time.stopped(time.begin(1000, { ready: 5 }), 1017.3);
      return [time.phase(run, 1900), time.held(run, 1900), time.isForgotten(run, 99999)];
    """
    assert told(page, script) == ["over", pytest.approx(12.3), False]


def test_stopping_before_it_began_tells_nothing(page: Page) -> None:
    script = "return time.held(time.stopped(time.begin(1000, { ready: 5 }), 1003), 1100);"
    assert told(page, script) == 0


@pytest.mark.parametrize(("cap", "after", "forgotten"), [("null", 900, False), ("null", 901, True)])
def test_a_stopwatch_that_nobody_stopped_is_forgotten_after_a_quarter_of_an_hour(
    page: Page, cap: str, after: float, *, forgotten: bool
) -> None:
    script = f"return time.isForgotten(time.begin(1000, {{ cap: {cap} }}), 1000 + {after});"
    assert told(page, script) is forgotten


def test_the_keys_write_a_number(page: Page) -> None:
    script = """
      const { typed, numberOf, stepped } = await import('/static/js/tests/keypad.js');
      const all = (keys, decimals) => keys.reduce((t, k) => typed(t, k, { decimals }), '');
      return [all([...'27'], 0), all([...'9.55'], 1), all(['.', '5'], 1), all([...'1.5'], 0),
        all([...'12', 'back'], 0), all([...'07'], 0), all([...'123456'], 0),
        numberOf('9,5'), numberOf(''), numberOf('-3'), numberOf('1e5'), numberOf('12.'),
        stepped(0, -1, 0), stepped(9.9, 0.1, 1), stepped(null, 1, 0)];
    """
    assert told(page, script) == [
        "27", "9.5", "0.5", "15", "1", "7", "1234", 9.5, None, None, None, 12, 0, 10, 1,
    ]  # fmt: skip


RESULTS = """async (cases) => {
  const { begun, resultsOf, slotsOf } = await import('/static/js/tests/attempt.js');
  return cases.map(({ document, typed }) => {
    const record = begun(document, null, '2026-11-23');
    slotsOf(document).forEach((slot, n) => { record.values[slot.key] = typed[n]; });
    document.items.forEach((_, n) => { record.answers[n] = n % 2 ? 'no' : 'yes'; });
    let ids = 0;
    return resultsOf(document, record, () => `result-${(ids += 1)}`);
  });
}"""


def test_the_screen_scores_trials_and_converts_units_as_the_engine_does(page: Page) -> None:
    cases, wanted = [], []
    for test, measures in itertools.product(self_tests(), (METRIC, IMPERIAL)):
        unit = shown_unit(test, measures)
        document = document_of(test, Side.RIGHT, Runner.OWN, measures)
        count = len(sides_of(test, Side.RIGHT)) * test.trials
        spread = [unit.low + (unit.high - unit.low) * (n + 1) / (count + 1) for n in range(count)]
        whole = test.unit in {TestUnit.REPS, TestUnit.ITEMS}
        typed = [round(value, 0 if whole else unit.decimals) for value in spread]
        cases.append({"document": document, "typed": typed})
        kept = [typed_value(test, f"{value:g}", "value", unit).value for value in typed]
        trials = [value for value in kept if value is not None]
        assert len(trials) == count
        wanted.append((test, [trials[n : n + test.trials] for n in range(0, count, test.trials)]))
    told = page.evaluate(RESULTS, cases)
    for results, (test, sides) in zip(told, wanted, strict=True):
        if test.items:
            (one,) = results
            assert one["value"] + len(one["missed"]) == len(test.items)
            continue
        for one, trials in zip(results, sides, strict=True):
            assert one["value"] == pytest.approx(score_of(test, tuple(trials)))
            assert one["trials"] == pytest.approx(trials)
            sent = result_of({**one, "date": "2026-11-23"})
            assert check_result(sent, today=sent.date) == ()
        assert [one["side"] for one in results] == sides_of(test, Side.RIGHT)
