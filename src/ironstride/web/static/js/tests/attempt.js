// A test on this device: which side and trial is open, what was measured. No screen, no network.
export const keyOf = (side, trial) => `${side ?? "both"}/${trial}`;

// Returns what is done in order: all trials of a side, then those of the other; the page says which
// side is first, as it takes turns from one occasion to the next.
export function slotsOf(page) {
  const trials = Array.from({ length: page.trials }, (_, n) => n + 1);
  return page.sides.flatMap((side) =>
    trials.map((trial) => ({ key: keyOf(side, trial), side, trial })),
  );
}

// Returns the record to begin with: one of today and this runner goes on, any other begins anew.
export function begun(page, kept, today) {
  const ours = kept && kept.runner === page.runner && kept.date === today && !kept.sent;
  if (ours) return kept;
  return {
    id: `test/${page.id}`,
    runner: page.runner,
    date: today,
    started: false,
    values: {},
    left_out: {},
    answers: {},
    at: null,
    run: null,
    rest: null,
    results: null,
    sent: false,
  };
}

export const isOpen = (record, slot) =>
  record.values[slot.key] == null && !record.left_out[slot.key];

export const nextOpen = (page, record) =>
  slotsOf(page).find((slot) => isOpen(record, slot)) ?? null;

export const hasAny = (page, record) =>
  page.items.length ? page.items.every((_, n) => record.answers[n]) : Object.keys(record.values).length > 0;

// Returns the values of a side, in the order of its trials.
export const trialsOf = (page, record, side) =>
  slotsOf(page)
    .filter((slot) => slot.side === side && record.values[slot.key] != null)
    .map((slot) => record.values[slot.key]);

// Returns one value for the trials of a side; body/assess.py scores alike, and a test holds the two
// together.
export function scoreOf(page, trials) {
  if (page.score === "mean") return trials.reduce((sum, one) => sum + one, 0) / trials.length;
  return page.better === "less" ? Math.min(...trials) : Math.max(...trials);
}

// Returns what is sent: one result for each side that was done.
export function resultsOf(page, record, makeId) {
  const common = { test: page.id, date: record.date };
  if (page.items.length) {
    const answers = page.items.map((_, n) => record.answers[n]);
    return [
      {
        ...common,
        id: makeId(),
        side: null,
        value: answers.filter((each) => each === "yes").length,
        trials: [],
        missed: answers.flatMap((each, n) => (each === "yes" ? [] : [n])),
      },
    ];
  }
  return page.sides.flatMap((side) => {
    const trials = trialsOf(page, record, side).map((one) => one * page.unit.factor);
    if (!trials.length) return [];
    return [{ ...common, id: makeId(), side, value: scoreOf(page, trials), trials, missed: [] }];
  });
}

// Returns why a number can't be; empty where it can.
export function faultOf(page, value) {
  const { low, high, name } = page.unit;
  if (value == null) return "Enter a number.";
  if (value < low || value > high) return `Between ${low} and ${high} ${name}.`;
  return "";
}
