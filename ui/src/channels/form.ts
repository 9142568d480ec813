// SPDX-License-Identifier: Apache-2.0
// A form of settings as values. In: fields, what is kept, what somebody typed. Out: what is sent.
import type { Field, Kept, Plain } from "../alarms/wire";

/** What stands in the fields: text, or yes and no. A list stands in its lines. */
export type Typed = Readonly<Record<string, string | boolean>>;

export function typedFrom(fields: readonly Field[], kept: Kept | null): Typed {
  return Object.fromEntries(fields.map((field) => [field.key, written(field, kept?.values[field.key] ?? field.default)]));
}

/** A secret is sent where one was typed, or "" where it is to be taken away; else it stays. */
export function wantedFrom(
  fields: readonly Field[], typed: Typed, forgotten: ReadonlySet<string>,
): { values: Record<string, Plain>; secrets: Record<string, string> } {
  const values: Record<string, Plain> = {};
  const secrets: Record<string, string> = {};
  for (const field of fields) {
    const given = typed[field.key] ?? "";
    if (field.kind !== "secret") values[field.key] = meant(field, given);
    else if (forgotten.has(field.key)) secrets[field.key] = "";
    else if (given !== "") secrets[field.key] = String(given);
  }
  return { values, secrets };
}

function written(field: Field, value: Plain): string | boolean {
  if (field.kind === "yes-no") return value === true;
  if (Array.isArray(value)) return value.join("\n");
  return value === null ? "" : String(value);
}

function meant(field: Field, given: string | boolean): Plain {
  if (typeof given === "boolean") return given;
  const words = given.trim();
  if (field.kind === "list") return words === "" ? [] : words.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  // What has no default is not set, which is not the same as empty.
  if (words === "" && field.default === null) return null;
  if (field.kind !== "number") return words;
  // What is no number is sent as it is: the service says what is wrong with it.
  return words === "" ? null : Number.isNaN(Number(words)) ? words : Number(words);
}
