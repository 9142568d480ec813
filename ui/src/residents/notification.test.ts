// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { answered, deed, read, shown, type Pushed } from "./notification";

const ORIGIN = "https://watch.example";
const FIRE: Pushed = {
  title: "Fire at the mill",
  body: "Keep away and warn others.",
  lang: "en",
  dir: "auto",
  tag: "t",
  link: "/camera/mill",
  answer: "/answer/token",
  answer_words: "I answer for it",
  answered_words: "It is written down.",
  open_words: "See more",
  severity: "danger",
  cause: "first",
  drill: false,
  at: 1_700_000_000_000,
};

describe("what is shown", () => {
  it("stays until it is seen where there is real danger, and nowhere else", () => {
    expect(shown(FIRE).requireInteraction).toBe(true);
    for (const other of [{ drill: true }, { severity: "warning" }, { cause: "ended" }, { cause: "test" }, { cause: "heartbeat" }] as const)
      expect(shown({ ...FIRE, ...other }).requireInteraction).toBe(false);
  });

  it("has a button for each thing that can be done", () => {
    const names = (pushed: Pushed) => shown(pushed).actions.map((each) => each.action);
    expect(names(FIRE)).toEqual(["answer", "open"]);
    expect(names({ ...FIRE, answer: "" })).toEqual(["open"]);
    expect(names({ ...FIRE, link: "" })).toEqual(["answer"]);
    expect(names({ ...FIRE, cause: "ended" })).toEqual(["open"]);
  });

  it("is silent for a sign of life alone", () => {
    expect(shown(FIRE).silent).toBe(false);
    expect(shown({ ...FIRE, cause: "heartbeat" })).toMatchObject({ silent: true, renotify: false });
  });

  it("says after an answer that it was taken, and asks no more", () => {
    expect(answered(FIRE)).toMatchObject({ body: "It is written down.", actions: [], tag: "t", silent: true });
  });
});

describe("what is read", () => {
  it("is what was pushed", () => {
    expect(read(JSON.stringify(FIRE))).toEqual(FIRE);
  });

  it("is told as unreadable where it is anything else", () => {
    for (const text of [null, "", "{", "null", "[]", "7", '"x"', "{}", JSON.stringify({ ...FIRE, at: "now" }), JSON.stringify({ ...FIRE, title: 1 })])
      expect(read(text).tag).toBe("unreadable");
  });
});

describe("a click", () => {
  it("answers at the service's own address alone", () => {
    expect(deed(FIRE, "answer", ORIGIN)).toEqual({ kind: "answer", address: `${ORIGIN}/answer/token` });
    const elsewhere = { ...FIRE, answer: "https://other.example/answer/token" };
    expect(deed(elsewhere, "answer", ORIGIN)).toEqual({ kind: "open", address: "https://other.example/answer/token" });
  });

  it("opens what there is to see, or the wall", () => {
    expect(deed(FIRE, "", ORIGIN)).toEqual({ kind: "open", address: `${ORIGIN}/camera/mill` });
    expect(deed({ ...FIRE, link: "" }, "open", ORIGIN)).toEqual({ kind: "open", address: `${ORIGIN}/` });
  });

  it("never opens what is no page", () => {
    for (const link of ["javascript:alert(1)", "data:text/html,x", "http://[", "blob:x"])
      expect(deed({ ...FIRE, link, answer: link }, "answer", ORIGIN)).toEqual({ kind: "open", address: `${ORIGIN}/` });
  });
});
