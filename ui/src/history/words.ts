// SPDX-License-Identifier: Apache-2.0
// A moment of history in words. In: what was shown. Out: what lies over the picture; null where it speaks for itself.
import type { PlateStanding } from "../plates";
import { text } from "../text";
import { someCell, type Tile } from "../wire";
import type { WindowStanding } from "./loader";

export function shownWords(
  window: WindowStanding["kind"],
  shown: Tile | null,
  plate: PlateStanding | null,
): string | null {
  if (window === "loading") return text.loading;
  if (shown === null) return text.noRecord;
  if (!shown.hasPicture) return text.noPictureThen;
  if (plate === null) return text.noPlateShort;
  if (plate.kind !== "here") return plate.kind === "failed" ? text.plateFailed : text.plateLoading;
  return someCell(shown.packed, (code) => code !== 0) ? null : text.allUnknown;
}
