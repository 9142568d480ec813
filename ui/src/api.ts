// SPDX-License-Identifier: Apache-2.0
// The HTTP interface of the service. Nothing here throws: a call gives success, aborted or error.
import { en } from "./texts/en";
import { parseTiles, type Tile } from "./wire";

export interface PlateEntry {
  readonly id: number;
  readonly light: string;
}

export interface Camera {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly plates: readonly PlateEntry[];
}

export interface Extent {
  readonly fromMs: number;
  readonly toMs: number;
}

/** An RFC 9457 problem; status 0 where there was no answer at all. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

export type Result<T> =
  | { readonly outcome: "success"; readonly value: T }
  | { readonly outcome: "aborted" }
  | { readonly outcome: "error"; readonly problem: Problem };

export interface Api {
  cameras(signal: AbortSignal): Promise<Result<Camera[]>>;
  plate(id: number, signal: AbortSignal): Promise<Result<Blob>>;
  extent(camera: string, signal: AbortSignal): Promise<Result<Extent | null>>;
  /** At most 15 minutes; `dropped` counts messages that were invalid. */
  history(camera: string, extent: Extent, signal: AbortSignal): Promise<Result<{ tiles: Tile[]; dropped: number }>>;
}

/** In English as what the service says is; `components/Said.tsx` has them in the reader's language. */
const SPOKEN = en.problem;

export type Fetch = (address: string, options: RequestInit) => Promise<Response>;
/** Reads an answer's body; undefined where it is not what was agreed. */
type Reader<T> = (response: Response) => Promise<T | undefined>;

export function createApi(fetch: Fetch): Api {
  const of = (camera: string) => `/api/cameras/${encodeURIComponent(camera)}/history`;
  return {
    cameras: (signal) => get(fetch, "/api/cameras", signal, async (answer) => readCameras(await answer.json())),
    plate: (id, signal) => get(fetch, `/api/plates/${id}.png`, signal, (answer) => answer.blob()),
    extent: (camera, signal) =>
      get(fetch, `${of(camera)}/extent`, signal, async (answer) => readExtent(await answer.json())),
    history: (camera, { fromMs, toMs }, signal) => {
      const range = new URLSearchParams({ from: instant(fromMs), to: instant(toMs) });
      return get(fetch, `${of(camera)}?${range.toString()}`, signal, async (answer) =>
        parseTiles(new Uint8Array(await answer.arrayBuffer())),
      );
    },
  };
}

async function get<T>(fetch: Fetch, address: string, signal: AbortSignal, read: Reader<T>): Promise<Result<T>> {
  return ask(fetch, address, { signal, headers: { Accept: "*/*" } }, read);
}

/** Asks for anything; `read` may throw a SyntaxError where the answer is not what was agreed. */
export async function ask<T>(
  fetch: Fetch, address: string, options: RequestInit & { signal: AbortSignal }, read: Reader<T>,
): Promise<Result<T>> {
  const { signal } = options;
  try {
    const response = await fetch(address, options);
    if (!response.ok) return { outcome: "error", problem: await readProblem(response) };
    const value = await read(response);
    return value === undefined ? failure(SPOKEN.unreadable) : { outcome: "success", value };
  } catch (error) {
    if (signal.aborted) return { outcome: "aborted" };
    return failure(error instanceof SyntaxError ? SPOKEN.unreadable : SPOKEN.unreachable);
  }
}

function failure(detail: string): Result<never> {
  return { outcome: "error", problem: { status: 0, title: detail, detail } };
}

async function readProblem(response: Response): Promise<Problem> {
  const fallback = SPOKEN.status(response.status);
  const body: unknown = await response.json().catch(() => null);
  if (!isRecord(body)) return { status: response.status, title: fallback, detail: fallback };
  const title = typeof body.title === "string" ? body.title : fallback;
  const detail = typeof body.detail === "string" ? body.detail : title;
  return { status: response.status, title, detail };
}

function readCameras(body: unknown): Camera[] | undefined {
  if (!isRecord(body) || !Array.isArray(body.cameras)) return undefined;
  const cameras = body.cameras.map(readCamera);
  return cameras.every((camera) => camera !== undefined) ? cameras : undefined;
}

function readCamera(entry: unknown): Camera | undefined {
  if (!isRecord(entry)) return undefined;
  const { number, id, name, plates } = entry;
  if (typeof number !== "number" || typeof id !== "string" || typeof name !== "string") return undefined;
  const known = Array.isArray(plates) ? plates.filter(isRecord) : [];
  return {
    number,
    id,
    name,
    plates: known.map((plate) => ({ id: Number(plate.id), light: String(plate.light) })),
  };
}

function readExtent(body: unknown): Extent | null | undefined {
  if (!isRecord(body)) return undefined;
  if (body.from === null || body.to === null) return null;
  const [fromMs, toMs] = [readInstant(body.from), readInstant(body.to)];
  return Number.isNaN(fromMs) || Number.isNaN(toMs) ? undefined : { fromMs, toMs };
}

function readInstant(value: unknown): number {
  return typeof value === "string" ? Date.parse(value) : Number.NaN;
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
