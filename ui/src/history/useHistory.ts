// SPDX-License-Identifier: Apache-2.0
// The state of the history page: what was recorded, the moment shown, its window, and playing.
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import type { Api, Extent, Problem, Result } from "../api";
import { stampNow } from "../times";
import { WindowLoader, type WindowStanding } from "./loader";
import { clamp, playOn, windowOf } from "./windows";

const TICK_MS = 100;
const EXTENT_EVERY_MS = 30_000;
/** A moment before the end: the newest map itself may not be stored yet. */
const BEFORE_END_MS = 2_000;

export type ExtentStanding =
  | { readonly kind: "loading" }
  | { readonly kind: "empty" }
  | { readonly kind: "failed"; readonly problem: Problem }
  | { readonly kind: "here"; readonly extent: Extent };

export interface Playing {
  readonly isPlaying: boolean;
  readonly speed: number;
}

export interface History {
  readonly ms: number;
  readonly seek: (ms: number) => void;
  readonly window: Extent;
  readonly standing: WindowStanding;
  readonly retry: () => void;
  readonly playing: Playing;
  readonly setPlaying: (playing: Playing) => void;
}

/** What was recorded of a camera, renewed while the page is open. */
export function useExtent(api: Api, camera: string): ExtentStanding {
  const [standing, setStanding] = useState<ExtentStanding>({ kind: "loading" });
  useEffect(() => {
    const abort = new AbortController();
    const ask = () => {
      void api.extent(camera, abort.signal).then((result) => {
        if (result.outcome !== "aborted") setStanding((old) => renewed(old, result));
      });
    };
    ask();
    const timer = setInterval(ask, EXTENT_EVERY_MS);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [api, camera]);
  return standing;
}

export function useHistory(api: Api, camera: string, extent: Extent): History {
  const [wanted, setMs] = useState(extent.toMs - BEFORE_END_MS);
  const [playing, setPlaying] = useState<Playing>({ isPlaying: false, speed: 1 });
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const [loader] = useState(() => new WindowLoader(camera, api, later, redraw as () => void));
  const ms = clamp(wanted, extent);
  const window = windowOf(ms);
  const standing = loader.get(window);
  useEffect(() => () => { loader.stop(); }, [loader]);
  useEffect(() => {
    if (standing.kind !== "failed") loader.want(window, extent);
  });
  usePlaying(playing, standing.kind === "here", (elapsedMs) => {
    const next = playOn(ms, elapsedMs, playing.speed, extent);
    setMs(next);
    if (next >= extent.toMs) setPlaying({ ...playing, isPlaying: false });
  });
  const retry = () => { loader.forget(window); };
  return { ms, seek: (to) => { setMs(clamp(to, extent)); }, window, standing, retry, playing, setPlaying };
}

/** Calls `act` with the time that passed, while playing and the window is here. */
function usePlaying({ isPlaying }: Playing, isReady: boolean, act: (elapsedMs: number) => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!isPlaying || !isReady) return undefined;
    let before = stampNow().steady;
    const timer = setInterval(() => {
      const now = stampNow().steady;
      latest.current(now - before);
      before = now;
    }, TICK_MS);
    return () => { clearInterval(timer); };
  }, [isPlaying, isReady]);
}

function renewed(old: ExtentStanding, result: Exclude<Result<Extent | null>, { outcome: "aborted" }>): ExtentStanding {
  if (result.outcome === "success") return result.value === null ? { kind: "empty" } : { kind: "here", extent: result.value };
  return old.kind === "here" ? old : { kind: "failed", problem: result.problem };
}

function later(act: () => void, ms: number): () => void {
  const timer = setTimeout(act, ms);
  return () => { clearTimeout(timer); };
}
