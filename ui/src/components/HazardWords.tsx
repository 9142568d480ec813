// SPDX-License-Identifier: Apache-2.0
// Open hazards as a banner: the word of each, with its colour and pattern where it has one on the map.
import { isPlaceHazard, isState, openHazards, type Hazard } from "../alphabet";
import { text } from "../text";
import { Swatch } from "./Swatch";

export function HazardWords({ bits }: { readonly bits: number }) {
  const hazards = openHazards(bits);
  if (hazards.length === 0) return null;
  return (
    <span class="hazards">
      {hazards.map((hazard) => (
        <HazardWord key={hazard} hazard={hazard} />
      ))}
    </span>
  );
}

export function HazardWord({ hazard }: { readonly hazard: Hazard }) {
  return (
    <strong class={`hazard ${isPlaceHazard(hazard) ? hazard : "health"}`}>
      {isState(hazard) && <Swatch state={hazard} />}
      <span class="word">{text.hazard(hazard)}</span>
    </strong>
  );
}
