// SPDX-License-Identifier: Apache-2.0
// Follows alarms for as long as the front end runs.
import { useEffect, useState } from "preact/hooks";
import { AlarmFeed, type AlarmPorts } from "./feed";
import type { Alarm } from "./wire";

export interface Alarms {
  /** Null until the service has said anything. */
  readonly alarm: Alarm | null;
  /** Since when there is no link; null while there is one. */
  readonly lostMs: number | null;
}

export function useAlarms(ports: AlarmPorts): Alarms {
  const [alarm, setAlarm] = useState<Alarm | null>(null);
  const [lostMs, setLost] = useState<number | null>(null);
  useEffect(() => {
    const feed = new AlarmFeed(ports, { onAlarm: setAlarm, onLost: setLost });
    feed.start();
    return () => { feed.stop(); };
  }, [ports]);
  return { alarm, lostMs };
}
