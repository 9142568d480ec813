// SPDX-License-Identifier: Apache-2.0
// What the pages of plates ask the service for. Nothing here throws: see `../api.ts`.
import { ask, type Fetch, type Result } from "../api";
import { packed, type Cells } from "./cells";
import { readDone, readPlateFile, readPlates, type Done, type PlateFile, type PlateLine } from "./wire";

export type CellsAct = "strike" | "clear";
export type PlateAct = "approve" | "retire";

/** Who decides, and on which revision. */
export interface Decision {
  readonly by: string;
  readonly revision: string;
}

export interface PlateApi {
  plates(signal: AbortSignal): Promise<Result<{ readonly plates: readonly PlateLine[] }>>;
  plate(plate: number, signal: AbortSignal): Promise<Result<PlateFile>>;
  /** Any picture of a plate, by the address that the service gave. */
  picture(address: string, signal: AbortSignal): Promise<Result<Blob>>;
  changeCells(plate: number, act: CellsAct, cells: Cells, decision: Decision): Promise<Result<Done>>;
  decide(plate: number, act: PlateAct, decision: Decision): Promise<Result<Done>>;
}

const PATIENCE_MS = 30_000;

export function createPlateApi(fetch: Fetch): PlateApi {
  const send = (plate: number, act: string, body: unknown) => {
    const options = {
      method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" },
      signal: AbortSignal.timeout(PATIENCE_MS),
    };
    return ask(fetch, `/api/plates/${plate}/${act}`, options, async (answer) => readDone(await answer.json()));
  };
  return {
    plates: (signal) => ask(fetch, "/api/plates", { signal }, async (answer) => readPlates(await answer.json())),
    plate: (plate, signal) =>
      ask(fetch, `/api/plates/${plate}`, { signal }, async (answer) => readPlateFile(await answer.json())),
    picture: (address, signal) => ask(fetch, address, { signal }, (answer) => answer.blob()),
    changeCells: (plate, act, cells, decision) => send(plate, act, { ...decision, cells: packed(cells) }),
    decide: (plate, act, decision) => send(plate, act, decision),
  };
}
