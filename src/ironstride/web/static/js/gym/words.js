// Figures as the gym screen says them: kept in kilograms, shown in the runner's unit.
import { amountOf } from "./session.js";

let units = { mass: "kg", kg: 1, plates: 0 };

// Ensures that loads are said in a runner's unit from now on.
export function sayIn(chosen) {
  units = chosen ?? units;
}

export const number = (value) => String(Number(value.toFixed(2)));

// Returns a mass as services/measures.py says it; a test holds the two together.
export function massText(kg) {
  const value = kg / units.kg;
  const whole = Math.round(value * 100) / 100;
  const quarter = Math.round(value * 4) / 4;
  const shown =
    Math.abs(value - whole) < 1e-6
      ? whole
      : Math.abs(value - quarter) < units.plates
        ? quarter
        : Math.round(value * 10) / 10;
  return `${number(shown)} ${units.mass}`;
}

export function loadText(kg, known) {
  if (!kg) return known?.load_kind === "external" ? "no load" : "body";
  return known?.pair ? `2 × ${massText(kg / 2)}` : massText(kg);
}

// Returns what is said of a set above a professional's limit, as services/limits.py says it.
export function overText(kg, limit) {
  const lifted = kg ? `${massText(kg)} is` : "Your own body is";
  return `${lifted} over the limit ${limit.words}. It is kept as you did it; the next set stays within the limit.`;
}

export function amountText(value, unit) {
  if (unit === "seconds") return `${number(value)} s`;
  if (unit === "contacts") return `${number(value)} contacts`;
  if (unit === "distance_m") return `${number(value)} m`;
  return number(value);
}

export function hasLoad(target, known) {
  return Boolean(known?.loads.length || target.load_kg || known?.load_kind === "external");
}

export function targetText(target, known) {
  const unit = amountOf(target);
  const parts = [];
  if (hasLoad(target, known) && target.load_kg) parts.push(`${loadText(target.load_kg, known)} ×`);
  else if (target.band) parts.push(`${target.band} ×`);
  parts.push(amountText(target[unit], unit));
  if (target.hold_seconds) parts.push(`× ${number(target.hold_seconds)} s`);
  return parts.join(" ") + (target.rir == null ? "" : `, leave ${number(target.rir)}`);
}

export function doneText(entry, known) {
  const unit = amountOf(entry);
  const load = entry.load_kg ? `${loadText(entry.load_kg, known)} × ` : "";
  const left = entry.rir == null ? "" : `, left ${entry.rir >= 4 ? "4+" : number(entry.rir)}`;
  return `${load}${amountText(entry[unit], unit)}${left}`;
}

// Returns what was done last time at this set: of the same side, the same number, else the last.
export function lastText(step, known) {
  const last = known?.last;
  if (!last) return "never done: start light";
  const same = last.sets.filter(
    (one) => one.kind !== "warm-up" && (step.side == null || one.side == null || one.side === step.side),
  );
  if (!same.length) return "not on this side";
  return doneText(same[Math.min(step.number, same.length) - 1], known);
}

export const sideText = (step) => (step.side ? `, ${step.side}` : "");

// The cues in the order in which they are said: what mends the fault seen last comes first.
export function cuesFor(about, sign) {
  const fault = (about.faults ?? []).find((each) => each.sign === sign);
  return fault ? [`${fault.sign}? ${fault.correction}`, ...about.cues] : [...about.cues];
}
