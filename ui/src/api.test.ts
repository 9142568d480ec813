// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { createApi } from "./api";
import { tileBytes } from "./testing";

const MILL = { number: 0, id: "mill", name: "Mill stream", plates: [{ id: 12, light: "day" }], connection: "streaming" };

function answering(body: BodyInit, status = 200) {
  const asked: string[] = [];
  const api = createApi((address) => {
    asked.push(address);
    return Promise.resolve(new Response(body, { status }));
  });
  return { api, asked, signal: new AbortController().signal };
}

describe("the interface of the service", () => {
  it("gives the cameras with their plates", async () => {
    const { api, signal } = answering(JSON.stringify({ cameras: [MILL], version: "0.1.0" }));
    const result = await api.cameras(signal);
    expect(result).toMatchObject({ outcome: "success", value: [{ id: "mill", plates: [{ id: 12, light: "day" }] }] });
  });

  it.each(["{}", '{"cameras": [{"number": "0"}]}', "<html>"])("calls the answer %s an error", async (body) => {
    const { api, signal } = answering(body);
    expect((await api.cameras(signal)).outcome).toBe("error");
  });

  it("passes a problem's words on", async () => {
    const problem = { type: "about:blank", title: "Not found", status: 404, detail: "There is no such camera." };
    const { api, signal } = answering(JSON.stringify(problem), 404);
    const result = await api.extent("barn", signal);
    expect(result).toMatchObject({ outcome: "error", problem: { status: 404, detail: "There is no such camera." } });
  });

  it("has words for an error that is no problem document", async () => {
    const { api, signal } = answering("gone", 502);
    expect(await api.plate(3, signal)).toMatchObject({ outcome: "error", problem: { status: 502 } });
  });

  it("says aborted where the caller gave up, and error where there was no answer", async () => {
    const away = createApi(() => Promise.reject(new TypeError("no route")));
    const given = new AbortController();
    expect((await away.cameras(given.signal)).outcome).toBe("error");
    given.abort();
    expect((await away.cameras(given.signal)).outcome).toBe("aborted");
  });

  it("asks for history in RFC 3339 and gives its tiles", async () => {
    const { api, asked, signal } = answering(tileBytes({ sequence: 5 }));
    const result = await api.history("mill", { fromMs: 0, toMs: 900_000 }, signal);
    expect(asked).toEqual([
      "/api/cameras/mill/history?from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A15%3A00.000Z",
    ]);
    expect(result.outcome === "success" && result.value.tiles.map((tile) => tile.sequence)).toEqual([5]);
  });

  it("says null where nothing was recorded", async () => {
    const { api, signal } = answering('{"from": null, "to": null}');
    expect(await api.extent("mill", signal)).toEqual({ outcome: "success", value: null });
  });
});
