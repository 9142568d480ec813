// SPDX-License-Identifier: Apache-2.0
// The routes at which a browser subscribes. Nothing here throws: a call gives success or error.

export type Kind = "fire" | "water" | "blocked" | "camera";

/** What a person can see and report. */
export const SEEN = ["flame", "smoke", "water", "blocked"] as const;
export type Seen = (typeof SEEN)[number];

/** What somebody wants to be told; an empty list means all, and empty hours the whole day. */
export interface Choice {
  readonly places: readonly string[];
  readonly hazards: readonly Kind[];
  readonly hours: string;
  readonly language: string;
  readonly exercises: boolean;
}

export interface Place {
  readonly id: string;
  readonly name: string;
}

/** Our key for the browser, and the languages in which messages come. */
export interface PushKey {
  readonly key: string;
  readonly languages: readonly string[];
}

/** `detail` is the service's own sentence, "" where it gave none; status 0: there was no answer. */
export type Result<T> =
  | { readonly outcome: "success"; readonly value: T }
  | { readonly outcome: "error"; readonly status: number; readonly detail: string };

export interface Desk {
  key(): Promise<Result<PushKey>>;
  places(): Promise<Result<readonly Place[]>>;
  subscribe(subscription: PushSubscriptionJSON, choice: Choice): Promise<Result<string>>;
  unsubscribe(id: string): Promise<Result<null>>;
  /** Raises the alarm; the incident's number. */
  report(hazard: Seen, camera: string): Promise<Result<number>>;
}

const SUBSCRIPTIONS = "/api/push/subscriptions";

export const desk: Desk = {
  key: () => ask("/api/push/key", {}, readKey),
  places: () => ask("/api/cameras", {}, readPlaces),
  subscribe: post,
  unsubscribe: remove,
  report: (hazard, camera) => ask("/api/reports", json({ hazard, camera }), ({ incident }) => (typeof incident === "number" ? incident : undefined)),
};

function json(body: unknown): RequestInit {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

export function post(subscription: PushSubscriptionJSON, choice: Choice): Promise<Result<string>> {
  const { endpoint, keys } = subscription;
  const body = JSON.stringify({ endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth }, ...choice });
  const options = { method: "POST", headers: { "Content-Type": "application/json" }, body };
  return ask(SUBSCRIPTIONS, options, (found) => (typeof found.id === "string" ? found.id : undefined));
}

export function remove(id: string): Promise<Result<null>> {
  return ask(`${SUBSCRIPTIONS}/${encodeURIComponent(id)}`, { method: "DELETE" }, () => null);
}

async function ask<T>(address: string, options: RequestInit, reader: (found: Record<string, unknown>) => T | undefined): Promise<Result<T>> {
  try {
    const answer = await fetch(address, options);
    const found: unknown = answer.status === 204 ? {} : await answer.json().catch(() => null);
    const entries = typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
    const value = answer.ok ? reader(entries) : undefined;
    if (value !== undefined) return { outcome: "success", value };
    return { outcome: "error", status: answer.status, detail: typeof entries.detail === "string" ? entries.detail : "" };
  } catch {
    return { outcome: "error", status: 0, detail: "" };
  }
}

function readKey({ key, languages }: Record<string, unknown>): PushKey | undefined {
  if (typeof key !== "string" || !Array.isArray(languages)) return undefined;
  return { key, languages: languages.filter((each): each is string => typeof each === "string") };
}

function readPlaces({ cameras }: Record<string, unknown>): readonly Place[] | undefined {
  if (!Array.isArray(cameras)) return undefined;
  return cameras.flatMap((each: unknown) => {
    const { id, name } = (each ?? {}) as Record<string, unknown>;
    return typeof id === "string" && typeof name === "string" ? [{ id, name }] : [];
  });
}
