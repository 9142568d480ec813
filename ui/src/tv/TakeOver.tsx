// SPDX-License-Identifier: Apache-2.0
// An alarm that has the screen: the hazard's word, where, since when; an exercise is marked before all else.
import { isHazard, isState } from "../alphabet";
import { hazardWord } from "../alarms/words";
import type { Camera } from "../api";
import { Swatch } from "../components/Swatch";
import { text } from "../text";
import { since } from "../times";
import type { Calling } from "./pages";
import { tvText } from "./text";
import { TvTile } from "./TvTile";

interface Props {
  readonly calling: Calling;
  readonly others: number;
  readonly cameras: readonly Camera[];
  readonly nowMs: number;
}

export function TakeOver({ calling: { incident, name }, others, cameras, nowMs }: Props) {
  const camera = cameras.find((each) => each.name === name);
  const [hazard = ""] = incident.hazards;
  const look = incident.drill ? "drill" : hazard;
  return (
    <section class="tv-alarm" aria-label={tvText.takeOver}>
      <div class={`tv-band ${look}`}>
        {incident.drill && <strong class="mark">{tvText.exercise}</strong>}
        <strong class="what">
          {isHazard(hazard) && isState(hazard) && <Swatch state={hazard} />}
          <span>{incident.hazards.map(hazardWord).join(", ")}</span>
        </strong>
        <span class="where">
          {name} <small>{text.alarm.since(since(incident.opened, nowMs, text.locale))}</small>
          {incident.drill && <small>{tvText.exerciseMeans}</small>}
          {others > 0 && <small>{tvText.others(others)}</small>}
        </span>
      </div>
      <ul class="tv-tiles" style={{ "--columns": "1" }}>
        {camera !== undefined && <TvTile key={camera.id} camera={camera} isAlone />}
      </ul>
    </section>
  );
}
