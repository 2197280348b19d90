// The page of a test: one side at a time, the clock, the number, then all of it is kept at once.
import { openHurts } from "../gym/dialogs.js";
import { allowSound, beep, keepAwake, letSleep, minutesText, watchRest } from "../gym/rest.js";
import { localDate } from "../dates.js";
import { keepPages } from "../offline.js";
import { keep, send, waiting } from "../outbox.js";
import { get, put } from "../store.js";
import * as attempt from "./attempt.js";
import { clockOf, freshRun, isForgotten, isSilent, readingOf } from "./clock.js";
import { numberOf, stepped, wirePad } from "./keypad.js";
import * as sounds from "./sound.js";

const $ = (id) => document.getElementById(id);
const page = JSON.parse($("test-page").textContent);
const LONG_WORD = 14;
// Asked of the address: a page kept for offline use is the same within the battery and outside it.
const inBattery = new URLSearchParams(location.search).has("battery");
const view = { slot: null, mode: "before", rest: null, clock: null, sure: false };
let record = null;

const save = () => put("sessions", record);
const timed = () => page.timing.by !== "nothing";
const sideName = (slot) => (slot.side ? `${slot.side[0].toUpperCase()}${slot.side.slice(1)} side` : page.name);
const valueText = (value) => `${Number(value.toFixed(page.unit.decimals))} ${value === 1 ? page.unit.one : page.unit.name}`;

async function start() {
  record = attempt.begun(page, await get("sessions", `test/${page.id}`), localDate());
  $("plain").hidden = true;
  $("do").hidden = false;
  for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;
  for (const link of inBattery ? document.querySelectorAll("a[data-in-battery]") : []) {
    link.href = "/tests/battery";
    link.textContent = link.dataset.inBattery;
  }
  view.clock = clockOf(page, {
    face: page.items.length ? filmFace : face,
    beat: pulse,
    looked: () => ($("quiet").hidden = !isSilent()),
    over: finish,
  });
  set("before");
  wire();
  void keepPages([location.pathname]);
  view.rest = watchRest(() => record.rest?.end ?? null, showRest, beep);
  if (record.results) await handOver();
  else if (record.started) goOn();
}

// Shows where it stood: a clock that runs goes on running.
function goOn() {
  const slot = attempt.slotsOf(page).find((each) => each.key === record.at);
  if (record.run && slot) {
    if (isForgotten(record.run)) {
      record.run = null;
      show(slot);
      note("The clock ran on for more than a quarter of an hour: start again.");
    } else {
      show(slot);
      runOn();
    }
    return;
  }
  show(slot && attempt.isOpen(record, slot) ? slot : attempt.nextOpen(page, record));
}

// What is shown

function tell(text) {
  $("said").textContent = text;
}

function note(text) {
  $("note").textContent = text;
}

function set(mode) {
  view.mode = mode;
  view.sure = false;
  for (const each of document.querySelectorAll("[data-cancel]")) each.textContent = "begin anew";
  for (const each of document.querySelectorAll("[data-mode]")) {
    each.hidden = !each.dataset.mode.split(" ").includes(mode);
  }
  view.rest?.();
  document.body.classList.toggle("testing", mode !== "before");
}

// Shows a side and trial to do; none is left: what was measured.
function show(slot) {
  view.slot = slot;
  note("");
  if (page.items.length) {
    set("items");
    showItems();
    if (record.run) runOn();
    return;
  }
  if (!slot) {
    showSum();
    return;
  }
  record.at = slot.key;
  void save();
  $("slot").textContent = sideName(slot);
  $("trial").textContent = page.trials > 1 ? `trial ${slot.trial} of ${page.trials}` : "";
  if (timed()) showIdle();
  else showEntry(null);
}

function showIdle() {
  set("idle");
  view.clock.idle();
  $("go").focus();
}

function face(figure, word) {
  if ($("dial").textContent !== figure) $("dial").textContent = figure;
  if ($("word").textContent !== word) $("word").textContent = word;
  $("word").classList.toggle("long", word.length > LONG_WORD);
}

// The rest before the other side: told, not asked for.
function showRest(left) {
  const isOpen = left != null && (view.mode === "idle" || view.mode === "entry");
  $("rest-line").hidden = !isOpen;
  if (!isOpen) return;
  $("rest-line").textContent = left > 0 ? `Rest ${minutesText(left)}, then this side.` : "Rested: begin when you are ready.";
}

function showEntry(value, why = "") {
  set("entry");
  $("value").value = value == null ? "" : String(Number(value.toFixed(page.unit.decimals)));
  $("value").dataset.fresh = "yes";
  $("entry-note").textContent = why;
  showKeep();
  $("value").focus({ preventScroll: true });
}

function showKeep() {
  const value = numberOf($("value").value);
  $("keep").textContent = value == null ? "Keep" : `Keep ${valueText(value)}`;
}

function showSum() {
  set("sum");
  const lines = page.sides.map((side) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = side ? `${side[0].toUpperCase()}${side.slice(1)}` : page.name;
    const figure = document.createElement("b");
    const trials = attempt.trialsOf(page, record, side);
    figure.textContent = trials.length ? valueText(attempt.scoreOf(page, trials)) : "not done";
    item.append(name, figure);
    if (trials.length > 1) {
      const all = document.createElement("small");
      all.className = "muted";
      all.textContent = `${page.score === "mean" ? "mean" : "best"} of ${trials.map((one) => Number(one.toFixed(page.unit.decimals))).join(", ")}`;
      item.append(all);
    }
    return item;
  });
  $("sum-list").replaceChildren(...lines);
  const redo = attempt.slotsOf(page).map((slot) => {
    const button = document.createElement("button");
    button.type = "button";
    const trial = page.trials > 1 ? `, trial ${slot.trial}` : "";
    button.textContent = `${sideName(slot)}${trial} again`;
    button.addEventListener("click", () => show(slot)); // what was measured stays until then
    return button;
  });
  $("again").replaceChildren(...redo);
  $("save").disabled = !attempt.hasAny(page, record);
  letSleep();
  $("sum-title").focus();
}

function showItems() {
  for (const each of document.querySelectorAll("input[data-item]")) {
    each.checked = record.answers[each.dataset.item] === each.value;
  }
  $("film-row").hidden = !timed();
  $("items-save").disabled = !attempt.hasAny(page, record);
}

// The clock

function go() {
  allowSound();
  record.rest = null;
  record.run = freshRun(page);
  void save();
  runOn();
}

function runOn() {
  set(page.items.length ? "items" : "running");
  if (!page.items.length) $("halt").focus();
  void keepAwake();
  view.clock.go(record.run);
}

// One beat as it passes: seen and felt, with sound or without.
function pulse(number) {
  sounds.buzz(number % page.timing.beats_per_rep === 1 ? 60 : 30);
  $("pulse").dataset.beat = number % 2 ? "odd" : "even";
}

function filmFace(figure, word) {
  $("film-clock").textContent = `${figure} ${word}`;
}

// The clock was stopped, or its time is over: what it says becomes the number to keep.
function finish() {
  const reading = readingOf(page, record.run);
  endRun();
  void save();
  if (page.items.length) {
    filmFace("Filmed.", "Now look at it, item by item.");
    tell("The minute is over.");
    return;
  }
  if (!reading) {
    show(view.slot);
    note("Stopped before it began: nothing was counted.");
    return;
  }
  showEntry(reading.value, reading.why);
  tell(`${$("value").value} ${page.unit.name}. ${reading.why}`);
}

function endRun() {
  view.clock.stop();
  record.run = null;
}

// What is done

function begin() {
  const asks = $("confirm");
  if (asks && !asks.checked) {
    $("confirm-note").textContent = "Confirm it first: the points above decide whether to do it today.";
    asks.focus();
    return;
  }
  allowSound();
  record.started = true;
  void save();
  show(attempt.nextOpen(page, record));
  scrollTo({ top: 0 });
}

async function keepValue() {
  const value = numberOf($("value").value);
  const fault = attempt.faultOf(page, value);
  if (fault) {
    $("entry-note").textContent = fault;
    $("value").focus();
    return;
  }
  record.values[view.slot.key] = value;
  const next = attempt.nextOpen(page, record);
  const changes = next && next.side !== view.slot.side;
  record.rest = changes && page.rest ? { end: Date.now() + page.rest * 1000 } : null;
  await save();
  tell(`Kept: ${valueText(value)}.`);
  show(next);
}

async function leaveOut() {
  endRun();
  record.left_out[view.slot.key] = true;
  await save();
  show(attempt.nextOpen(page, record));
}

async function stopAll(why = "") {
  endRun();
  for (const slot of attempt.slotsOf(page)) {
    if (attempt.isOpen(record, slot)) record.left_out[slot.key] = true;
  }
  await save();
  if (page.items.length) show(null);
  else showSum();
  note(why);
}

// Begins anew; what was measured is given up with a second tap alone.
async function cancel(button) {
  if (Object.keys({ ...record.values, ...record.answers }).length && !view.sure) {
    view.sure = true;
    button.textContent = "give up what was measured";
    tell("Tap once more to give up what was measured.");
    return;
  }
  endRun();
  letSleep();
  record = attempt.begun(page, null, localDate());
  await save();
  set("before");
  $("do-title").focus();
}

function hurts() {
  const side = document.querySelector(`#hurt-form input[name=side][value=${view.slot?.side ?? "left"}]`);
  if (side) side.checked = true;
  openHurts(page, { regions: page.regions }, async (pain) => {
    await keep({
      kind: "pain",
      runner: page.runner,
      pain: { ...pain.report, date: record.date, exercise: null },
    });
    if (pain.stops) await stopAll(`${pain.sentence} The test ends here; what was measured can be kept.`);
    else note(pain.sentence);
    tell(pain.sentence);
  });
}

// Keeps the results on this device and sends them; the page with what they mean follows.
async function saveAll() {
  // Their ids are kept first: sent twice after a crash, each is stored once.
  record.results ??= attempt.resultsOf(page, record, () => crypto.randomUUID());
  await save();
  for (const test of record.results) {
    await keep({ change: `test-${test.id}`, kind: "test", runner: page.runner, test });
  }
  await handOver();
}

async function handOver() {
  set("kept");
  const sent = await send();
  const left = (await waiting()).filter((each) => each.kind === "test");
  const refused = left.find((each) => each.refused && each.test.test === page.id);
  if (sent && !left.some((each) => each.test.test === page.id)) {
    record.sent = true;
    await save();
    location.assign(`/tests/${page.id}/result${inBattery ? "?battery=1" : ""}`);
    return;
  }
  $("kept-note").textContent = refused
    ? `Kept on this device, not taken: ${refused.refused}`
    : "Kept on this device. What it means shows as soon as it is sent.";
}

function wire() {
  $("begin").addEventListener("click", begin);
  $("go").addEventListener("click", go);
  $("halt").addEventListener("click", finish);
  $("by-hand").addEventListener("click", () => showEntry(null));
  $("keep").addEventListener("click", () => void keepValue());
  $("redo").addEventListener("click", () => (timed() ? showIdle() : showEntry(null)));
  $("leave-out").addEventListener("click", () => void leaveOut());
  for (const each of document.querySelectorAll("[data-hurts]")) each.addEventListener("click", hurts);
  for (const each of document.querySelectorAll("[data-cancel]")) {
    each.addEventListener("click", () => void cancel(each));
  }
  $("save").addEventListener("click", () => void saveAll());
  $("items-save").addEventListener("click", () => void saveAll());
  $("retry").addEventListener("click", () => void handOver());
  $("film").addEventListener("click", go);
  const by = (sign) => () => {
    const value = stepped(numberOf($("value").value), sign * page.unit.step, page.unit.decimals);
    $("value").value = String(value);
    $("value").dataset.fresh = "no";
    showKeep();
  };
  $("less").addEventListener("click", by(-1));
  $("more").addEventListener("click", by(1));
  wirePad($("pad"), $("value"), () => page.unit.decimals, showKeep);
  $("value").addEventListener("keydown", (event) => {
    if (event.key === "Enter") void keepValue();
  });
  for (const each of document.querySelectorAll("input[data-item]")) {
    each.addEventListener("change", () => {
      record.answers[each.dataset.item] = each.value;
      void save();
      showItems();
    });
  }
  $("mute").addEventListener("click", () => {
    const off = $("mute").textContent === "mute";
    $("mute").textContent = off ? "unmute" : "mute";
    sounds.mute(off);
    if (!off) allowSound();
  });
  $("sound-on").addEventListener("click", allowSound);
  addEventListener("pagehide", letSleep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && record.run) {
      void keepAwake();
      view.clock.look();
    }
  });
}

start().catch((error) => {
  // Without a store on this device nothing would be safe here: the plain form stays.
  console.warn("This browser keeps no test on this device:", error);
  $("do").hidden = true;
  $("plain").hidden = false;
});
