// SPDX-License-Identifier: Apache-2.0
// An alarm that has the screen: the hazard's word, where, since when; an exercise is marked before all else.
import { useRef } from "preact/hooks";
import { isHazard, isState } from "../alphabet";
import { hazardWord } from "../alarms/words";
import type { Incident } from "../alarms/wire";
import type { Sound } from "../alarms/siren";
import type { Camera } from "../api";
import { useKeys } from "../components/dom";
import { Swatch } from "../components/Swatch";
import { text } from "../text";
import { since } from "../times";
import type { Calling } from "./choice";
import { tvText } from "./text";
import { TvTile } from "./TvTile";

interface Props {
  readonly calling: Calling;
  readonly others: number;
  readonly cameras: readonly Camera[];
  readonly nowMs: number;
  readonly sound: Sound;
}

export function TakeOver({ calling: { incident, name }, others, cameras, nowMs, sound }: Props) {
  const camera = cameras.find((each) => each.name === name);
  const [hazard = ""] = incident.hazards;
  const button = useRef<HTMLButtonElement>(null);
  useKeys(({ key }) => {
    if (!key.startsWith("Arrow")) return false;
    button.current?.focus();
    return true;
  });
  const look = incident.drill ? "drill" : hazard;
  return (
    <section class="tv-alarm" aria-label={tvText.takeOver}>
      <div class={`tv-band ${look}`}>
        {incident.drill && <strong class="mark">{tvText.exercise}</strong>}
        <strong class="what">
          {isHazard(hazard) && isState(hazard) && <Swatch state={hazard} />}
          <span>{text.join(incident.hazards.map(hazardWord))}</span>
        </strong>
        <span class="where">
          <bdi>{name}</bdi>
          <small>{sentences(incident, others, nowMs).join(" · ")}</small>
        </span>
        <button type="button" ref={button} aria-pressed={sound.isOn} onClick={sound.toggle}>{tvText.sound}</button>
      </div>
      <ul class="tv-tiles" style={{ "--columns": "1" }}>
        {camera !== undefined && <TvTile key={camera.id} camera={camera} isAlone />}
      </ul>
    </section>
  );
}

function sentences(incident: Incident, others: number, nowMs: number): readonly string[] {
  const began = text.alarm.since(since(incident.opened, nowMs, text.locale));
  return [began, ...(others > 0 ? [tvText.others(others)] : []), ...(incident.drill ? [tvText.exerciseMeans] : [])];
}
