// SPDX-License-Identifier: Apache-2.0
// All plates by camera and light: candidates that wait for a steward, what is shown now, and what was.
import { useAsked } from "../alarms/asked";
import type { Camera } from "../api";
import { Around } from "../components/Said";
import { plateAddress, zonesAddress } from "../route";
import { useServices } from "../services";
import { text } from "../text";
import { dayAndTime } from "../times";
import { zoneWords } from "../zones/text";
import { plateWords as words } from "./text";
import { isCandidate, type PlateLine } from "./wire";

/** Candidates come at most once an hour. */
const EVERY_MS = 10_000;

export function PlatesPage({ cameras }: { readonly cameras: readonly Camera[] }) {
  const { stewards } = useServices();
  const { value, problem } = useAsked((signal) => stewards.plates(signal), null, EVERY_MS);
  const plates = value?.plates ?? [];
  return (
    <main class="page wide">
      <h1>{words.plates}</h1>
      <p>{words.lead}</p>
      {problem !== null && <p role="alert" class="problem"><Around sentence={words.readFailed} said={problem.detail} /></p>}
      {value === null && problem === null && <p>{text.loading}</p>}
      {value !== null && <p><strong>{words.waiting(plates.filter(isCandidate).length)}</strong></p>}
      {value?.plates.length === 0 && <p>{words.none}</p>}
      {placesOf(cameras, plates).map(({ id, name }) => (
        <Place key={id} id={id} name={name} plates={plates.filter((plate) => plate.camera === id)} />
      ))}
    </main>
  );
}

/** Cameras of the roster in its order, then those that are in it no more. */
function placesOf(cameras: readonly Camera[], plates: readonly PlateLine[]) {
  const places = new Map(cameras.map((camera) => [camera.id, camera.name]));
  for (const plate of plates) if (!places.has(plate.camera)) places.set(plate.camera, plate.name);
  return [...places].map(([id, name]) => ({ id, name }));
}

function Place({ id, name, plates }: { readonly id: string; readonly name: string; readonly plates: readonly PlateLine[] }) {
  const current = plates.filter((plate) => plate.state !== "retired");
  const retired = plates.filter((plate) => plate.state === "retired");
  return (
    <section class="place-plates">
      <h2><bdi>{name}</bdi></h2>
      <p><a href={zonesAddress(id)}>{zoneWords.zonesOf(name)}</a></p>
      {current.length === 0 && <p class="quiet">{words.noneOfCamera}</p>}
      <ul class="plain-list">{byLight(current).map((plate) => <Line key={plate.id} plate={plate} />)}</ul>
      {retired.length > 0 && (
        <details>
          <summary>{words.retiredOnes(retired.length)}<span class="unseen">{text.comma}<bdi>{name}</bdi></span></summary>
          <ul class="plain-list">{byLight(retired).map((plate) => <Line key={plate.id} plate={plate} />)}</ul>
        </details>
      )}
    </section>
  );
}

/** By light, and within each the newest first. */
function byLight(plates: readonly PlateLine[]): readonly PlateLine[] {
  const lights = ["day", "dusk", "lamps", "infrared"];
  return [...plates].sort((one, other) => lights.indexOf(one.light) - lights.indexOf(other.light) || other.id - one.id);
}

function Line({ plate }: { readonly plate: PlateLine }) {
  return (
    <li class={`plate-line ${plate.state}`}>
      <a href={plateAddress(plate.id)}>{words.title(plate.state, plate.id)}{text.comma}{words.light(plate.light)}</a>
      <span>{words.visible(plate.admitted)}</span>
      {plate.held > 0 && <span>{words.heldBack(plate.held)}</span>}
      {isCandidate(plate) && <strong>{needs(plate)}</strong>}
      <span class="quiet">
        {plate.approved === null
          ? words.proposed(dayAndTime(plate.created, text.locale))
          : words.shownSince(dayAndTime(plate.approved, text.locale))}
      </span>
    </li>
  );
}

/** What people must still do to a candidate, in words. */
export function needs({ needed, approved_by }: PlateLine): string {
  if (approved_by.length === 0) return words.needs(needed);
  return `${words.needs(needed)}${text.space}${words.approvedBy(text.join(approved_by), needed - approved_by.length)}`;
}
