// Keeps every test that is listed on this device, so that each opens without a network; and counts
// in a battery what was done here and is not sent yet.
import { keepPages } from "../offline.js";
import { changed, waiting } from "../outbox.js";

const own = [...document.querySelectorAll("main a[href^='/tests']")];
const paths = new Set(["/tests", location.pathname, ...own.map((each) => new URL(each.href).pathname)]);
void keepPages([...paths].filter((path) => !path.endsWith("/result")));

const steps = [...document.querySelectorAll(".battery li[data-test]")];

async function showWaiting() {
  const kept = new Set((await waiting()).filter((each) => each.kind === "test").map((each) => each.test.test));
  for (const step of steps) {
    if (step.dataset.state !== "open" || !kept.has(step.dataset.test)) continue;
    step.dataset.state = "kept";
    step.removeAttribute("aria-current");
    step.querySelector(".tag").textContent = "on this device, not yet sent";
    step.querySelector("details")?.remove();
  }
  const next = steps.find((each) => each.dataset.state === "open");
  const settled = steps.filter((each) => each.dataset.state !== "open").length;
  const onward = document.getElementById("onward");
  document.getElementById("count").textContent = `${settled} of ${steps.length}`;
  document.querySelector(".bar-line progress").value = settled;
  if (!onward) return;
  onward.hidden = !next;
  if (!next) return;
  next.setAttribute("aria-current", "step");
  onward.href = `/tests/${next.dataset.test}?battery=1`;
  onward.textContent = `${settled ? "Go on" : "Start"}: ${next.querySelector("h2").textContent}`;
}

if (steps.length) {
  void showWaiting();
  changed.addEventListener("change", () => void showWaiting());
}
