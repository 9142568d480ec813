// SPDX-License-Identifier: Apache-2.0
// The web socket of alarms, kept open for ever. In: text. Out: the newest alarms whole, and since when the link is lost.
import { delayMs } from "../live/feed";
import { readAlarm, type Alarm } from "./wire";

export interface TextEvents {
  onText(text: string): void;
  onClose(): void;
}

export interface AlarmPorts {
  readonly open: (events: TextEvents) => { close(): void };
  /** Calls back once after `ms`; the returned function cancels. */
  readonly schedule: (act: () => void, ms: number) => () => void;
  /** 0 up to, not including, 1. */
  readonly random: () => number;
  readonly wallMs: () => number;
}

export interface AlarmListener {
  onAlarm(alarm: Alarm): void;
  /** Null once there is a link again. */
  onLost(sinceMs: number | null): void;
}

/** The service says the same again every 5 s; a socket that says nothing for so long is dead. */
export const DEAD_AFTER_MS = 12_000;

export class AlarmFeed {
  readonly #ports: AlarmPorts;
  readonly #listener: AlarmListener;
  #attempt = 0;
  #isLost = false;
  #socket: { close(): void } | null = null;
  #cancelRetry: () => void = () => undefined;
  #cancelDeath: () => void = () => undefined;

  constructor(ports: AlarmPorts, listener: AlarmListener) {
    this.#ports = ports;
    this.#listener = listener;
  }

  start(): void {
    this.#watch();
    this.#socket = this.#ports.open({
      onText: (text) => { this.#receive(text); },
      onClose: () => { this.#lose(); },
    });
  }

  stop(): void {
    this.#cancelRetry();
    this.#drop();
  }

  #receive(text: string): void {
    let alarm: Alarm;
    try {
      alarm = readAlarm(JSON.parse(text));
    } catch {
      return; // Another version's message is no sign of life.
    }
    this.#attempt = 0;
    this.#watch();
    if (this.#isLost) this.#listener.onLost(null);
    this.#isLost = false;
    this.#listener.onAlarm(alarm);
  }

  #lose(): void {
    this.#drop();
    if (!this.#isLost) this.#listener.onLost(this.#ports.wallMs());
    this.#isLost = true;
    const wait = delayMs(this.#attempt, this.#ports.random());
    this.#attempt += 1;
    this.#cancelRetry = this.#ports.schedule(() => { this.start(); }, wait);
  }

  #watch(): void {
    this.#cancelDeath();
    this.#cancelDeath = this.#ports.schedule(() => { this.#lose(); }, DEAD_AFTER_MS);
  }

  #drop(): void {
    this.#cancelDeath();
    this.#socket?.close();
    this.#socket = null;
  }
}

/** The browser's socket; nothing is heard of it after `close`. */
export function openTextSocket(address: string, events: TextEvents): { close(): void } {
  const socket = new WebSocket(address);
  socket.onclose = () => { events.onClose(); };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string") events.onText(data);
  };
  return {
    close: () => {
      socket.onclose = socket.onmessage = null;
      socket.close();
    },
  };
}
