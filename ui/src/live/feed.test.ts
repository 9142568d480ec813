// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { tileBytes } from "../testing";
import { delayMs, Feed, type Link } from "./feed";
import type { Socket, SocketEvents } from "./socket";

/** A socket whose far end is the test. */
class FakeSocket implements Socket {
  readonly far: SocketEvents;
  isClosed = false;

  constructor(events: SocketEvents) {
    this.far = events;
  }

  close(): void {
    this.isClosed = true;
  }
}

/** A feed whose time passes only in `pass`. */
function feed() {
  const sockets: FakeSocket[] = [];
  const heard: string[] = [];
  const links: Link[] = [];
  let now = 0;
  let timers: { at: number; act: () => void }[] = [];
  const made = new Feed(
    {
      open: (events) => {
        const socket = new FakeSocket(events);
        sockets.push(socket);
        return socket;
      },
      schedule: (act, ms) => {
        const timer = { at: now + ms, act };
        timers.push(timer);
        return () => (timers = timers.filter((each) => each !== timer));
      },
      random: () => 0.5,
      wallMs: () => now,
    },
    {
      onTile: (tile) => heard.push(`tile ${tile.sequence}`),
      onRoster: () => heard.push("roster"),
      onLink: (link) => links.push(link),
    },
  );
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    due.forEach((timer) => { timer.act(); });
  };
  made.start();
  return { made, sockets, heard, links, pass, last: () => sockets[sockets.length - 1]! };
}

describe("delayMs", () => {
  it("doubles up to 10 s and spreads by 30 %", () => {
    expect([0, 1, 2, 3, 9, 999].map((attempt) => delayMs(attempt, 0.5))).toEqual([
      500, 1_000, 2_000, 4_000, 10_000, 10_000,
    ]);
    expect([delayMs(0, 0), delayMs(0, 1)].map(Math.round)).toEqual([350, 650]);
  });
});

describe("the feed", () => {
  it("hands on tiles and roster changes, and drops what is invalid", () => {
    const { last, heard } = feed();
    last().far.onOpen();
    last().far.onBytes(tileBytes({ sequence: 7 }));
    last().far.onBytes(new Uint8Array([1, 2]));
    last().far.onBytes(new Uint8Array([1, 9, 9]));
    expect(heard).toEqual(["tile 7", "roster"]);
  });

  it("says once since when it is lost, however often it fails to return", () => {
    const { last, links, pass } = feed();
    last().far.onOpen();
    pass(1_000);
    last().far.onClose();
    pass(500);
    last().far.onClose();
    expect(links).toEqual([{ kind: "open" }, { kind: "lost", sinceMs: 1_000 }]);
  });

  it("tries for ever, waits longer each time, and forgets that after a message", () => {
    const { sockets, last, pass } = feed();
    last().far.onClose();
    pass(500);
    last().far.onClose();
    pass(999);
    expect(sockets).toHaveLength(2);
    pass(1);
    expect(sockets).toHaveLength(3);
    last().far.onBytes(tileBytes());
    last().far.onClose();
    pass(500);
    expect(sockets).toHaveLength(4);
  });

  it("gives up a socket that had tiles and then has none for 10 s", () => {
    const { sockets, last, links, pass } = feed();
    last().far.onOpen();
    last().far.onBytes(tileBytes());
    pass(9_999);
    expect(sockets[0]?.isClosed).toBe(false);
    pass(1);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(links.at(-1)?.kind).toBe("lost");
  });

  it("stays with a quiet socket that never had a tile: there may be no camera", () => {
    const { sockets, last, pass } = feed();
    last().far.onOpen();
    pass(60_000);
    expect(sockets).toHaveLength(1);
  });

  it("opens nothing more once stopped", () => {
    const { made, sockets, last, pass } = feed();
    last().far.onClose();
    made.stop();
    pass(60_000);
    expect(sockets).toHaveLength(1);
  });
});
