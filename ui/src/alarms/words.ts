// SPDX-License-Identifier: Apache-2.0
// Alarms in words. In: incidents and channels. Out: what stands on the wall, what is read aloud, whether it sounds.
import { isHazard } from "../alphabet";
import { text } from "../text";
import { since } from "../times";
import type { Channel, Incident } from "./wire";

/** What the wall calls for: nothing, an exercise, or danger. */
export type Call = "none" | "drill" | "danger";

const UNANSWERED = ["confirmed", "notified"];
const OVER = ["resolved", "false-alarm"];

export const mayAcknowledge = (incident: Incident): boolean => UNANSWERED.includes(incident.state);
export const isOpen = (incident: Incident): boolean => !OVER.includes(incident.state);

/** "Flame and smoke at Mill stream". */
export function title(incident: Incident): string {
  const hazards = text.list(incident.hazards.map(hazardWord));
  return text.alarm.what(hazards.charAt(0).toLocaleUpperCase(text.locale) + hazards.slice(1), text.list(incident.where));
}

/** The same with its mark, for one who hears it alone. */
export function spoken(incident: Incident): string {
  return `${incident.drill ? drillWords() : ""}${title(incident)}`;
}

/** Until somebody answers, what is seen or heard goes on; a danger outdoes any exercise. */
export function callOf(incidents: readonly Incident[]): Call {
  const unanswered = incidents.filter(mayAcknowledge);
  if (unanswered.some(({ drill }) => !drill)) return "danger";
  return unanswered.length > 0 ? "drill" : "none";
}

/** A channel that fails: its name, since when, and why, in a sentence of the service. */
export interface Failing {
  readonly name: string;
  readonly time: string;
  readonly reason: string;
}

/** What is wrong with channels; `alarm` where nobody at all would be told, which is an alarm of its own. */
export interface Troubles {
  readonly alarm: string | null;
  readonly failing: readonly Failing[];
}

export function troubles(channels: readonly Channel[], nowMs: number): Troubles {
  const failing = channels
    .filter(({ state }) => state === "failing")
    .map(({ name, since: at, reason }) => (
      { name, time: at === null ? "?" : since(at, nowMs, text.locale), reason: sentence(reason) }
    ));
  if (channels.length === 0) return { alarm: text.alarm.noChannel, failing };
  return { alarm: failing.length === channels.length ? text.alarm.allDown : null, failing };
}

/** What is new since `before`, for a screen reader. */
export function news(before: ReadonlySet<number>, now: readonly Incident[]): readonly string[] {
  return now.filter((each) => !before.has(each.id) && mayAcknowledge(each)).map(spoken);
}

export function hazardWord(hazard: string): string {
  return isHazard(hazard) ? text.hazard(hazard) : hazard;
}

/** The mark of an exercise, in sentences before what it is about. */
function drillWords(): string {
  return `${text.alarm.drill}${text.stop}${text.space}${text.alarm.drillMeans}${text.space}`;
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
