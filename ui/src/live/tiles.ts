// SPDX-License-Identifier: Apache-2.0
// The newest tile of each camera. In: tiles from the feed. Out: calls to whoever watches a camera, or the hazards.
import type { Stamp } from "../times";
import type { Tile } from "../wire";
import type { Received } from "./watchdog";

type Listener = () => void;

export class TileBoard {
  readonly #now: () => Stamp;
  readonly #tiles = new Map<number, Received>();
  readonly #listeners = new Map<number, Set<Listener>>();
  readonly #hazardListeners = new Set<Listener>();
  #hazards: ReadonlyMap<number, number> = new Map();

  constructor(now: () => Stamp) {
    this.#now = now;
  }

  get(camera: number): Received | undefined {
    return this.#tiles.get(camera);
  }

  /** Bits of open hazards of each camera that has any. What was last said stays until something else is said. */
  get hazards(): ReadonlyMap<number, number> {
    return this.#hazards;
  }

  put(tile: Tile): void {
    this.#tiles.set(tile.camera, { tile, at: this.#now() });
    this.#noteHazards(tile.camera, tile.hazards);
    this.#listeners.get(tile.camera)?.forEach((listener) => { listener(); });
  }

  /** Forgets all cameras but these. */
  keep(cameras: readonly number[]): void {
    for (const camera of [...this.#tiles.keys()].filter((number) => !cameras.includes(number))) {
      this.#tiles.delete(camera);
      this.#noteHazards(camera, 0);
    }
  }

  /** Calls back at each tile of a camera, until the returned function is called. */
  subscribe(camera: number, listener: Listener): () => void {
    const listeners = this.#listeners.get(camera) ?? new Set();
    this.#listeners.set(camera, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Calls back when a hazard opens or closes anywhere. */
  subscribeHazards(listener: Listener): () => void {
    this.#hazardListeners.add(listener);
    return () => this.#hazardListeners.delete(listener);
  }

  #noteHazards(camera: number, bits: number): void {
    if ((this.#hazards.get(camera) ?? 0) === bits) return;
    const next = new Map(this.#hazards);
    if (bits === 0) next.delete(camera);
    else next.set(camera, bits);
    this.#hazards = next;
    this.#hazardListeners.forEach((listener) => { listener(); });
  }
}
