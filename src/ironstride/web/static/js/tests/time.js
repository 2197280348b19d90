// One time for what is heard and what is seen: the audio clock while it runs, else the device's.
// setInterval only looks; no beat and no second is ever counted by it.
const STALLED_S = 0.25; // further apart, the sound was held up (lock, call): its clock stood still

// Returns the time base. `audioOf` gives the AudioContext or null, `wall` the device's seconds.
export function timeline(audioOf, wall = () => Date.now() / 1000) {
  let anchor = null;
  const anchored = (audio, clock) => {
    if (!anchor || anchor.of !== audio || Math.abs(offBy(audio, clock)) > STALLED_S) {
      anchor = { of: audio, audio: audio.currentTime, wall: clock };
    }
    return anchor;
  };
  const offBy = (audio, clock) => anchor.wall + (audio.currentTime - anchor.audio) - clock;
  const running = () => {
    const audio = audioOf();
    return audio && audio.state === "running" ? audio : null;
  };
  return {
    // Seconds since the epoch.
    now() {
      const audio = running();
      const clock = wall();
      if (!audio) {
        anchor = null;
        return clock;
      }
      const from = anchored(audio, clock);
      return from.wall + (audio.currentTime - from.audio);
    },
    // Returns when that is by the audio clock; null while there is no sound.
    heard(moment) {
      const audio = running();
      if (!audio) return null;
      const from = anchored(audio, wall());
      return from.audio + (moment - from.wall);
    },
  };
}

// What runs is kept as moments (milliseconds since the epoch), so that a lock, a reload or a crash
// changes nothing: { begins, ended, cap }. `begins` may lie ahead: time to get into position.
export const FORGOTTEN_S = 900;

export const begin = (now, { ready = 0, cap = null } = {}) => ({
  begins: (now + ready) * 1000,
  ended: null,
  cap,
});

// "ready" before it begins, "running", "over" when it was stopped or its cap is reached.
export function phase(run, now) {
  if (run.ended != null) return "over";
  const since = now - run.begins / 1000;
  if (since < 0) return "ready";
  return run.cap != null && since >= run.cap ? "over" : "running";
}

// Returns the seconds that were held so far: never more than the cap, never less than none.
export function held(run, now) {
  const until = run.ended != null ? run.ended / 1000 : now;
  const since = Math.max(0, until - run.begins / 1000);
  return run.cap == null ? since : Math.min(run.cap, since);
}

// Returns the seconds until it begins, or until its cap.
export const untilBegin = (run, now) => Math.max(0, run.begins / 1000 - now);
export const untilCap = (run, now) => Math.max(0, run.cap - held(run, now));

export const stopped = (run, now) => ({ ...run, ended: now * 1000 });

// A stopwatch that nobody stopped tells nothing.
export const isForgotten = (run, now) =>
  run.ended == null && run.cap == null && now - run.begins / 1000 > FORGOTTEN_S;

// Seconds as they are read at arm's length: tenths where they are measured.
export const clockText = (seconds) => seconds.toFixed(1);
