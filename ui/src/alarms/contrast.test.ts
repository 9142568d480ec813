// SPDX-License-Identifier: Apache-2.0
// The stripes around the page can be told from the page in both schemes (WCAG 2.2, 1.4.11: 3 to 1). Words are axe's.
/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import sheet from "../style.css?raw";
import alarms from "./alarms.css?raw";

const grounds = [...sheet.matchAll(/--ground: (#[0-9a-f]{6})/g)].map((match) => match[1]!);
const edges = [...sheet.matchAll(/--line: (#[0-9a-f]{6})/g)].map((match) => match[1]!);
const surfaces = [...sheet.matchAll(/--surface: (#[0-9a-f]{6})/g)].map((match) => match[1]!);

/** WCAG 2.2: relative luminance of a colour, and contrast of two. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
const contrast = (one: string, other: string) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
};

const stripes = (rule: string) => {
  const body = alarms.slice(alarms.indexOf(rule)).split("}")[0]!;
  return [...body.matchAll(/#([0-9a-f]{6}|[0-9a-f]{3})\b/g)].map(({ 1: hex }) => (hex!.length === 3 ? hex!.replace(/./g, "$&$&").padStart(7, "#") : `#${hex!}`));
};

describe("colours of alarms", () => {
  it("finds both schemes", () => {
    expect([grounds.length, edges.length, surfaces.length]).toEqual([2, 2, 2]);
  });

  it.each([".flash {", ".flash.drill {"])("%s has a stripe that stands out on each ground", (rule) => {
    const colours = stripes(rule);
    expect(colours.length).toBeGreaterThan(0);
    for (const ground of grounds) expect(Math.max(...colours.map((each) => contrast(each, ground)))).toBeGreaterThanOrEqual(3);
  });

  it("edges of fields stand out on what they stand on", () => {
    edges.forEach((edge, index) => { expect(contrast(edge, surfaces[index]!)).toBeGreaterThanOrEqual(3); });
  });
});
