// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Field, Kept } from "../alarms/wire";
import { typedFrom, wantedFrom } from "./form";

const field = (key: string, kind: string, words: Partial<Field> = {}): Field => ({
  key, kind, words: "", is_required: false, default: null, choices: [], ...words,
});
const FIELDS = [
  field("server", "text"), field("port", "number", { default: 587 }), field("private", "yes-no", { default: false }),
  field("to", "list"), field("key_file", "secret"),
];
const KEPT: Kept = {
  id: "mail", kind: "mail", is_from_file: false, values: { server: "mail.example", port: 25, private: true, to: ["a", "b"] },
  secrets: [{ key: "key_file", is_set: true }],
};
const NONE: ReadonlySet<string> = new Set();

describe("a form of settings", () => {
  it("begins with what is kept, or else with the defaults; a secret is always empty", () => {
    expect(typedFrom(FIELDS, KEPT)).toEqual({ server: "mail.example", port: "25", private: true, to: "a\nb", key_file: "" });
    expect(typedFrom(FIELDS, null)).toEqual({ server: "", port: "587", private: false, to: "", key_file: "" });
  });

  it("sends back what was kept, and no secret that was not typed", () => {
    expect(wantedFrom(FIELDS, typedFrom(FIELDS, KEPT), NONE)).toEqual({ values: KEPT.values, secrets: {} });
  });

  it("sends a secret that was typed, and an empty one where it is to be taken away", () => {
    const typed = { ...typedFrom(FIELDS, KEPT), key_file: " s3cret " };
    expect(wantedFrom(FIELDS, typed, NONE).secrets).toEqual({ key_file: " s3cret " });
    expect(wantedFrom(FIELDS, typed, new Set(["key_file"])).secrets).toEqual({ key_file: "" });
  });

  it("sends nothing chosen, and nothing written where there is no default, as not set", () => {
    const fields = [
      field("codec", "choice", { choices: ["pcmu", "g722"] }), field("url", "text", { is_required: true }),
      field("name", "text", { default: "" }),
    ];
    expect(wantedFrom(fields, typedFrom(fields, null), NONE).values).toEqual({ codec: null, url: null, name: "" });
  });

  it("leaves empty lines out, and sends what is no number as it is, for the service to refuse", () => {
    const typed = { server: " x ", port: "many", private: false, to: "a\n\n b \n", key_file: "" };
    expect(wantedFrom(FIELDS, typed, NONE).values).toEqual({ server: "x", port: "many", private: false, to: ["a", "b"] });
    expect(wantedFrom(FIELDS, { ...typed, port: " ", to: "" }, NONE).values).toMatchObject({ port: null, to: [] });
  });
});
