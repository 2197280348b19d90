// The rest timer: an end time, so that it is right after a lock, a reload or a crash.
let audio = null;
let lock = null;
let wanted = false;
let asking = false;

// Ensures that sound can be made later: browsers want a tap first, so only taps call this.
export function allowSound() {
  try {
    audio ??= new AudioContext();
    Promise.resolve(audio.resume()).catch(() => {}); // not allowed after all: beep() sees that
  } catch {
    audio = null; // no sound here; the screen says it, too
  }
}

// Returns what makes sounds, and whose clock they go by; null before the first tap and without sound.
export const sound = () => audio;

export function beep() {
  navigator.vibrate?.([200, 100, 200]);
  if (!audio || audio.state !== "running") return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.5);
}

// Ensures that the screen stays on while the session runs, where the browser allows it. A browser
// takes it back whenever the page is hidden: it is asked for again when the page is seen again.
export async function keepAwake() {
  wanted = true;
  if (!("wakeLock" in navigator) || asking || (lock && !lock.released)) return;
  asking = true;
  try {
    const given = await navigator.wakeLock.request("screen");
    if (wanted) lock = given;
    else await given.release();
  } catch {
    lock = null; // low battery, or not allowed: the timer stays right all the same
  } finally {
    asking = false;
  }
}

// Ensures that the screen may go dark again.
export function letSleep() {
  wanted = false;
  const held = lock;
  lock = null;
  if (held && !held.released) Promise.resolve(held.release()).catch(() => {});
}

export function minutesText(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

// Calls back four times a second with the seconds left, and once when they are over.
export function watchRest(endOf, show, over) {
  let told = null;
  const look = () => {
    const end = endOf();
    if (end == null) {
      told = null;
      show(null);
      return;
    }
    const left = (end - Date.now()) / 1000;
    show(left);
    // Only one that ends while somebody looks is sounded, not one that ended an hour ago.
    if (left <= 0 && told !== end) {
      told = end;
      if (left > -3) over();
    }
  };
  look();
  setInterval(look, 250);
  document.addEventListener("visibilitychange", look);
  return look;
}
