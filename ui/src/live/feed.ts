// SPDX-License-Identifier: Apache-2.0
// The wall's web socket, kept open for ever. In: bytes. Out: tiles, roster changes, and how the link stands.
import { parseMessage, type Tile } from "../wire";
import type { Socket, SocketEvents } from "./socket";

export type Link =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "lost"; readonly sinceMs: number };

export interface FeedPorts {
  readonly open: (events: SocketEvents) => Socket;
  /** Calls back once after `ms`; the returned function cancels. */
  readonly schedule: (act: () => void, ms: number) => () => void;
  /** 0 up to, not including, 1. */
  readonly random: () => number;
  readonly wallMs: () => number;
}

export interface FeedListener {
  onTile(tile: Tile): void;
  onRoster(): void;
  onLink(link: Link): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;
/** Tiles come twice a second; a socket that had some and has none for so long is dead, though it says nothing. */
const DEAD_AFTER_MS = 10_000;

/** The wait before attempt `attempt` (from 0): doubling, with 30 % of jitter so that walls do not return as one. */
export function delayMs(attempt: number, random: number): number {
  const doubled = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
  return doubled * (0.7 + 0.6 * random);
}

export class Feed {
  readonly #ports: FeedPorts;
  readonly #listener: FeedListener;
  #link: Link = { kind: "connecting" };
  #socket: Socket | null = null;
  #attempt = 0;
  #cancelRetry: () => void = () => undefined;
  #cancelDeath: () => void = () => undefined;

  constructor(ports: FeedPorts, listener: FeedListener) {
    this.#ports = ports;
    this.#listener = listener;
  }

  start(): void {
    this.#socket = this.#ports.open({
      onOpen: () => { this.#say({ kind: "open" }); },
      onBytes: (bytes) => { this.#receive(bytes); },
      onClose: () => { this.#lose(); },
    });
  }

  stop(): void {
    this.#cancelRetry();
    this.#drop();
  }

  #receive(bytes: Uint8Array): void {
    this.#attempt = 0;
    const message = parseMessage(bytes);
    if (message.kind === "roster") this.#listener.onRoster();
    if (message.kind !== "tile") return;
    this.#cancelDeath();
    this.#cancelDeath = this.#ports.schedule(() => { this.#lose(); }, DEAD_AFTER_MS);
    this.#listener.onTile(message.tile);
  }

  #lose(): void {
    this.#drop();
    if (this.#link.kind !== "lost") this.#say({ kind: "lost", sinceMs: this.#ports.wallMs() });
    const wait = delayMs(this.#attempt, this.#ports.random());
    this.#attempt += 1;
    this.#cancelRetry = this.#ports.schedule(() => { this.start(); }, wait);
  }

  #drop(): void {
    this.#cancelDeath();
    this.#socket?.close();
    this.#socket = null;
  }

  #say(link: Link): void {
    this.#link = link;
    this.#listener.onLink(link);
  }
}
