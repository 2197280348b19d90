// Large keys for a number: what nobody wants to type on a phone's small ones. The field stays a
// field: a keyboard, a switch or a voice can fill it just as well.
export const BACK = "back";
const LONGEST = 5;

// Returns the text of a field after a key.
export function typed(text, key, { decimals = 0 } = {}) {
  if (key === BACK) return text.slice(0, -1);
  if (key === ".") {
    if (!decimals || text.includes(".")) return text;
    return text ? `${text}.` : "0.";
  }
  const [whole, part] = text.split(".");
  if (part != null && part.length >= decimals) return text;
  if (part == null && whole.replace("-", "").length >= LONGEST - 1) return text;
  return text === "0" ? key : text + key;
}

// Returns the number of a text; null where it is none. A comma is taken for a point.
export function numberOf(text) {
  const told = text.trim().replace(",", ".");
  if (!/^\d+(\.\d*)?$/.test(told)) return null;
  return Number(told);
}

// Returns a value by one step more or less, never under none.
export const stepped = (value, by, decimals) =>
  Math.max(0, Number(((value ?? 0) + by).toFixed(decimals)));

// Ensures that the keys of a pad write into a field; `changed` is told after each.
export function wirePad(pad, field, decimalsOf, changed) {
  for (const key of pad.querySelectorAll("button[data-key]")) {
    key.addEventListener("click", () => {
      // The first key replaces what was measured or counted, as on a calculator.
      const fresh = field.dataset.fresh === "yes" && key.dataset.key !== BACK;
      field.dataset.fresh = "no";
      field.value = typed(fresh ? "" : field.value, key.dataset.key, { decimals: decimalsOf() });
      changed();
    });
  }
  field.addEventListener("input", () => {
    field.dataset.fresh = "no";
    changed();
  });
}
