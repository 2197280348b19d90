// The clock of a test while it runs: beats or seconds, the signals of its start and end, what its
// face shows. It knows no page; the screen gives it a face and hears when its time is over.
import { sound } from "../gym/rest.js";
import { LOOK_MS, beatsBy, metronome, repsBy, wordOf } from "./metronome.js";
import * as sounds from "./sound.js";
import * as time from "./time.js";

const LEAD_BEATS = 4;
const READY_S = 5;
const CUE_AHEAD_S = 1.5;
const line = time.timeline(() => sound());

export const now = () => line.now();
export const isSilent = () => !sound() || sound().state !== "running";

const leadOf = ({ by, bpm }) => (by === "metronome" ? (LEAD_BEATS * 60) / bpm : READY_S);
const capOf = (page) =>
  ({ countdown: page.timing.seconds, stopwatch: page.cap })[page.timing.by] ?? null;

// Returns a run that begins after the time to get ready.
export const freshRun = (page) =>
  time.begin(now(), { ready: leadOf(page.timing), cap: capOf(page) });

export const isForgotten = (run) => time.isForgotten(run, now());

// Returns what a run says when it is stopped now: null before it began, else its number, where it
// has one, and what to say of it.
export function readingOf(page, run) {
  const moment = now();
  if (time.phase(run, moment) === "ready") return null;
  const { by, bpm, beats_per_rep: each } = page.timing;
  if (by === "metronome") {
    const reps = repsBy(run.begins / 1000, bpm, each, moment);
    return { value: reps, why: `The beat counted ${reps}. Take away those that were not full.` };
  }
  if (by === "countdown") return { value: null, why: "Time. How many were full?" };
  const seconds = time.held(run, moment);
  const isFull = page.cap != null && seconds >= page.cap;
  return { value: seconds, why: isFull ? `The full ${page.cap} seconds.` : "" };
}

// `face(figure, word)` shows; `beat(number)` is told of each beat, `looked` of each look; `over` is
// called when the time is over.
export function clockOf(page, { face, beat, looked, over }) {
  const { by, bpm, beats_per_rep: beatsPerRep, seconds, words } = page.timing;
  let run = null;
  let cues = [];
  let timer = null;
  let tempo = null;

  function signal(moment) {
    for (const cue of cues) {
      if (!cue.given && cue.moment < moment + CUE_AHEAD_S) {
        const at = line.heard(cue.moment);
        if (at != null) {
          cue.given = true;
          cue.back = sounds.signal(at);
        }
      }
      if (!cue.felt && cue.moment <= moment) {
        cue.felt = true;
        sounds.buzz([200, 100, 200]);
      }
    }
  }

  // Shows where it stands; returns whether its time is over.
  function show(moment) {
    const at = time.phase(run, moment);
    if (at === "ready") {
      face(String(Math.ceil(time.untilBegin(run, moment) - 1e-6)), "get ready");
      return false;
    }
    if (by === "metronome") {
      const origin = run.begins / 1000;
      const reps = repsBy(origin, bpm, beatsPerRep, moment);
      face(String(reps), wordOf(words, beatsBy(origin, bpm, moment)));
      return page.cap != null && reps >= page.cap;
    }
    if (by === "countdown") {
      face(String(Math.ceil(time.untilCap(run, moment) - 1e-6)), "seconds left");
    } else face(time.clockText(time.held(run, moment)), "seconds");
    return at === "over";
  }

  function look() {
    if (!run) return;
    const moment = now();
    tempo?.look();
    signal(moment);
    looked();
    if (show(moment)) over();
  }

  return {
    look,
    // Goes on with a run, where it would be by now.
    go(on) {
      run = on;
      const begins = run.begins / 1000;
      const moments = by === "metronome" ? [] : [begins, ...(run.cap == null ? [] : [begins + run.cap])];
      const passed = now();
      cues = moments.map((moment) => ({ moment, given: moment < passed, felt: moment < passed }));
      if (by === "metronome") {
        tempo = metronome({ bpm, beatsPerRep, time: line, sound: sounds.click, beat });
        tempo.start(begins - leadOf(page.timing));
      }
      clearInterval(timer);
      timer = setInterval(look, LOOK_MS);
      look();
    },
    stop() {
      run = null;
      clearInterval(timer);
      tempo?.stop();
      tempo = null;
      for (const cue of cues) if (!cue.felt) cue.back?.();
      cues = [];
    },
    // What stands on the face before it starts.
    idle() {
      if (by === "metronome") face("0", `${bpm} beats a minute, ${beatsPerRep} for each ${page.unit.one}`);
      else if (by === "countdown") face(time.clockText(seconds), "seconds");
      else face(time.clockText(0), page.cap ? `stops at ${page.cap} s` : "counts up until you stop it");
    },
  };
}
