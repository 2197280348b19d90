// The end of a session: how hard, how long; then what it changed.
import { localDate } from "../dates.js";
import { send, waiting } from "../outbox.js";

const $ = (id) => document.getElementById(id);
const LONGEST_MIN = 240;
let wired = false;
let minutes = 0;

export function finishScreen(page, record, { save, keep, hurts }) {
  record.rest = null;
  const since = record.startedAt ? Math.round((Date.now() - record.startedAt) / 60_000) : 0;
  const sensible = since >= 1 && since <= LONGEST_MIN;
  minutes = record.finished?.minutes ?? (sensible ? since : Math.round(page.minutes));
  showMinutes();
  if (wired) return;
  wired = true;
  $("effort").replaceChildren(
    ...page.effort.map(([value, word]) => {
      const label = document.createElement("label");
      const input = document.createElement("input");
      input.type = "radio";
      input.name = "effort";
      input.value = value;
      input.checked = String(record.finished?.session_rpe ?? "") === value;
      const text = document.createElement("span");
      const figure = document.createElement("b");
      figure.textContent = value;
      text.append(figure, word);
      label.append(input, text);
      return label;
    }),
  );
  const by = (change) => () => {
    minutes = Math.min(LONGEST_MIN, Math.max(1, minutes + change));
    showMinutes();
  };
  $("minutes-less").addEventListener("click", by(-1));
  $("minutes-more").addEventListener("click", by(1));
  $("finish-hurts").addEventListener("click", hurts);
  $("finish-save").addEventListener("click", () => void finish());

  async function finish() {
    const chosen = document.querySelector("input[name=effort]:checked");
    if (!chosen) {
      $("finish-note").textContent = "Say how hard it was, 0 to 10.";
      return;
    }
    const started = record.startedAt ? new Date(record.startedAt) : null;
    record.finished = { minutes, session_rpe: Number(chosen.value) };
    await keep({
      kind: "session",
      runner: page.runner,
      session: {
        id: page.id,
        date: localDate(),
        start_minute: started ? started.getHours() * 60 + started.getMinutes() : null,
        ...record.finished,
      },
    });
    await save();
    if ((await send()) && !(await waiting()).length) location.assign(`/log/${page.id}/done`);
    else {
      $("finish-note").textContent =
        "Kept on this device. What it changes in the plan shows when it is sent.";
    }
  }
}

function showMinutes() {
  $("minutes").textContent = `${minutes} min`;
}
