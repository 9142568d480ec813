// SPDX-License-Identifier: Apache-2.0
// Reads JSON into typed values. In: anything. Out: what was agreed, or a SyntaxError.

export type Reader<T> = (value: unknown) => T;
export type Read<R> = R extends Reader<infer T> ? T : never;

function fail(): never {
  throw new SyntaxError("not what was agreed");
}

export const word: Reader<string> = (value) => (typeof value === "string" ? value : fail());
export const number: Reader<number> = (value) => (typeof value === "number" ? value : fail());
export const truth: Reader<boolean> = (value) => (typeof value === "boolean" ? value : fail());

/** A moment in RFC 3339 as ms since 1970. */
export const moment: Reader<number> = (value) => {
  const ms = Date.parse(word(value));
  return Number.isNaN(ms) ? fail() : ms;
};

export function orNull<T>(reader: Reader<T>): Reader<T | null> {
  return (value) => (value === null ? null : reader(value));
}

export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (value) => (Array.isArray(value) ? value.map(reader) : fail());
}

export function table<T>(reader: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value) => Object.fromEntries(Object.entries(record(value)).map(([key, each]) => [key, reader(each)]));
}

/** A record with these members; what else it has is left out. */
export function shape<S extends Readonly<Record<string, Reader<unknown>>>>(
  members: S,
): Reader<{ readonly [K in keyof S]: Read<S[K]> }> {
  return (value) => {
    const given = record(value);
    const entries = Object.entries(members).map(([key, reader]) => [key, reader(given[key])]);
    return Object.fromEntries(entries) as { readonly [K in keyof S]: Read<S[K]> };
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : fail();
}
