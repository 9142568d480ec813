// SPDX-License-Identifier: Apache-2.0
// One camera's place on the wall: plate and map, its name, the age of what is shown, hazards, and what is missing.
import { useState } from "preact/hooks";
import { isPlaceHazard, openHazards } from "../alphabet";
import type { Camera } from "../api";
import { HazardWords } from "../components/HazardWords";
import { Picture } from "../components/Picture";
import { mayPaint, standing } from "../live/watchdog";
import { historyAddress } from "../route";
import { pictureOf } from "../plates";
import { useNow, usePlate, useTile } from "../services";
import { text } from "../text";
import { stampNow } from "../times";
import { ageOf, overlayOf, spokenTile, watchOf, type Overlay } from "./words";

/** Twice a second, as tiles come. */
const TICK_MS = 500;

export function Tile({ camera }: { readonly camera: Camera }) {
  useNow(TICK_MS);
  const [joined] = useState(stampNow);
  const now = stampNow();
  const last = useTile(camera.number);
  const plate = usePlate(last?.tile.plateId ?? 0);
  const state = standing(last, joined, now);
  const overlay = overlayOf(state, last, plate, now.wall);
  const hazards = last?.tile.hazards ?? 0;
  const packed = last !== undefined && mayPaint(state.kind) ? last.tile.packed : null;
  const watch = watchOf(state, hazards);
  const danger = openHazards(hazards).find(isPlaceHazard);
  return (
    <li class={danger === undefined ? "tile" : `tile danger ${danger}`} data-state={state.kind}>
      <div class="card">
        <div class="view">
          <Picture
            plate={pictureOf(plate)}
            packed={packed}
          />
          {overlay !== null && <Over overlay={overlay} />}
        </div>
        <div class="caption">
          <HazardWords bits={hazards} />
          <span class="who">
            {/* The link alone has a name in words; its target is the whole tile. */}
            <a
              class="name"
              href={historyAddress(camera.id)}
              aria-label={spokenTile(camera.name, state, last, now.wall)}
              data-camera={camera.id}
            >
              <span dir="auto">{camera.name}</span>
            </a>
            {watch !== null && (
              <span class={`watch ${watch}`} title={text.watchMeans}>
                {text[watch]}
              </span>
            )}
            <span class="age" title={text.ageMeans}>
              {ageOf(state)}
            </span>
          </span>
        </div>
      </div>
    </li>
  );
}

function Over({ overlay: { words, detail, isNote } }: { readonly overlay: Overlay }) {
  return (
    <span class={isNote ? "overlay note" : "overlay"}>
      <span>
        {words}
        {detail !== null && <small>{detail}</small>}
      </span>
    </span>
  );
}
