// Says that something is being worked out where an answer takes longer than half a second.
const PATIENCE_MS = 500;
const WORDS = "Working it out: the plan is solved again. This can take some seconds.";

function wait(note) {
  if (!note) return;
  setTimeout(() => {
    note.textContent = WORDS;
  }, PATIENCE_MS);
}

for (const form of document.querySelectorAll("form[data-patience]")) {
  form.addEventListener("submit", () => wait(form.querySelector("[data-patience-note]")));
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-patience]") : null;
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  wait(document.querySelector("[data-patience-note]"));
  setTimeout(() => link.setAttribute("aria-busy", "true"), PATIENCE_MS);
});

// A page that comes back from the browser's memory is not waiting any more.
addEventListener("pageshow", () => {
  for (const note of document.querySelectorAll("[data-patience-note]")) note.textContent = "";
  for (const link of document.querySelectorAll("a[aria-busy]")) link.removeAttribute("aria-busy");
});
