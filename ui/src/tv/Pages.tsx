// SPDX-License-Identifier: Apache-2.0
// A page of places, and below it what a remote control can choose.
import { useEffect, useRef } from "preact/hooks";
import type { Sound } from "../alarms/siren";
import { text } from "../text";
import { CHOICES } from "./choice";
import { tvText } from "./text";
import { TvTile } from "./TvTile";
import { useKeysOfTv } from "./useKeysOfTv";
import type { Paging } from "./usePaging";

interface Props {
  readonly paging: Paging;
  readonly sound: Sound;
}

export function Pages({ paging, sound }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const { shown, page, pages, places, columns, alone, isHeld, turn, choose, enlarge, hold, touch } = paging;
  const back = () => {
    if (alone !== null) enlarge(null);
    return alone !== null;
  };
  useKeysOfTv({ root, columns, turn, back, choose, touch });
  useFocusKept(root, `${page} ${alone ?? ""} ${places}`);
  return (
    <div class="tv-pages" ref={root}>
      <ul class={`tv-tiles by-${columns}`} aria-label={text.cameras} style={{ "--columns": String(columns) }}>
        {shown.map((camera) => (
          <TvTile
            key={camera.id}
            camera={camera}
            isAlone={alone !== null}
            onPress={() => { enlarge(alone === null ? camera.id : null); }}
          />
        ))}
      </ul>
      <footer class="tv-foot" aria-label={tvText.controls}>
        {CHOICES.map((each) => (
          <button key={each} type="button" aria-pressed={each === places} aria-label={tvText.tiles(each)} onClick={() => { choose(each); }}>
            {each}
          </button>
        ))}
        <button type="button" aria-pressed={isHeld} title={tvText.holdMeans} onClick={hold}>{tvText.hold}</button>
        <button type="button" aria-pressed={sound.isOn} onClick={sound.toggle}>{tvText.sound}</button>
        <span class="page-number" role="status" aria-label={tvText.pageLong(page + 1, pages)}>{tvText.page(page + 1, pages)}</span>
      </footer>
    </div>
  );
}

/** Gives the first tile the focus where the tile that had it has gone. */
function useFocusKept(root: { readonly current: HTMLElement | null }, shown: string): void {
  const had = useRef(false);
  useEffect(() => {
    const list = root.current;
    if (list === null) return undefined;
    const note = () => { had.current = true; };
    list.addEventListener("focusin", note);
    return () => { list.removeEventListener("focusin", note); };
  }, [root]);
  useEffect(() => {
    if (had.current && document.activeElement === document.body) root.current?.querySelector<HTMLElement>(".tv-press")?.focus();
  }, [root, shown]);
}
