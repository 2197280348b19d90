// A session on this device: what is done, what comes next, what was swapped. No screen, no network.
export const AMOUNTS = ["reps", "seconds", "contacts", "distance_m"];
export const STEPS = { reps: 1, seconds: 5, contacts: 2, distance_m: 5 };
export const MOST_UNDO = 5;

export const amountOf = (target) => AMOUNTS.find((name) => target[name] != null) ?? "reps";

// Returns the record to begin with, joined with what this device and the server know already.
// What is on the device counts more: it may not have been sent yet.
export function join(page, kept) {
  const record = kept ?? {
    id: page.id,
    startedAt: null,
    warm: false,
    entries: {},
    skipped: {},
    swaps: [],
    actions: [],
    rest: null,
    finished: null,
    offers: {},
  };
  record.runner = page.runner;
  const deleted = new Set(record.deleted ?? []);
  for (const step of page.steps) {
    if (step.logged && !record.entries[step.key] && !deleted.has(step.logged.id)) {
      record.entries[step.key] = { ...step.logged };
      record.warm = true;
    }
  }
  if (page.logged && !page.logged.skipped && !record.finished) record.finished = page.logged;
  return record;
}

// Returns the steps with the device's swaps in them; those of an exercise that is gone are gone.
export function stepsOf(page, record) {
  let steps = page.steps;
  for (const { old, offer } of record.swaps) steps = swapped(steps, old, offer, record);
  return steps;
}

function swapped(steps, old, offer, record) {
  if (!steps.some((step) => step.exercise === old)) return steps; // the server has it already
  const working = offer.sets.filter((one) => one.kind !== "warm-up");
  const sides = offer.side === "each" ? ["left", "right"] : [null];
  const done = steps.filter((step) => step.exercise === old && record.entries[step.key]);
  const first = steps.findIndex((step) => step.exercise === old && !record.entries[step.key]);
  if (first < 0) return steps;
  const label = steps[first].label;
  const rounds = new Set(done.filter((s) => s.kind === "working").map((s) => s.number)).size;
  const fresh = working.slice(rounds).flatMap((target, index) =>
    sides.map((side, position) => ({
      key: `${offer.exercise}/${side ?? "both"}/working/${index + 1}`,
      label,
      exercise: offer.exercise,
      side,
      kind: "working",
      number: index + 1,
      total: working.length - rounds,
      target,
      rest: position === sides.length - 1 ? target.rest : offer.known.change,
      logged: null,
    })),
  );
  // Each round of the new one takes the place of a round of the old one, so that pairs stay pairs.
  const result = [];
  let round = null;
  for (const step of steps) {
    if (step.exercise !== old || record.entries[step.key]) {
      result.push(step);
      continue;
    }
    if (step.kind !== "working" || step.number === round) continue;
    round = step.number;
    result.push(...fresh.splice(0, sides.length));
  }
  const last = result.map((step) => step.label).lastIndexOf(label);
  result.splice(last + 1, 0, ...fresh);
  return result;
}

export const isOpen = (record, step) => !record.entries[step.key] && !record.skipped[step.key];
export const nextOpen = (steps, record) => steps.find((step) => isOpen(record, step)) ?? null;

// Returns a set's target, adapted to the set before it of the same exercise and side (RM-13), as
// ironstride.strength.next_set does; a test holds the two together.
export function adapted(step, steps, record, known, constants) {
  const before = steps
    .slice(0, steps.indexOf(step))
    .filter((s) => s.exercise === step.exercise && s.side === step.side && s.kind === step.kind)
    .map((s) => [s, record.entries[s.key]])
    .filter(([, entry]) => entry);
  const target = within(step.target, known, constants);
  if (!before.length || step.kind !== "working") return { target, why: "" };
  const [, done] = before[before.length - 1];
  const next = nextSet(target, done, {
    loads: known.loads.filter((load) => load > 0),
    first: known.last == null,
    constants,
  });
  return { ...next, target: within(next.target, known, constants) };
}

// Returns a target within a professional's limit, which may be newer than the plan at hand.
export function within(target, known, c) {
  if (target.load_kg == null || !isOver(target.load_kg, known.limit, c)) return target;
  return { ...target, load_kg: roundDown(known.loads, known.limit.most_kg, c) };
}

export const isOver = (kg, limit, c) => Boolean(limit) && (kg ?? 0) > limit.most_kg + c.one_load;

export function harderBy(target, done, c) {
  if (target.reps == null || done.reps == null) return null;
  const short = target.reps - done.reps;
  if (done.rir == null || target.rir == null || asAsked(target, done, c)) return short;
  // Long, easy sets are told with too little in reserve (LP-16).
  const easy = done.rir >= c.correct_from && done.reps > c.correct_reps;
  return short + target.rir - (done.rir + (easy ? c.correct_by : 0));
}

// Whether as much was left as asked; "4+" where four or more was asked says no more than that.
const asAsked = (target, done, c) =>
  target.rir != null &&
  done.rir != null &&
  (done.rir === target.rir || (done.rir >= c.open_reserve && target.rir >= done.rir));

const roundDown = (loads, kg, c) =>
  loads.filter((load) => load <= kg + c.one_load).at(-1) ?? null;

export function nextSet(target, done, { loads, first, constants: c }) {
  const harder = harderBy(target, done, c);
  if (harder == null) {
    const shorter = target.seconds != null && done.seconds != null && done.seconds < target.seconds;
    if (!shorter) return { target, why: "" };
    const seconds = Math.max(c.least_seconds, done.seconds);
    return { target: { ...target, seconds }, why: `${seconds} s: as long as the last one held` };
  }
  if (harder >= c.harder_a_little) return lighter(target, done, harder, loads, c);
  if (first && done.rir != null && done.load_kg) {
    const load = heavier(target, done, harder, loads, c);
    if (load != null) {
      return { target: { ...target, load_kg: load }, why: "the last set was easy: a little more" };
    }
    // A weight that the ramp came to and that fits is kept.
    if (target.load_kg != null && target.load_kg < done.load_kg) {
      return { target: { ...target, load_kg: done.load_kg }, why: "" };
    }
  }
  return { target, why: "" };
}

function heavier(target, done, harder, loads, c) {
  const open = done.rir >= c.open_reserve;
  if (asAsked(target, done, c) || harder > (open ? 0 : -c.easier)) return null;
  const ramp = harder <= -c.easier_by_far ? c.ramp_by_far : c.ramp;
  const load = roundDown(loads, done.load_kg * ramp, c);
  if (load != null && load > done.load_kg + c.one_load) return load;
  const step = open ? (loads.find((each) => each > done.load_kg + c.one_load) ?? null) : null;
  return step != null && step <= done.load_kg * c.ramp_kit + c.one_load ? step : null;
}

function lighter(target, done, harder, loads, c) {
  const factor = harder >= c.harder ? c.lighter : c.lighter_a_little;
  const used = done.load_kg ?? target.load_kg;
  const load = used ? roundDown(loads, used * factor, c) : null;
  const why = "the last set was harder than meant: a little less";
  if (load != null) {
    const least = target.load_kg == null ? load : Math.min(load, target.load_kg);
    return { target: { ...target, load_kg: least }, why };
  }
  const fewer = harder >= c.harder ? 2 : 1;
  return { target: { ...target, reps: Math.max(1, (target.reps ?? 1) - fewer) }, why };
}

// Returns the load one step up or down of what the kit makes; by whole kilograms or pounds (unit,
// in kilograms) where that is unknown; never up past what a professional allows.
export function stepLoad(loads, kg, direction, { unit = 1, most = null, one_load: one = 0.005 } = {}) {
  if (!loads.length) {
    const next = Math.max(0, (Math.round((kg / unit) * 100) / 100 + direction) * unit);
    return direction > 0 && most != null && next > most ? kg : next;
  }
  const others = loads.filter((load) => (direction > 0 ? load > kg + one : load < kg - one));
  if (!others.length) return kg;
  return direction > 0 ? others[0] : others.at(-1);
}
