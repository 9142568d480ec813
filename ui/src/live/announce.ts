// SPDX-License-Identifier: Apache-2.0
// What a screen reader is told when hazards open and close. In: hazard bits before and now. Out: sentences.
import { isPlaceHazard, openHazards } from "../alphabet";
import type { Camera } from "../api";
import { text } from "../text";

type Bits = ReadonlyMap<number, number>;

/** `urgent` are dangers to a place that began; all else is said when there is time. */
export interface Announcement {
  readonly urgent: readonly string[];
  readonly calm: readonly string[];
}

export function announcement(before: Bits, now: Bits, cameras: readonly Camera[]): Announcement {
  const urgent: string[] = [];
  const calm: string[] = [];
  for (const { number, name } of cameras) {
    const [old, fresh] = [before.get(number) ?? 0, now.get(number) ?? 0];
    for (const hazard of openHazards(fresh & ~old)) {
      (isPlaceHazard(hazard) ? urgent : calm).push(text.hazardAt(hazard, name));
    }
    for (const hazard of openHazards(old & ~fresh)) calm.push(text.hazardEnded(hazard, name));
  }
  return { urgent, calm };
}
