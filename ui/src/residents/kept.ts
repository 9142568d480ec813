// SPDX-License-Identifier: Apache-2.0
// What this browser remembers of its subscription. In the cache's storage, which the service worker can read too.
import type { Choice } from "./desk";

export interface Kept {
  readonly id: string;
  readonly choice: Choice;
}

const [STORE, NAME] = ["residents", "/app/subscription"];

export async function kept(): Promise<Kept | null> {
  try {
    const found = await (await caches.open(STORE)).match(NAME);
    return found === undefined ? null : ((await found.json()) as Kept);
  } catch {
    return null; // Storage is forbidden in this browser, or what is there is no JSON.
  }
}

export async function keep(what: Kept | null): Promise<void> {
  try {
    const store = await caches.open(STORE);
    if (what === null) await store.delete(NAME);
    else await store.put(NAME, new Response(JSON.stringify(what), { headers: { "Content-Type": "application/json" } }));
  } catch {
    // Storage is forbidden or full; the subscription then lasts all the same, and cannot be changed from here.
  }
}
