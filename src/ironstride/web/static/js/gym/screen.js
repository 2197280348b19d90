// The gym screen: shows one set, takes one tap, writes to this device first, sends when it can.
import { localDate } from "../dates.js";
import { keepPages } from "../offline.js";
import { keep, send } from "../outbox.js";
import { get, put } from "../store.js";
import { finishScreen } from "./finish.js";
import { figurePages, showFigure } from "./figure.js";
import { openHurts, openOff, openSwap, whileOnline } from "./dialogs.js";
import { allowSound, beep, keepAwake, letSleep, minutesText, watchRest } from "./rest.js";
import * as session from "./session.js";
import * as words from "./words.js";

const $ = (id) => document.getElementById(id);
const FORGOTTEN_S = 600; // so long after a rest nobody waits for the next set any more
const AMOUNT_WORDS = {
  reps: ["Fewer repetitions", "More repetitions"],
  seconds: ["Less time", "More time"],
  contacts: ["Fewer contacts", "More contacts"],
  distance_m: ["Less far", "Farther"],
};
const page = JSON.parse($("gym-session").textContent);
const view = { step: null, editing: false, draft: {}, cue: 0, note: "", holdEnd: null, look: null };
let record = null;
let steps = [];
let offersCome = Promise.resolve();

const known = (id) => page.exercises[id] ?? offered(id);
const offered = (id) => record.swaps.find((each) => each.offer.exercise === id)?.offer.known;
// What a set asks for now, wherever it is shown: on its screen, in the list of all, when told.
const asked = (step) =>
  session.adapted(step, steps, record, known(step.exercise), page.constants);
const save = () => put("sessions", record);

async function start() {
  words.sayIn(page.units);
  record = session.join(page, await get("sessions", page.id));
  steps = session.stepsOf(page, record);
  $("plain").hidden = true;
  $("gym").hidden = false;
  for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;
  wire();
  show(session.nextOpen(steps, record));
  view.look = watchRest(() => record.rest?.end ?? null, showRest, restOver);
  if (runs()) void keepAwake();
  void keepPages([
    location.pathname,
    `/why/session/${page.id}`,
    ...figurePages(Object.keys(page.exercises)),
  ]);
  offersCome = whileOnline(page.id, record, save);
}

const runs = () => Boolean(record.startedAt) && !record.finished && $("finish").hidden;

// What is shown

// Says something to who listens instead of looking.
function tell(text) {
  $("said").textContent = text;
}

function restOver() {
  beep();
  tell(view.step ? `Rest is over. ${stepText(view.step)}` : "Rest is over.");
}

function stepText(step) {
  const target = words.targetText(asked(step).target, known(step.exercise));
  return `Next: ${known(step.exercise).name}${words.sideText(step)}, set ${step.number} of ${step.total}, ${target}.`;
}

function show(step, editing = false) {
  const held = document.activeElement;
  view.step = step;
  view.editing = editing;
  view.cue = 0;
  view.holdEnd = null;
  const warmUp = !record.warm && page.warm_up.length > 0 && !editing;
  const over = !warmUp && !step;
  $("warm-up").hidden = !warmUp;
  $("set").hidden = warmUp || !step;
  $("finish").hidden = !over;
  if (warmUp) showWarmUp();
  else if (step) showSet(step);
  if (over) {
    letSleep();
    finishScreen(page, record, { save, keep, hurts: () => hurts(null) });
  }
  showList();
  view.look?.(); // the rest that begins shows with the tap, not a quarter of a second later
  // Who goes by keyboard goes on where the next thing is, not at the top of the page.
  const isLost = held && held !== document.body && !held.checkVisibility();
  if (isLost) $(warmUp ? "warm-up-title" : over ? "finish-title" : "set-name").focus();
}

function showWarmUp() {
  $("warm-list").replaceChildren(
    ...page.warm_up.map((move) => {
      const line = document.createElement("li");
      const work = document.createElement("b");
      work.textContent = move.work;
      const cue = document.createElement("div");
      cue.className = "muted small";
      cue.textContent = move.cue;
      line.append(work, move.name, cue);
      return line;
    }),
  );
}

function showSet(step) {
  const about = known(step.exercise);
  const entry = record.entries[step.key];
  const { target, why } = asked(step);
  const unit = session.amountOf(target);
  view.draft = view.editing && entry
    ? {
        unit,
        value: entry[unit] ?? target[unit],
        load_kg: entry.load_kg ?? 0,
        rir: entry.rir,
        fault: entry.fault ?? null,
      }
    : { unit, value: target[unit], load_kg: target.load_kg ?? 0, rir: target.rir, fault: null };
  $("set-name").textContent = about.name + words.sideText(step);
  const kind = step.kind === "warm-up" ? "lighter set" : "set";
  $("set-count").textContent = `${step.label} · ${kind} ${step.number} of ${step.total}`;
  $("last").textContent = words.lastText(step, about);
  $("target").textContent = words.targetText(target, about);
  $("load-stepper").hidden = !words.hasLoad(target, about);
  $("reserve").hidden = target.rir == null;
  $("hold-row").hidden = unit !== "seconds";
  const lastOfIt = step.kind === "working" && step.number === step.total;
  $("technique-row").hidden = !(about.asks_technique && lastOfIt);
  $("technique").checked = false;
  $("ticks").textContent = about.ticks
    ? "confirmed once; once more opens heavier work"
    : "two confirmed sessions open heavier work";
  $("note").textContent = view.note || why;
  view.note = "";
  $("done").textContent = view.editing ? "Save the correction" : "Done";
  $("skip").hidden = view.editing;
  $("swap").hidden = view.editing;
  $("delete").hidden = !view.editing;
  const [less, more] = AMOUNT_WORDS[unit];
  $("amount-less").setAttribute("aria-label", less);
  $("amount-more").setAttribute("aria-label", more);
  $("why").href = `/why/session/${page.id}#${step.exercise}`;
  $("undo").disabled = !record.actions.length;
  void showFigure($("figure"), step.exercise);
  showCue();
  showDraft();
}

function showCue() {
  const about = known(view.step.exercise);
  const cues = words.cuesFor(about, lastFault(view.step.exercise));
  $("cue").hidden = !cues.length;
  if (cues.length) $("cue").textContent = cues[view.cue % cues.length];
}

// The fault seen last: with this set, in this session, or before it.
function lastFault(exercise) {
  if (view.draft.fault) return view.draft.fault;
  const here = steps
    .filter((step) => step.exercise === exercise && record.entries[step.key]?.fault)
    .map((step) => record.entries[step.key])
    .sort((a, b) => String(a.logged_at).localeCompare(String(b.logged_at)));
  return here.at(-1)?.fault ?? known(exercise).fault;
}

function showDraft() {
  const { unit, value, load_kg: kg, rir } = view.draft;
  const about = known(view.step.exercise);
  $("load").textContent = words.loadText(kg, about);
  $("amount").textContent = words.amountText(value, unit);
  if (unit === "reps") {
    const small = document.createElement("small");
    small.textContent = value === 1 ? " rep" : " reps";
    $("amount").append(small);
  }
  const chosen = rir == null ? null : String(Math.min(4, Math.round(rir)));
  for (const each of document.getElementsByName("reserve")) each.checked = each.value === chosen;
  $("hold").textContent = view.holdEnd ? "Stop here" : `Start ${words.amountText(value, "seconds")}`;
}

function showRest(left) {
  const now = new Date();
  $("clock").textContent = `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
  if (view.holdEnd) showHold();
  $("rest").hidden = left == null || !$("finish").hidden;
  if (left == null) return;
  if (left < -FORGOTTEN_S) letSleep();
  $("rest-clock").textContent = left > 0 ? minutesText(left) : "over";
  $("rest-word").textContent = record.rest.word;
  $("rest").toggleAttribute("data-over", left <= 0);
  const next = view.step;
  $("rest-next").textContent = next ? `next: ${known(next.exercise).name}${words.sideText(next)}` : "";
}

function showHold() {
  const left = (view.holdEnd - Date.now()) / 1000;
  $("amount").textContent = minutesText(left);
  if (left > 0) return;
  view.holdEnd = null;
  beep();
  showDraft();
}

function showList() {
  const done = steps.filter((step) => record.entries[step.key]).length;
  $("progress").textContent = `${done} of ${steps.length}`;
  $("end").hidden = !$("finish").hidden;
  $("set-list").replaceChildren(
    ...steps.map((step) => {
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      const name = document.createElement("span");
      name.textContent = `${step.label} ${known(step.exercise).name}${words.sideText(step)}`;
      const state = document.createElement("span");
      state.className = "state";
      const entry = record.entries[step.key];
      state.textContent = entry
        ? `✓ ${words.doneText(entry, known(step.exercise))}`
        : record.skipped[step.key]
          ? "left out"
          : words.targetText(asked(step).target, known(step.exercise));
      if (step === view.step) button.setAttribute("aria-current", "step");
      button.append(name, state);
      button.addEventListener("click", () => {
        delete record.skipped[step.key];
        show(step, Boolean(entry));
        scrollTo({ top: 0 });
      });
      line.append(button);
      return line;
    }),
  );
}

// What is done

async function done() {
  const step = view.step;
  const before = record.entries[step.key];
  allowSound();
  void keepAwake();
  record.startedAt ??= Date.now();
  const technique = !$("technique-row").hidden && $("technique").checked;
  const entry = {
    id: before?.id ?? crypto.randomUUID(),
    [view.draft.unit]: view.draft.value,
    load_kg: view.draft.load_kg || null,
    rir: $("reserve").hidden ? null : view.draft.rir,
    fault: view.draft.fault,
    band: step.target.band,
    logged_at: before?.logged_at ?? new Date().toISOString(),
  };
  record.entries[step.key] = entry;
  act({ type: before ? "edit" : "log", key: step.key, id: entry.id, before: before ?? null });
  const { limit } = known(step.exercise);
  if (session.isOver(entry.load_kg, limit, page.constants)) {
    view.note = words.overText(entry.load_kg, limit);
  }
  const next = session.nextOpen(steps, record);
  if (!view.editing) startRest(step, next);
  // On the device first: the outbox resolves when it is written, before anything is sent.
  await keep({
    kind: before ? "edit" : "log",
    runner: page.runner,
    set: setOf(step, entry, technique),
  });
  await save();
  const over = view.note ? ` ${view.note}` : "";
  show(next);
  const told = `${before ? "Corrected" : "Logged"}: ${words.doneText(entry, known(step.exercise))}.`;
  tell(`${told}${over} ${next ? stepText(next) : "That was the last set."}`);
  void send();
}

// Deletes the set that is being corrected; its versions stay, and undo brings it back.
async function takeAway() {
  const step = view.step;
  const entry = record.entries[step.key];
  delete record.entries[step.key];
  record.deleted = [...(record.deleted ?? []), entry.id];
  act({ type: "delete", key: step.key, id: entry.id, before: entry });
  await keep({ kind: "delete", runner: page.runner, set: { id: entry.id } });
  await save();
  view.note = "Deleted. Undo brings it back.";
  show(step);
}

function setOf(step, entry, technique) {
  return {
    exercise: step.exercise,
    date: localDate(),
    order: steps.indexOf(step),
    kind: step.kind,
    side: step.side,
    session_id: page.id,
    technique_ok: technique || null,
    ...entry,
  };
}

function act(action) {
  record.actions = [...record.actions, action].slice(-session.MOST_UNDO);
}

function startRest(step, next) {
  const changes = next && next.exercise === step.exercise && next.side !== step.side;
  record.rest =
    next && step.rest > 0
      ? { end: Date.now() + step.rest * 1000, word: changes ? "change sides" : "rest" }
      : null;
}

async function undo() {
  const action = record.actions.pop();
  if (!action) return;
  const step = steps.find((each) => each.key === action.key);
  if (action.type === "skip") delete record.skipped[action.key];
  if (action.type === "log") {
    delete record.entries[action.key];
    record.deleted = [...(record.deleted ?? []), action.id];
    record.rest = null;
    await keep({ kind: "delete", runner: page.runner, set: { id: action.id } });
  }
  if (action.type === "delete") {
    record.entries[action.key] = action.before;
    record.deleted = record.deleted.filter((id) => id !== action.id);
    await keep({ kind: "undo", runner: page.runner, set: { id: action.id } });
  }
  if (action.type === "edit" && step) {
    record.entries[action.key] = action.before;
    const set = setOf(step, action.before, false);
    await keep({ kind: "edit", runner: page.runner, set });
  }
  await save();
  view.note = "Taken back.";
  const isOpen = step && session.isOpen(record, step);
  show(isOpen ? step : session.nextOpen(steps, record), false);
  if ($("set").hidden) tell("Taken back.");
}

async function skip() {
  record.skipped[view.step.key] = true;
  act({ type: "skip", key: view.step.key });
  await save();
  show(session.nextOpen(steps, record));
}

function hurts(step) {
  openHurts(page, step ? known(step.exercise) : null, async (pain) => {
    await keep({
      kind: "pain",
      runner: page.runner,
      pain: { ...pain.report, date: localDate(), exercise: step?.exercise ?? null },
    });
    if (pain.stops && step) {
      for (const each of steps) {
        if (each.exercise === step.exercise && session.isOpen(record, each)) {
          record.skipped[each.key] = true;
        }
      }
      await save();
    }
    view.note = pain.sentence;
    show(session.nextOpen(steps, record));
  });
}

async function swap() {
  const step = view.step;
  const patience = new Promise((resolve) => setTimeout(resolve, 3_000));
  if (!record.offers[step.exercise]) await Promise.race([offersCome, patience]);
  openSwap(record.offers[step.exercise] ?? [], words, async (offer) => {
    record.swaps.push({ old: step.exercise, offer });
    steps = session.stepsOf(page, record);
    await keep({
      kind: "swap",
      runner: page.runner,
      swap: { id: page.id, old: step.exercise, new: offer.exercise },
    });
    await save();
    view.note = `${offer.known.name} instead.`;
    show(session.nextOpen(steps, record));
  });
}

function wire() {
  const step = (change) => () => {
    change();
    showDraft();
  };
  const load = (direction) =>
    step(() => {
      const { loads, limit } = known(view.step.exercise);
      view.draft.load_kg = session.stepLoad(loads, view.draft.load_kg, direction, {
        unit: page.units.kg,
        most: limit?.most_kg ?? null,
        one_load: page.constants.one_load,
      });
    });
  const amount = (direction) =>
    step(() => {
      const by = session.STEPS[view.draft.unit];
      view.draft.value = Math.max(by, view.draft.value + direction * by);
    });
  $("load-less").addEventListener("click", load(-1));
  $("load-more").addEventListener("click", load(1));
  $("amount-less").addEventListener("click", amount(-1));
  $("amount-more").addEventListener("click", amount(1));
  for (const each of document.getElementsByName("reserve")) {
    each.addEventListener("change", () => (view.draft.rir = Number(each.value)));
  }
  $("cue").addEventListener("click", () => {
    view.cue += 1;
    showCue();
  });
  $("done").addEventListener("click", () => void done());
  $("delete").addEventListener("click", () => void takeAway());
  $("undo").addEventListener("click", () => void undo());
  $("skip").addEventListener("click", () => void skip());
  $("swap").addEventListener("click", () => void swap());
  $("hurts").addEventListener("click", () => hurts(view.step));
  $("off").addEventListener("click", () => {
    openOff(known(view.step.exercise).faults, (fault) => {
      view.draft.fault = fault?.sign ?? null;
      view.cue = 0;
      $("note").textContent = fault ? `Said with this set: ${fault.sign.toLowerCase()}.` : "";
      showCue();
    });
  });
  $("hold").addEventListener("click", () => {
    allowSound();
    if (view.holdEnd) {
      const left = Math.max(0, (view.holdEnd - Date.now()) / 1000);
      view.draft.value = Math.max(1, Math.round(view.draft.value - left));
      view.holdEnd = null;
    } else view.holdEnd = Date.now() + view.draft.value * 1000;
    showDraft();
  });
  $("warm-done").addEventListener("click", () => {
    allowSound();
    void keepAwake();
    record.warm = true;
    record.startedAt ??= Date.now();
    void save();
    show(session.nextOpen(steps, record));
  });
  $("rest-more").addEventListener("click", () => {
    if (record.rest) record.rest.end = Math.max(record.rest.end, Date.now()) + 15_000;
    view.look();
    void save();
  });
  $("rest-skip").addEventListener("click", () => {
    record.rest = null;
    $("rest").hidden = true;
    void save();
  });
  $("end").addEventListener("click", () => show(null));
  addEventListener("pagehide", letSleep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && runs()) void keepAwake();
  });
}

start().catch((error) => {
  // Without a store on this device nothing would be safe here: the plain forms stay.
  console.warn("The gym screen can't keep sets on this device:", error);
  $("gym").hidden = true;
  $("plain").hidden = false;
});
