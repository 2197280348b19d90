// Moving a session: by drag with the pointer, or by Enter and the arrow keys. Every slot shows its
// price while one is held; the server asks the price again before it moves anything.
const week = document.getElementById("week");
const form = document.getElementById("move-form");
const status = document.getElementById("move-status");
const wide = matchMedia("(min-width: 900px)");
const DRAG_PX = 6;
let held = null;

const words = { fits: "fits", costs: "costs a little", "not-possible": "not possible" };

function say(text) {
  status.hidden = !text;
  status.textContent = text;
}

async function hold(bar) {
  if (held) drop();
  held = { bar, slots: [], aimed: -1 };
  const mine = held;
  bar.classList.add("is-held");
  say(`Moving ${bar.dataset.title}…`);
  const answer = await fetch(`/week/prices/${bar.dataset.session}`, {
    headers: { Accept: "application/json" },
  });
  if (held !== mine) return false;
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}));
    drop();
    say(told.problems?.[0]?.sentence ?? "The prices can't be had right now.");
    return false;
  }
  held.slots = (await answer.json()).slots.filter((slot) => day(slot.date));
  for (const slot of held.slots) slot.element = shown(slot);
  say("Arrow keys choose a slot, Enter moves, Escape leaves it.");
  return true;
}

const day = (date) => week.querySelector(`.day[data-date="${date}"] .bars`);

function shown(slot) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `price ${slot.verdict}`;
  made.dataset.key = slot.key;
  made.tabIndex = -1;
  made.disabled = slot.verdict === "not-possible" || slot.is_now;
  const when = document.createElement("b");
  when.textContent = slot.start;
  const price = document.createElement("span");
  price.textContent = slot.is_now ? "here now" : words[slot.verdict];
  made.title = slot.words;
  made.setAttribute("aria-label", `${slot.start}: ${slot.words}`);
  made.append(when, price);
  made.addEventListener("click", () => place(slot));
  day(slot.date).append(made);
  return made;
}

function drop() {
  if (!held) return;
  held.bar.classList.remove("is-held");
  for (const slot of held.slots) slot.element?.remove();
  const bar = held.bar;
  held = null;
  say("");
  bar.focus();
}

function place(slot) {
  if (!held) return;
  if (slot.verdict === "not-possible") {
    say(slot.words);
    return;
  }
  if (slot.is_now) {
    drop();
    return;
  }
  form.elements.session.value = held.bar.dataset.session;
  form.elements.slot.value = slot.key;
  form.submit();
}

function aim(index) {
  if (!held || index < 0 || index >= held.slots.length) return;
  held.slots[held.aimed]?.element.classList.remove("is-aimed");
  held.aimed = index;
  const slot = held.slots[index];
  slot.element.classList.add("is-aimed");
  slot.element.scrollIntoView({ block: "nearest" });
  const date = new Date(`${slot.date}T12:00`).toLocaleDateString("en-GB", { weekday: "long" });
  say(`${date} ${slot.start}: ${slot.words || words[slot.verdict]}`);
}

// Returns the nearest slot in a direction: left and right change the day, up and down the time.
function next(key) {
  const now = held.aimed < 0 ? held.slots.findIndex((slot) => slot.is_now) : held.aimed;
  const step = key === "ArrowUp" || key === "ArrowLeft" ? -1 : 1;
  if (key === "ArrowUp" || key === "ArrowDown" || now < 0) return now + step;
  for (let i = now + step; i >= 0 && i < held.slots.length; i += step) {
    if (held.slots[i].date !== held.slots[now].date) {
      const same = held.slots.findIndex(
        (slot) => slot.date === held.slots[i].date && slot.start >= held.slots[now].start,
      );
      return same < 0 ? i : same;
    }
  }
  return now;
}

function keys(event, bar) {
  if (event.target !== bar && !held) return;
  if (event.key === "Escape" && held) drop();
  else if ((event.key === "Enter" || event.key === " ") && !held) void hold(bar);
  else if ((event.key === "Enter" || event.key === " ") && held.aimed >= 0) {
    place(held.slots[held.aimed]);
  } else if (event.key.startsWith("Arrow")) {
    if (held) aim(next(event.key));
    else void hold(bar).then((ok) => ok && aim(next(event.key)));
  } else return;
  event.preventDefault();
}

function drag(event, bar) {
  if (event.button !== 0 || !wide.matches || event.target.closest("a, button")) return;
  const from = { x: event.clientX, y: event.clientY };
  let moving = false;
  const move = (at) => {
    if (!moving && Math.hypot(at.clientX - from.x, at.clientY - from.y) < DRAG_PX) return;
    if (!moving) {
      moving = true;
      void hold(bar);
    }
    const over = document.elementFromPoint(at.clientX, at.clientY);
    const date = over?.closest(".day")?.dataset.date;
    const key = over?.closest(".price")?.dataset.key;
    const index = held?.slots.findIndex((slot) =>
      key ? slot.key === key : slot.date === date && slot.verdict !== "not-possible",
    );
    if (index >= 0 && index !== held.aimed) aim(index);
  };
  const end = () => {
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    if (moving && held?.aimed >= 0) place(held.slots[held.aimed]);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}

for (const bar of week?.querySelectorAll("[data-session]") ?? []) {
  if (!wide.matches) continue;
  bar.tabIndex = 0;
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `${bar.dataset.title}: Enter to move it with the arrow keys`);
  bar.addEventListener("keydown", (event) => keys(event, bar));
  bar.addEventListener("pointerdown", (event) => drag(event, bar));
}
