// Today: keeps what the gym needs on this device, and looks again when the plan is ready.
import { keepPages } from "./offline.js";

const LOOK_AGAIN_MS = 500;
const own = [...document.querySelectorAll("a[href^='/log/'], main a[href^='/tests/'], a[data-why]")];
const paths = new Set(["/", ...own.map((each) => new URL(each.href).pathname)]);
void keepPages([...paths]);

if (document.getElementById("busy")) {
  const timer = setInterval(async () => {
    // Whoever is saying something is not interrupted.
    if (document.querySelector("details.way[open]")) return;
    try {
      const answer = await fetch("/today/state", { headers: { Accept: "application/json" } });
      const state = await answer.json();
      if (state.busy) return showProgress(state);
    } catch {
      return; // offline: what is shown stays
    }
    clearInterval(timer);
    location.reload();
  }, LOOK_AGAIN_MS);
}

function showProgress({ done, total }) {
  if (!total) return;
  const bar = document.getElementById("planned-weeks");
  if (!bar) return;
  bar.max = total;
  bar.value = done;
  document.getElementById("planned-words").textContent = `${done} of ${total} weeks`;
}

// Only one of the ways to change a session is open at a time.
for (const way of document.querySelectorAll("details.way")) {
  way.addEventListener("toggle", () => {
    if (!way.open) return;
    for (const other of document.querySelectorAll("details.way[open]")) {
      if (other !== way) other.open = false;
    }
  });
}
