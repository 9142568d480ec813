// SPDX-License-Identifier: Apache-2.0
// The zones of a camera: those in use, and drawing others on its plate, which come out as text for the file.
import { useMemo, useState } from "preact/hooks";
import { useAsked } from "../alarms/asked";
import type { Camera } from "../api";
import { Around } from "../components/Said";
import { usePlatePicture } from "../plates/picture";
import { plateWords } from "../plates/text";
import { useServices } from "../services";
import { text } from "../text";
import type { ZoneInUse, Zones } from "./api";
import { blank, dayOf, isBlank, type Draft } from "./draft";
import { DraftForm } from "./DraftForm";
import { Outcome } from "./Outcome";
import type { Outline } from "./paintZones";
import { zoneWords as words } from "./text";
import { useCheck } from "./useCheck";
import { ZonePicture } from "./ZonePicture";

const EVERY_MS = 60_000;

export function ZonesPage({ id, cameras }: { readonly id: string; readonly cameras: readonly Camera[] | null }) {
  const api = useServices().zones;
  const { value, problem } = useAsked((signal) => api.zones(id, signal), id, EVERY_MS);
  const camera = cameras?.find((each) => each.id === id);
  if (problem?.status === 404) return <main class="page"><h1>{words.noSuchCamera}</h1></main>;
  if (value === null || cameras === null) {
    return <main class="page"><h1>{problem === null ? words.loading : <Around sentence={words.readFailed} said={problem.detail} />}</h1></main>;
  }
  return (
    <main class="page plate-page">
      <h1>{words.zonesOf(value.name)}</h1>
      <p>{words.lead}</p>
      <Drawing zones={value} camera={camera} />
    </main>
  );
}

function Drawing({ zones, camera }: { readonly zones: Zones; readonly camera: Camera | undefined }) {
  const today = dayOf(new Date());
  const [drafts, setDrafts] = useState<readonly Draft[]>([blank(today)]);
  const [current, setCurrent] = useState(0);
  const plates = camera?.plates ?? [];
  const [chosen, choose] = useState<number | null>(null);
  const plate = plates.find((each) => each.id === chosen) ?? plates[0];
  const { picture } = usePlatePicture(plate === undefined ? null : `/api/plates/${plate.id}.png`, "");
  const result = useCheck(zones.camera, drafts);
  const draft = drafts[current] ?? blank(today);
  const change = (act: (old: Draft) => Draft) => {
    setDrafts((old) => old.map((each, index) => (index === current ? act(each) : each)));
  };
  const begin = (another: Draft) => {
    // A first draft that is still blank makes room.
    const kept = drafts.filter((each) => !isBlank(each));
    setDrafts([...kept, another]);
    setCurrent(kept.length);
  };
  const drop = () => {
    const left = drafts.filter((_, index) => index !== current);
    setDrafts(left.length === 0 ? [blank(today)] : left);
    setCurrent(Math.max(0, Math.min(current, left.length - 1)));
  };
  const outlines = useMemo(() => outlinesOf(zones.zones, drafts, current), [zones, drafts, current]);
  return (
    <div class="steward drawing">
      <div class="looking">
        {plate === undefined && <p class="problem">{words.noPlate} <a href="/plates">{words.noPlateLink}</a></p>}
        {plates.length > 1 && (
          <label>
            {words.plate}{" "}
            <select value={plate?.id} onChange={(event) => { choose(Number(event.currentTarget.value)); }}>
              {plates.map((each) => <option key={each.id} value={each.id}>{plateWords.light(each.light)}</option>)}
            </select>
          </label>
        )}
        <ZonePicture
          picture={picture}
          aspect={picture === null ? 16 / 9 : picture.width / picture.height}
          outlines={outlines}
          draft={draft}
          onDraft={change}
        />
        <p id="zone-help" class="quiet">{words.help}</p>
      </div>
      <div class="beside">
        <section aria-labelledby="drawing-title">
          <h2 id="drawing-title">{words.drawing}</h2>
          <ol class="drafts">
            {drafts.map((each, index) => (
              <li key={index}>
                <button type="button" aria-current={index === current} onClick={() => { setCurrent(index); }}>
                  {words.draft(index + 1, each.name)}
                </button>
              </li>
            ))}
          </ol>
          <DraftForm zones={zones} draft={draft} onDraft={change} />
          <p class="buttons">
            <button type="button" onClick={() => { begin(blank(today)); }}>{words.another}</button>
            <button type="button" onClick={drop}>{words.drop}</button>
          </p>
        </section>
        <InUse zones={zones.zones} onAnew={(zone) => { begin(draftOf(zone, today)); }} />
      </div>
      <Outcome camera={zones.camera} drafts={drafts} result={result} />
    </div>
  );
}

function InUse({ zones, onAnew }: { readonly zones: readonly ZoneInUse[]; readonly onAnew: (zone: ZoneInUse) => void }) {
  return (
    <section aria-labelledby="used-title">
      <h2 id="used-title">{words.inUse}</h2>
      {zones.length === 0 && <p>{words.noneInUse}</p>}
      <ul class="plain-list">
        {zones.map((zone) => (
          <li key={zone.name}>
            <b><bdi>{zone.name}</bdi></b>{text.comma}{words.kindWord(zone.kind)}{text.comma}<span class="quiet">{words.version(zone.version, zone.drawn)}</span>{" "}
            <button type="button" aria-label={words.anewOf(zone.name)} onClick={() => { onAnew(zone); }}>{words.anew}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function draftOf(zone: ZoneInUse, today: string): Draft {
  return { name: zone.name, kind: zone.kind, corners: zone.corners, minutes: zone.after_s / 60, drawn: today };
}

/** Zones in use that are drawn anew are shown as they are drawn; the one that is being changed comes last. */
function outlinesOf(used: readonly ZoneInUse[], drafts: readonly Draft[], current: number): readonly Outline[] {
  const names = new Set(drafts.map((draft) => draft.name.trim().toLowerCase()));
  const kept = used.filter((zone) => !names.has(zone.name.toLowerCase()));
  const drawn = drafts.map((draft, index) => ({
    corners: draft.corners, name: draft.name, state: index === current ? ("current" as const) : ("drawn" as const),
  }));
  return [
    ...kept.map(({ corners, name }) => ({ corners, name, state: "used" as const })),
    ...drawn.filter((each) => each.state === "drawn"),
    ...drawn.filter((each) => each.state === "current"),
  ];
}
