// Figures as the gym screen says them.
import { amountOf } from "./session.js";

export const number = (value) => String(Number(value.toFixed(2)));

export function loadText(kg, known) {
  if (!kg) return known?.load_kind === "external" ? "no load" : "body";
  return known?.pair ? `2 × ${number(kg / 2)} kg` : `${number(kg)} kg`;
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
