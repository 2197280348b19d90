// Logged sets on their way: written here before they are sent, taken away when the server has them.
import { all, put, remove } from "./store.js";

const DOOR = "/log/sets";
const CHANGED = "ironstride-outbox";
let sending = null;
let refused = "";

export const changed = new EventTarget();
const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANGED) : null;
channel?.addEventListener("message", () => changed.dispatchEvent(new Event("change")));

function tell() {
  changed.dispatchEvent(new Event("change"));
  channel?.postMessage("change");
}

// Ensures that a change is on this device; sends it when that is possible.
// A change: { change, kind: "log" | "edit" | "delete", runner, set | session | tick, at }
export async function keep(change) {
  await put("outbox", { change: crypto.randomUUID(), at: new Date().toISOString(), ...change });
  tell();
  void send();
}

export async function waiting() {
  const changes = await all("outbox");
  return changes.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export const whyRefused = () => refused;

// Sends what waits, oldest first; the same call while one runs waits for that one.
export function send() {
  sending ??= sendAll().finally(() => {
    sending = null;
    tell();
  });
  return sending;
}

async function sendAll() {
  for (;;) {
    const changes = (await waiting()).filter((each) => !each.refused).slice(0, 100);
    if (!changes.length) return true;
    let answer;
    try {
      answer = await fetch(DOOR, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify({ changes }),
      });
    } catch {
      return false; // no network: they stay, and go when it is back
    }
    if (!answer.ok) {
      const told = await answer.json().catch(() => ({}));
      refused = told.problems?.[0]?.sentence ?? `The server answered ${answer.status}.`;
      return false;
    }
    const { stored, refused: notTaken } = await answer.json();
    refused = notTaken[0]?.sentence ?? "";
    for (const change of stored) await remove("outbox", change);
    // What the server can't take stays on the device, marked, and does not hold up the rest.
    for (const each of notTaken) {
      const kept = changes.find((change) => change.change === each.change);
      if (kept) await put("outbox", { ...kept, refused: each.sentence });
    }
    tell();
    if (!stored.length && !notTaken.length) return false;
  }
}
