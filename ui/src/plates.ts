// SPDX-License-Identifier: Apache-2.0
// Keeps the plates that tiles need as decoded pictures. In: plate ids. Out: a picture, or why there is none.
import type { Api } from "./api";

export type PlateStanding =
  | { readonly kind: "here"; readonly picture: ImageBitmap }
  | { readonly kind: "loading" }
  | { readonly kind: "failed" };

/** The picture of a plate that is here. */
export function pictureOf(plate: PlateStanding | null): ImageBitmap | null {
  return plate?.kind === "here" ? plate.picture : null;
}

/** 48 plates of 1280x720 are about 180 MB decoded: three walls of 16. */
const CAPACITY = 48;
const RETRY_MS = 5_000;

interface Ports {
  readonly decode: (blob: Blob) => Promise<ImageBitmap>;
  readonly schedule: (act: () => void, ms: number) => void;
}

export class PlateShelf {
  readonly #api: Pick<Api, "plate">;
  readonly #ports: Ports;
  /** In order of use, the longest unused first. */
  readonly #plates = new Map<number, PlateStanding>();
  readonly #listeners = new Set<() => void>();

  constructor(api: Pick<Api, "plate">, ports: Ports) {
    this.#api = api;
    this.#ports = ports;
  }

  /** How a plate stands; asking begins to load it. */
  get(id: number): PlateStanding {
    const known = this.#plates.get(id);
    if (known !== undefined) {
      this.#plates.delete(id);
      this.#plates.set(id, known);
      return known;
    }
    this.#plates.set(id, { kind: "loading" });
    this.#evict();
    void this.#load(id);
    return { kind: "loading" };
  }

  /** Calls back whenever any plate's standing changes, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #load(id: number): Promise<void> {
    const result = await this.#api.plate(id, new AbortController().signal);
    const picture = result.outcome === "success" ? await this.#decoded(result.value) : null;
    if (!this.#plates.has(id)) {
      picture?.close();
      return;
    }
    this.#plates.set(id, picture === null ? { kind: "failed" } : { kind: "here", picture });
    if (picture === null) this.#ports.schedule(() => { this.#forget(id); }, RETRY_MS);
    this.#tell();
  }

  async #decoded(blob: Blob): Promise<ImageBitmap | null> {
    return this.#ports.decode(blob).catch(() => null);
  }

  #forget(id: number): void {
    this.#plates.delete(id);
    this.#tell();
  }

  #evict(): void {
    for (const [id, standing] of this.#plates) {
      if (this.#plates.size <= CAPACITY) return;
      this.#plates.delete(id);
      if (standing.kind === "here") standing.picture.close();
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
