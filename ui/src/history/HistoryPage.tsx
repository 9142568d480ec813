// SPDX-License-Identifier: Apache-2.0
// What the wall showed of one camera, at any moment of what is kept.
import { useEffect, useRef } from "preact/hooks";
import type { Camera, Extent } from "../api";
import { HazardWords } from "../components/HazardWords";
import { Legend } from "../components/Legend";
import { Picture } from "../components/Picture";
import { Said } from "../components/Said";
import { useKeys } from "../components/dom";
import { pictureOf } from "../plates";
import { usePlate, useServices } from "../services";
import { text } from "../text";
import { dayAndTime } from "../times";
import type { Tile } from "../wire";
import { Controls } from "./Controls";
import { Events } from "./Events";
import type { WindowStanding } from "./loader";
import { Strip } from "./Strip";
import { useExtent, useHistory, type History } from "./useHistory";
import { keyMove, shownAt } from "./windows";
import { shownWords } from "./words";

export function HistoryPage({ camera }: { readonly camera: Camera }) {
  const { api } = useServices();
  const standing = useExtent(api, camera.id);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => { title.current?.focus(); }, []);
  return (
    <main class="history">
      <div class="title">
        <h1 ref={title} tabIndex={-1}>
          <bdi>{camera.name}</bdi>
        </h1>
        <a href="/">{text.backToWall}</a>
      </div>
      {standing.kind === "loading" && <p>{text.loading}</p>}
      {standing.kind === "empty" && <p>{text.noHistory}</p>}
      {standing.kind === "failed" && <p role="alert"><Said words={standing.problem.detail} /></p>}
      {standing.kind === "here" && <Recorded camera={camera} extent={standing.extent} />}
    </main>
  );
}

function Recorded({ camera, extent }: { readonly camera: Camera; readonly extent: Extent }) {
  const { api } = useServices();
  const history = useHistory(api, camera.id, extent);
  const { ms, standing, window } = history;
  const tiles = standing.kind === "here" ? standing.tiles : [];
  const shown = shownAt(tiles, ms);
  useHistoryKeys(history, extent);
  return (
    <>
      <section class="moment" aria-label={text.position}>
        <p class="when">
          <time>{dayAndTime(ms, text.locale)}</time>
          <HazardWords bits={shown?.hazards ?? 0} />
        </p>
        <Shown camera={camera} standing={standing} shown={shown} />
        <Controls history={history} extent={extent}>
          <Strip tiles={tiles} window={window} />
        </Controls>
      </section>
      <section class="events" aria-labelledby="events-title">
        <h2 id="events-title">{text.windowTitle}</h2>
        <Events history={history} />
      </section>
      <Legend />
    </>
  );
}

interface ShownProps {
  readonly camera: Camera;
  readonly standing: WindowStanding;
  readonly shown: Tile | null;
}

function Shown({ camera, standing, shown }: ShownProps) {
  const plate = usePlate(shown?.plateId ?? 0);
  const words = shownWords(standing.kind, shown, plate);
  return (
    <div class="view">
      <Picture
        plate={pictureOf(plate)}
        packed={shown?.hasPicture === true ? shown.packed : null}
        label={`${camera.name}${text.colon}${words ?? text.shownThen}`}
      />
      {words !== null && (
        <p class={shown?.plateId === 0 ? "overlay note" : "overlay"}>
          <span>{words}</span>
        </p>
      )}
    </div>
  );
}

function useHistoryKeys({ ms, seek, playing, setPlaying }: History, extent: Extent): void {
  useKeys(({ key, shiftKey, target }) => {
    if (key === " " && !isIn(target, "button, a, input[type=radio]")) {
      setPlaying({ ...playing, isPlaying: !playing.isPlaying });
      return true;
    }
    const to = isIn(target, "input[type=radio]") ? null : keyMove(key, shiftKey, ms, extent);
    if (to !== null) seek(to);
    return to !== null;
  });
}

function isIn(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}
