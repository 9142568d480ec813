// SPDX-License-Identifier: Apache-2.0
// Which page is on, and its turning. It goes on where it was when an alarm has had the screen.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Camera } from "../api";
import { recall, remember } from "../preference";
import { choiceOf, pagesOf, turned, type Places } from "./choice";

/** After a key, pages stay for so long: somebody is looking at one. */
const STAY_MS = 30_000;
const KEPT = "tv-places";

export interface Paging {
  readonly shown: readonly Camera[];
  /** Counted from 0, and how many there are. */
  readonly page: number;
  readonly pages: number;
  readonly places: Places;
  readonly columns: number;
  /** The camera that is shown alone, or null. */
  readonly alone: string | null;
  readonly isHeld: boolean;
  readonly turn: (by: 1 | -1) => void;
  readonly choose: (places: Places) => void;
  readonly enlarge: (camera: string | null) => void;
  readonly hold: () => void;
  /** Says that a key was pressed. */
  readonly touch: () => void;
}

export function usePaging(cameras: readonly Camera[], isShown: boolean): Paging {
  const [{ places, turnMs }, setChoice] = useState(() => choiceOf(location.search, recall(KEPT)));
  const [wanted, setPage] = useState(0);
  const [alone, enlarge] = useState<string | null>(null);
  const [isHeld, setHeld] = useState(false);
  const [touched, setTouched] = useState(0);
  const pages = pagesOf(cameras.length, places);
  const page = turned(wanted, 0, pages);
  const turn = (by: 1 | -1) => {
    enlarge(null);
    setPage(turned(page, by, pages));
  };
  const choose = (next: Places) => {
    remember(KEPT, String(next));
    enlarge(null);
    setPage(Math.floor((page * places) / next));
    setChoice({ places: next, turnMs });
  };
  useTurning(isShown && !isHeld && alone === null && pages > 1, turnMs, touched, `${page} ${places}`, () => { turn(1); });
  return {
    shown: alone === null ? cameras.slice(page * places, (page + 1) * places) : cameras.filter(({ id }) => id === alone),
    page, pages, places, columns: alone === null ? Math.sqrt(places) : 1, alone, isHeld, turn, choose, enlarge,
    hold: () => { setHeld(!isHeld); },
    touch: () => { setTouched(Date.now()); },
  };
}

/** Acts when so much time has passed since `shown` changed; after a key not before `STAY_MS`. */
function useTurning(isOn: boolean, ms: number, touched: number, shown: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!isOn) return undefined;
    const wait = Math.max(ms, touched + STAY_MS - Date.now());
    const timer = setTimeout(() => { latest.current(); }, wait);
    return () => { clearTimeout(timer); };
  }, [isOn, ms, touched, shown]);
}
