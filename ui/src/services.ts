// SPDX-License-Identifier: Apache-2.0
// What pages are given to work with, and hooks that follow it.
import { createContext } from "preact";
import { useContext, useEffect, useReducer, useState } from "preact/hooks";
import type { AlarmApi } from "./alarms/api";
import type { Api } from "./api";
import type { Received } from "./live/watchdog";
import type { TileBoard } from "./live/tiles";
import type { PlateApi } from "./plates/api";
import type { PlateShelf, PlateStanding } from "./plates";
import { OPEN, type Session } from "./session";
import type { ZoneApi } from "./zones/api";
import { stampNow, type Stamp } from "./times";

export interface Services {
  readonly api: Api;
  readonly alarms: AlarmApi;
  readonly board: TileBoard;
  readonly plates: PlateShelf;
  readonly stewards: PlateApi;
  readonly zones: ZoneApi;
}

const ServicesContext = createContext<Services | null>(null);
export const ServicesProvider = ServicesContext.Provider;

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (services === null) throw new Error("a page is shown outside ServicesProvider");
  return services;
}

const SessionContext = createContext<Session>(OPEN);
export const SessionProvider = SessionContext.Provider;

/** Who is signed in. */
export function useSession(): Session {
  return useContext(SessionContext);
}

/** The present moment, renewed every `ms`. */
export function useNow(ms: number): Stamp {
  const [now, setNow] = useState(stampNow);
  useEffect(() => {
    const timer = setInterval(() => { setNow(stampNow()); }, ms);
    return () => { clearInterval(timer); };
  }, [ms]);
  return now;
}

/** The newest tile of a camera. */
export function useTile(camera: number): Received | undefined {
  const { board } = useServices();
  const redraw = useRedraw();
  useEffect(() => board.subscribe(camera, redraw), [board, camera, redraw]);
  return board.get(camera);
}

/** Open hazards of all cameras, bits by camera's number. */
export function useHazards(): ReadonlyMap<number, number> {
  const { board } = useServices();
  const redraw = useRedraw();
  useEffect(() => board.subscribeHazards(redraw), [board, redraw]);
  return board.hazards;
}

/** A plate, null for id 0. */
export function usePlate(id: number): PlateStanding | null {
  const { plates } = useServices();
  const redraw = useRedraw();
  useEffect(() => plates.subscribe(redraw), [plates, redraw]);
  return id === 0 ? null : plates.get(id);
}

function useRedraw(): () => void {
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  return redraw as () => void;
}
