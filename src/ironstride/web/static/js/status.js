// The one status: saved, waiting on this device, offline.
import { changed, send, waiting, whyRefused } from "./outbox.js";

const RETRY_MS = 15_000;

function words(count, sets) {
  const noun = sets ? "set" : "change";
  return `${count} ${count === 1 ? noun : `${noun}s`} on this device, not yet sent`;
}

async function show() {
  const line = document.getElementById("status");
  if (!line) return;
  let count = 0;
  let onlySets = true;
  try {
    const changes = await waiting();
    const refused = changes.find((each) => each.refused);
    if (refused) {
      line.dataset.state = "waiting";
      line.textContent = `Kept here, not taken: ${refused.refused}`;
      return;
    }
    count = changes.length;
    onlySets = changes.every((each) => each.set);
  } catch (error) {
    line.dataset.state = "offline";
    line.textContent = `This browser keeps nothing offline (${error.name})`;
    return;
  }
  const state = count ? "waiting" : navigator.onLine ? "saved" : "offline";
  const text = count ? words(count, onlySets) : state;
  line.dataset.state = state;
  if (line.textContent !== text) line.textContent = text;
  line.title = count ? whyRefused() : "";
}

export function showStatus() {
  changed.addEventListener("change", show);
  addEventListener("online", () => void send().then(show));
  addEventListener("offline", show);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void send().then(show);
  });
  setInterval(async () => {
    if ((await waiting()).length) await send();
  }, RETRY_MS);
  void send().then(show);
}
