// The one status: saved, waiting on this device, offline.
import { changed, send, waiting, whyRefused } from "./outbox.js";

const RETRY_MS = 15_000;

function words(count) {
  return `${count} ${count === 1 ? "set" : "sets"} on this device, not yet sent`;
}

async function show() {
  const line = document.getElementById("status");
  if (!line) return;
  let count = 0;
  try {
    count = (await waiting()).filter((each) => each.kind !== "tick").length;
  } catch (error) {
    line.dataset.state = "offline";
    line.textContent = `This browser keeps nothing offline (${error.name})`;
    return;
  }
  const state = count ? "waiting" : navigator.onLine ? "saved" : "offline";
  const text = count ? words(count) : state;
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
