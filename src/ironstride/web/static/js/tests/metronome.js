// The metronome: beats by the audio clock, each handed over a little before it is due.
export const LOOK_MS = 25;
const AHEAD_S = 0.12;
const AHEAD_HIDDEN_S = 1.5; // a page in the background is looked at once a second
const LATE_S = 0.3; // a beat that the sound card held up is late; what is over is not made up for

// Returns the moment of a beat, counted from 0: from the first one, so that nothing adds up.
export const momentOf = (origin, bpm, beat) => origin + (beat * 60) / bpm;

// Returns how many beats have sounded, the one that sounds now included.
export const beatsBy = (origin, bpm, now) =>
  now < origin ? 0 : Math.floor(((now - origin) * bpm) / 60 + 1e-6) + 1;

// Returns how many repetitions are complete. The first of a repetition's beats is the way up; it
// counts when its last beat is over.
export const repsBy = (origin, bpm, beatsPerRep, now) =>
  now < origin ? 0 : Math.floor(((now - origin) * bpm) / 60 / beatsPerRep + 1e-6);

// Returns the word for a beat: what to do on it.
export const wordOf = (words, beat) => words[(beat - 1) % words.length];

// `time` is a timeline; `sound(at, isFirst)` makes one beat at a time of the audio clock and
// returns how to take it back; `beat(number)` is told of each beat as it passes.
export function metronome({ bpm, beatsPerRep, time, sound, beat, hidden = () => document.hidden }) {
  let origin = null;
  let next = 0;
  let seen = 0;
  let due = [];

  function look() {
    if (origin == null) return;
    const now = time.now();
    const ahead = hidden() ? AHEAD_HIDDEN_S : AHEAD_S;
    for (; momentOf(origin, bpm, next) < now + ahead; next += 1) {
      const moment = momentOf(origin, bpm, next);
      const at = moment < now - LATE_S ? null : time.heard(moment);
      if (at != null) due.push({ moment, back: sound(at, next % beatsPerRep === 0) });
    }
    due = due.filter((each) => each.moment >= now);
    const passed = beatsBy(origin, bpm, now);
    if (passed > seen) {
      seen = passed;
      beat(passed);
    }
  }

  return {
    look,
    // Begins at a moment, which may lie behind: after a reload it goes on where it would be.
    start(moment) {
      origin = moment;
      const now = time.now();
      next = Math.max(0, Math.ceil(((now - moment) * bpm) / 60 - 1e-6));
      seen = beatsBy(moment, bpm, now - 1e-3);
      look();
    },
    stop() {
      origin = null;
      for (const each of due) each.back?.();
      due = [];
    },
    get beats() {
      return origin == null ? 0 : beatsBy(origin, bpm, time.now());
    },
  };
}
