// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import { choiceOf, draftOf, toggled } from "./choice";
import type { Choice } from "./desk";
import { fromBase64, isAppleTouch, isSame } from "./push";
import { catalogueFor, nameOf } from "./text";

const CHOICE: Choice = { places: ["mill"], hazards: ["fire"], hours: "22:00-06:00", language: "ar", exercises: true };

it("gives the choice back that a form was made of", () => {
  expect(choiceOf(draftOf(CHOICE, "en"))).toEqual(CHOICE);
  expect(choiceOf(draftOf(null, "de"))).toEqual({ places: [], hazards: [], hours: "", language: "de", exercises: false });
});

it("refuses hours that are none", () => {
  const draft = { ...draftOf(null, "en"), isBetween: true };
  expect(choiceOf({ ...draft, from: "07:00", to: "07:00" })).toBeNull();
  expect(choiceOf({ ...draft, from: "", to: "07:00" })).toBeNull();
  expect(choiceOf({ ...draft, from: "23:00", to: "07:00" })?.hours).toBe("23:00-07:00");
});

it("adds and takes away in the order of all", () => {
  expect(toggled(["c"], "a", ["a", "b", "c"])).toEqual(["a", "c"]);
  expect(toggled(["a", "c"], "a", ["a", "b", "c"])).toEqual(["c"]);
  expect(toggled(["gone"], "a", ["a"])).toEqual(["a"]);
});

it("reads keys as servers write them", () => {
  expect([...fromBase64("-_8")]).toEqual([251, 255]);
  const key = Uint8Array.from([1, 2]);
  expect(isSame(key.buffer, key)).toBe(true);
  expect(isSame(Uint8Array.from([1, 3]).buffer, key)).toBe(false);
  expect(isSame(null, key)).toBe(false);
});

it("knows which phones need the home screen first", () => {
  expect(isAppleTouch("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)")).toBe(true);
  expect(isAppleTouch("Mozilla/5.0 (Linux; Android 15)")).toBe(false);
});

it("speaks the first language that it has", () => {
  expect(catalogueFor(["tlh", "ar-EG", "de"])).toMatchObject({ language: "ar", text: { direction: "rtl" } });
  expect(catalogueFor([]).language).toBe("en");
  expect(nameOf("de")).toBe("Deutsch");
  expect(nameOf("no language")).toBe("no language");
});
