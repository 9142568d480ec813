// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { createAlarmApi } from "./api";
import { readAlarm, readKept } from "./wire";

const INCIDENT = {
  id: 7, kind: "fire", state: "notified", severity: "danger", drill: false, opened: "2026-01-31T18:30:00.000Z",
  closed: null, why: "w", by: "", hazards: ["flame"], where: ["Mill"], is_seen: true,
};

describe("reading", () => {
  it("takes what was agreed, with moments in ms and without what it does not know", () => {
    const read = readAlarm({ incidents: [{ ...INCIDENT, later: 1 }], more: 0, channels: [], later: 1 });
    expect(read.incidents[0]).toEqual({ ...INCIDENT, opened: Date.UTC(2026, 0, 31, 18, 30) });
  });

  it.each([
    [{ incidents: [], more: 0 }],
    [{ incidents: [{ ...INCIDENT, id: "7" }], more: 0, channels: [] }],
    [{ incidents: [{ ...INCIDENT, opened: "yesterday" }], more: 0, channels: [] }],
    [{ incidents: [{ ...INCIDENT, where: null }], more: 0, channels: [] }],
    [null],
    [[]],
  ])("refuses %j", (value) => {
    expect(() => readAlarm(value)).toThrow(SyntaxError);
  });

  it("takes values of every plain kind, and no other", () => {
    const kept = { id: "a", kind: "mail", is_from_file: false, values: { a: 1, b: "x", c: true, d: null, e: ["x"] }, secrets: [] };
    expect(readKept(kept).values).toEqual(kept.values);
    expect(() => readKept({ ...kept, values: { a: {} } })).toThrow(SyntaxError);
  });
});

describe("the calls", () => {
  const answering = (status: number, body: string | null) => {
    const asked: [string, RequestInit][] = [];
    const api = createAlarmApi((address, options) => {
      asked.push([address, options]);
      return Promise.resolve(new Response(body, { status }));
    });
    return { api, asked };
  };

  it("sends who does what as JSON", async () => {
    const { api, asked } = answering(200, JSON.stringify(INCIDENT));
    const result = await api.act(7, "not-a-hazard", "Ana");
    expect(result.outcome).toBe("success");
    const [address, options] = asked[0]!;
    expect([address, options.method, options.body]).toEqual(["/api/incidents/7/not-a-hazard", "POST", '{"by":"Ana"}']);
    expect(options.headers).toEqual({ "Content-Type": "application/json" });
  });

  it("gives the service's own words of what it refuses", async () => {
    const { api } = answering(409, JSON.stringify({ status: 409, title: "Conflict", detail: "It is over." }));
    expect(await api.act(7, "resolve", "Ana")).toEqual({
      outcome: "error", problem: { status: 409, title: "Conflict", detail: "It is over." },
    });
  });

  it("reads no body where there is none, and escapes ids in addresses", async () => {
    const { api, asked } = answering(204, null);
    expect(await api.removeChannel("a/b")).toEqual({ outcome: "success", value: true });
    expect(asked[0]![0]).toBe("/api/channels/settings/a%2Fb");
  });

  it("gives an error where the answer is not what was agreed", async () => {
    const { api } = answering(200, "{}");
    expect((await api.stop("Ana")).outcome).toBe("error");
  });
});
