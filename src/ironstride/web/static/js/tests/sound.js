// Sounds at a time of the audio clock. What is heard can be seen, too: nothing rests on it alone.
import { sound } from "../gym/rest.js";

const CLICK_S = 0.05;
const SIGNAL_S = 0.5;
let muted = false;

// Ensures that nothing sounds, or that it does again; what is due already is not taken back.
export function mute(off) {
  muted = off;
}

function tone(due, { pitch, loud, length }) {
  const audio = sound();
  if (!audio || muted) return null;
  const at = Math.max(due, audio.currentTime); // a late one sounds now, whole
  const source = audio.createOscillator();
  const volume = audio.createGain();
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(loud, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + length);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + length);
  return () => {
    volume.gain.cancelScheduledValues?.(0);
    volume.gain.setValueAtTime(0, audio.currentTime);
    source.stop(audio.currentTime);
  };
}

// One beat; the first of a repetition is higher, so that the way up is heard.
export const click = (at, isFirst) =>
  tone(at, { pitch: isFirst ? 1320 : 880, loud: 0.3, length: CLICK_S });

// The start, or the end of the time.
export const signal = (at) => tone(at, { pitch: 660, loud: 0.3, length: SIGNAL_S });

export const buzz = (pattern) => navigator.vibrate?.(pattern);
