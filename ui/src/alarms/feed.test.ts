// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { AlarmFeed, DEAD_AFTER_MS, type TextEvents } from "./feed";

const message = (more: number) => JSON.stringify({ incidents: [], more, channels: [] });

/** A feed whose time passes only in `pass`, and what it says: alarms by `more`, links as "lost" and "back". */
function feed() {
  const sockets: { far: TextEvents; isClosed: boolean }[] = [];
  const heard: (number | string)[] = [];
  let now = 0;
  let timers: { at: number; act: () => void }[] = [];
  const made = new AlarmFeed(
    {
      open: (events) => {
        const socket = { far: events, isClosed: false };
        sockets.push(socket);
        return { close: () => { socket.isClosed = true; } };
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
      onAlarm: ({ more }) => heard.push(more),
      onLost: (sinceMs) => heard.push(sinceMs === null ? "back" : `lost ${sinceMs}`),
    },
  );
  const pass = (ms: number) => {
    now += ms;
    const due = timers.filter((timer) => timer.at <= now);
    timers = timers.filter((timer) => timer.at > now);
    due.forEach((timer) => { timer.act(); });
  };
  made.start();
  return { made, sockets, heard, pass, last: () => sockets[sockets.length - 1]! };
}

describe("the feed of alarms", () => {
  it("hands on whole states, and takes nothing that is not what was agreed for a sign of life", () => {
    const { last, heard, pass } = feed();
    last().far.onText(message(1));
    pass(DEAD_AFTER_MS - 1);
    last().far.onText("{}");
    last().far.onText("no JSON");
    expect(heard).toEqual([1]);
    pass(1);
    expect(heard).toEqual([1, "lost 12000"]);
  });

  it("says once since when it is lost, tries for ever, and says when it is back", () => {
    const { sockets, last, heard, pass } = feed();
    last().far.onText(message(1));
    last().far.onClose();
    pass(500);
    last().far.onClose();
    pass(1_000);
    expect(sockets).toHaveLength(3);
    last().far.onText(message(2));
    expect(heard).toEqual([1, "lost 0", "back", 2]);
  });

  it("gives up a socket that never says anything: the service says its state at once", () => {
    const { sockets, heard, pass } = feed();
    pass(DEAD_AFTER_MS);
    expect(sockets[0]?.isClosed).toBe(true);
    expect(heard).toEqual(["lost 12000"]);
  });

  it("opens nothing more once stopped", () => {
    const { made, sockets, last, pass } = feed();
    last().far.onClose();
    made.stop();
    pass(60_000);
    expect(sockets).toHaveLength(1);
  });
});
