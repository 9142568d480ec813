// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Channel, Incident } from "./wire";
import { callOf, mayAcknowledge, news, spoken, title, troubles } from "./words";

const incident = (words: Partial<Incident>): Incident => ({
  id: 1, kind: "fire", state: "notified", severity: "danger", drill: false, opened: 0, closed: null, why: "", by: "",
  hazards: ["flame", "smoke"], where: ["Mill stream", "Barn"], is_seen: true, ...words,
});
const channel = (name: string, state: string, reason = ""): Channel => ({
  id: name, kind: "mail", name, state, since: Date.UTC(2026, 0, 31, 18, 30), reason, last_delivery: null, last_heartbeat: null,
});
const NOW = Date.UTC(2026, 0, 31, 19);

describe("an incident in words", () => {
  it("names hazards and places, and is marked where it is a drill", () => {
    expect(title(incident({}))).toBe("Flame and smoke at Mill stream and Barn");
    expect(spoken(incident({ drill: true, hazards: ["flame"], where: ["Barn"] }))).toBe(
      "Drill. An exercise: there is no danger. Flame at Barn",
    );
    expect(title(incident({ hazards: ["meteor"] }))).toBe("Meteor at Mill stream and Barn");
  });

  it("is acknowledged only while it is told and nobody answers", () => {
    const states = ["suspected", "confirmed", "notified", "acknowledged", "resolved", "false-alarm"];
    expect(states.filter((state) => mayAcknowledge(incident({ state })))).toEqual(["confirmed", "notified"]);
  });

  it("is news once, and not where somebody answers already", () => {
    const open = [incident({ id: 1 }), incident({ id: 2, where: ["Barn"] }), incident({ id: 3, state: "acknowledged" })];
    expect(news(new Set([1]), open)).toEqual(["Flame and smoke at Barn"]);
  });
});

describe("what the wall calls for", () => {
  it("is danger before a drill, and nothing once all are answered", () => {
    const drill = incident({ drill: true });
    expect(callOf([drill, incident({})])).toBe("danger");
    expect(callOf([drill, incident({ state: "acknowledged" })])).toBe("drill");
    expect(callOf([incident({ state: "acknowledged" }), incident({ state: "resolved" })])).toBe("none");
    expect(callOf([])).toBe("none");
  });
});

describe("troubles of channels", () => {
  it("are an alarm where there is no channel, or none that works", () => {
    expect(troubles([], NOW).alarm).toBe("No channel is configured: nobody is told of an alarm but here.");
    expect(troubles([channel("Mail", "failing", "no route")], NOW)).toEqual({
      alarm: "Every channel is down: nobody is told of an alarm but here.",
      failing: [{ name: "Mail", time: "18:30", reason: "no route." }],
    });
  });

  it("are a note where another channel works or was not tried yet", () => {
    const some = [channel("Mail", "failing", "no route."), channel("Horn", "untried")];
    expect(troubles(some, NOW)).toEqual({ alarm: null, failing: [{ name: "Mail", time: "18:30", reason: "no route." }] });
    expect(troubles([channel("Mail", "working")], NOW)).toEqual({ alarm: null, failing: [] });
  });
});
