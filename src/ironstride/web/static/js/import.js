// Sends files one request after the other, so that each has its own line and one bad file stops
// no other. Without script the form sends them all at once.
const form = document.getElementById("drop");
const queue = document.getElementById("queue");
const bar = document.getElementById("bar");
const count = document.getElementById("count");
const progress = document.getElementById("progress");
const BATCH_BYTES = 8 * 1024 * 1024;
const BATCH_FILES = 20;
const SHOWN = 200;
let running = false;
const waiting = [];
const totals = { taken: 0, known: 0, refused: 0, done: 0, of: 0 };

for (const each of document.querySelectorAll("[data-needs-script]")) each.hidden = false;

function line(mark, words, detail) {
  if (queue.childElementCount >= SHOWN && mark !== "✕") return;
  const item = document.createElement("li");
  const state = document.createElement("span");
  state.className = "state";
  state.textContent = mark;
  const text = document.createElement("span");
  text.className = "grow";
  text.textContent = words;
  item.append(state, text);
  if (detail) {
    const more = document.createElement("span");
    more.textContent = ` ${detail}`;
    text.append(document.createElement("br"), more);
  }
  if (mark === "✕") queue.prepend(item);
  else queue.append(item);
}

function tell() {
  bar.max = Math.max(1, totals.of);
  bar.value = totals.done;
  count.textContent = `${totals.done} of ${totals.of} files: ${totals.taken} taken, ${totals.known} known before, ${totals.refused} not taken.`;
}

// Small files travel together, large ones alone.
function nextBatch() {
  const batch = [];
  let bytes = 0;
  while (waiting.length && batch.length < BATCH_FILES) {
    if (batch.length && bytes + waiting[0].size > BATCH_BYTES) break;
    bytes += waiting[0].size;
    batch.push(waiting.shift());
  }
  return batch;
}

function failed(batch, sentence, remedy) {
  for (const file of batch) {
    totals.refused += 1;
    line("✕", file.name, `${sentence} ${remedy}`);
  }
}

async function send(batch) {
  const body = new FormData();
  for (const file of batch) body.append("files", file, file.name);
  let answer;
  try {
    answer = await fetch("/import/file", { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    failed(batch, "It could not be sent: Ironstride did not answer.", "Start it again and import once more; what was taken stays.");
    return;
  }
  const told = await answer.json().catch(() => null);
  // Where every file was refused the status says so, and the report says of each why.
  if (!told?.refused) {
    const problem = told?.problems?.[0];
    failed(batch, problem?.sentence ?? `Ironstride answered ${answer.status}.`, problem?.remedy ?? "Try the file alone.");
    return;
  }
  totals.taken += told.taken.length;
  totals.known += told.known.length;
  totals.refused += told.refused.length;
  for (const each of told.refused) line("✕", each.file, `${each.reason} ${each.remedy}`);
  for (const each of told.taken) line("✓", each.file, each.notes.join(" "));
  for (const each of told.known) line("=", `${each.file}, known before`);
}

async function run() {
  if (running) return;
  running = true;
  progress.hidden = false;
  document.getElementById("after").hidden = true;
  while (waiting.length) {
    const batch = nextBatch();
    count.textContent = `Reading ${batch[0].name}${batch.length > 1 ? ` and ${batch.length - 1} more` : ""} …`;
    await send(batch);
    totals.done += batch.length;
    tell();
  }
  running = false;
  const answer = totals.taken ? await fetch("/import/done", { method: "POST", headers: { Accept: "application/json" } }).catch(() => null) : null;
  const told = answer?.ok ? await answer.json() : { usual: "" };
  document.getElementById("progress-title").textContent = "Imported";
  document.getElementById("summary").textContent = `${totals.taken} files taken, ${totals.known} known before, ${totals.refused} not taken.`;
  document.getElementById("usual").textContent = told.usual;
  document.getElementById("unknown").hidden = !told.unknown;
  document.getElementById("after").hidden = false;
}

function add(files) {
  for (const file of files) {
    waiting.push(file);
    totals.of += 1;
  }
  if (waiting.length) run();
}

async function entriesOf(entry) {
  if (entry.isFile) return [await new Promise((done, no) => entry.file(done, no))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, no) => reader.readEntries(done, no));
    if (!some.length) break;
    for (const each of some) found.push(...(await entriesOf(each)));
  }
  return found;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  add(form.elements.files.files);
  form.reset();
});

document.getElementById("folder").addEventListener("change", (event) => {
  add(event.target.files);
  event.target.value = "";
});

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});

document.addEventListener("drop", async (event) => {
  event.preventDefault();
  form.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) add(event.dataTransfer.files);
  for (const entry of entries) add(await entriesOf(entry));
});
