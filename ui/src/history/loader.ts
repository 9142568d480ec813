// SPDX-License-Identifier: Apache-2.0
// Loads windows of history and keeps the last few. In: which window is wanted. Out: its tiles, or why not.
import type { Api, Extent, Problem } from "../api";
import type { Tile } from "../wire";

export type WindowStanding =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly problem: Problem }
  | { readonly kind: "here"; readonly tiles: readonly Tile[]; readonly dropped: number };

/** A window holds up to 1,800 tiles, 3.3 MB. */
const CAPACITY = 4;
/** While the slider is dragged across windows none of them is asked for. */
const SETTLE_MS = 120;

interface Kept {
  readonly standing: WindowStanding;
  /** Up to when there was something to load when it was loaded. */
  readonly loadedToMs: number;
}

export class WindowLoader {
  readonly #camera: string;
  readonly #api: Pick<Api, "history">;
  readonly #schedule: (act: () => void, ms: number) => () => void;
  readonly #tell: () => void;
  readonly #kept = new Map<number, Kept>();
  #giveUp: () => void = () => undefined;
  #wanted: number | null = null;

  constructor(
    camera: string,
    api: Pick<Api, "history">,
    schedule: (act: () => void, ms: number) => () => void,
    tell: () => void,
  ) {
    this.#camera = camera;
    this.#api = api;
    this.#schedule = schedule;
    this.#tell = tell;
  }

  get(window: Extent): WindowStanding {
    return this.#kept.get(window.fromMs)?.standing ?? { kind: "loading" };
  }

  /** Asks for a window, once; for one that is still being recorded again when `extent` has grown. */
  want(window: Extent, extent: Extent): void {
    const kept = this.#kept.get(window.fromMs);
    const availableToMs = Math.min(window.toMs, extent.toMs);
    if (kept !== undefined && kept.loadedToMs >= availableToMs) return;
    if (this.#wanted === window.fromMs) return;
    this.stop();
    this.#wanted = window.fromMs;
    const abort = new AbortController();
    const cancel = this.#schedule(() => void this.#load(window, availableToMs, abort.signal), SETTLE_MS);
    this.#giveUp = () => {
      cancel();
      abort.abort();
    };
  }

  /** Forgets that a window failed, so that it can be wanted again. */
  forget(window: Extent): void {
    this.#kept.delete(window.fromMs);
    this.#tell();
  }

  stop(): void {
    this.#giveUp();
    this.#wanted = null;
  }

  async #load(window: Extent, loadedToMs: number, signal: AbortSignal): Promise<void> {
    const result = await this.#api.history(this.#camera, window, signal);
    if (signal.aborted || result.outcome === "aborted") return;
    this.#wanted = null;
    const standing: WindowStanding =
      result.outcome === "error"
        ? { kind: "failed", problem: result.problem }
        : { kind: "here", dropped: result.value.dropped, tiles: within(result.value.tiles, window) };
    this.#kept.delete(window.fromMs);
    this.#kept.set(window.fromMs, { standing, loadedToMs });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > CAPACITY && oldest !== undefined) this.#kept.delete(oldest);
    this.#tell();
  }
}

/** Windows meet: what lies on the border belongs to the later one. */
function within(tiles: readonly Tile[], window: Extent): Tile[] {
  return tiles.filter((tile) => tile.atMs >= window.fromMs && tile.atMs < window.toMs);
}
