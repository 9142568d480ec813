// SPDX-License-Identifier: Apache-2.0
// One place on the television: plate and map, and large below them its name, state and age, hazards first.
import { useState } from "preact/hooks";
import { isPlaceHazard, openHazards } from "../alphabet";
import type { Camera } from "../api";
import { HazardWords } from "../components/HazardWords";
import { Picture } from "../components/Picture";
import { mayPaint, standing, type Standing } from "../live/watchdog";
import { pictureOf } from "../plates";
import { useNow, usePlate, useTile } from "../services";
import { text } from "../text";
import { stampNow } from "../times";
import { ageOf, overlayOf, spokenTile, watchOf, type Overlay } from "../wall/words";
import { tvText } from "./text";

/** Twice a second, as tiles come. */
const TICK_MS = 500;
const MOST_HAZARDS = 2;

interface Props {
  readonly camera: Camera;
  readonly isAlone: boolean;
  /** Absent where nothing can be pressed. */
  readonly onPress?: () => void;
}

export function TvTile({ camera, isAlone, onPress }: Props) {
  useNow(TICK_MS);
  const [joined] = useState(stampNow);
  const now = stampNow();
  const last = useTile(camera.number);
  const plate = usePlate(last?.tile.plateId ?? 0);
  const state = standing(last, joined, now);
  const hazards = last?.tile.hazards ?? 0;
  const danger = openHazards(hazards).find(isPlaceHazard) ?? "";
  const words = spokenTile(camera.name, state, last, now.wall);
  const press = isAlone ? tvText.shrink(camera.name) : tvText.enlarge(camera.name);
  return (
    <li class={`tv-tile ${danger}`} data-state={state.kind} data-camera={camera.id}>
      <div class="view">
        <Picture plate={pictureOf(plate)} packed={last !== undefined && mayPaint(state.kind) ? last.tile.packed : null} />
        <Over overlay={overlayOf(state, last, plate, now.wall)} />
      </div>
      <Caption name={camera.name} state={state} hazards={hazards} />
      {onPress === undefined ? (
        <span class="unseen">{words}</span>
      ) : (
        <button type="button" class="tv-press" onClick={onPress} aria-label={`${words}${text.stop}${text.space}${press}`} />
      )}
    </li>
  );
}

function Over({ overlay }: { readonly overlay: Overlay | null }) {
  if (overlay === null) return null;
  return (
    <span class={overlay.isNote ? "overlay note" : "overlay"}>
      <span>
        {overlay.words}
        {overlay.detail !== null && <small>{overlay.detail}</small>}
      </span>
    </span>
  );
}

/** The bits of the first hazards: more have no room beside a name, and are counted. */
function firstOf(bits: number): number {
  let first = 0;
  for (let bit = 1; bit <= bits && openHazards(first).length < MOST_HAZARDS; bit <<= 1) first |= bits & bit;
  return first;
}

interface CaptionProps {
  readonly name: string;
  readonly state: Standing;
  readonly hazards: number;
}

function Caption({ name, state, hazards }: CaptionProps) {
  const watch = watchOf(state, hazards);
  // Beside a hazard it goes without saying that the camera watches, and the name needs the room.
  const rest = openHazards(hazards & ~firstOf(hazards)).length;
  const isSaid = watch !== null && (watch !== "watching" || hazards === 0);
  return (
    <div class="tv-caption" aria-hidden="true">
      <HazardWords bits={firstOf(hazards)} />
      {rest > 0 && <bdi>+{rest}</bdi>}
      <span class="name" dir="auto">{name}</span>
      {isSaid && <span class={`watch ${watch}`}>{text[watch]}</span>}
      {(hazards === 0 || !isSaid) && <span class="age">{ageOf(state)}</span>}
    </div>
  );
}
