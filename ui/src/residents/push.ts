// SPDX-License-Identifier: Apache-2.0
// The browser's side of web push, with a result in place of each exception.

export type Readiness = "ready" | "unsupported" | "install-first" | "denied";
export type Subscribed =
  | { readonly outcome: "success"; readonly subscription: PushSubscriptionJSON }
  | { readonly outcome: "denied" }
  | { readonly outcome: "failed" };

export interface PushPort {
  readiness(): Readiness;
  /** Whether the browser itself still has a subscription: it may have ended one without a word. */
  isSubscribed(): Promise<boolean>;
  subscribe(key: string): Promise<Subscribed>;
  unsubscribe(): Promise<void>;
}

const WORKER = "/app/sw.js";

export const browserPush: PushPort = {
  readiness: () => {
    const isThere = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
    if (!isThere) return isAppleTouch(navigator.userAgent) ? "install-first" : "unsupported";
    return Notification.permission === "denied" ? "denied" : "ready";
  },
  subscribe: async (key) => {
    try {
      if ((await Notification.requestPermission()) !== "granted") return { outcome: "denied" };
      await navigator.serviceWorker.register(WORKER);
      const { pushManager } = await navigator.serviceWorker.ready;
      const applicationServerKey = fromBase64(key);
      const old = await pushManager.getSubscription();
      // A browser refuses another key while there is a subscription by the old one.
      if (old !== null && !isSame(old.options.applicationServerKey, applicationServerKey)) await old.unsubscribe();
      const found = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
      return { outcome: "success", subscription: found.toJSON() };
    } catch {
      return { outcome: "failed" };
    }
  },
  isSubscribed: async () => (await current()) !== null,
  unsubscribe: async () => {
    try {
      await (await current())?.unsubscribe();
    } catch {
      // The service has forgotten it already: what it pushes no more cannot come.
    }
  },
};

async function current(): Promise<PushSubscription | null> {
  try {
    const registration = await navigator.serviceWorker.getRegistration(WORKER);
    return (await registration?.pushManager.getSubscription()) ?? null;
  } catch {
    return null; // There is no push in this browser, or it is forbidden.
  }
}

/** Phones and tablets of Apple push to pages on the home screen alone. */
export function isAppleTouch(agent: string): boolean {
  return /iPhone|iPad|iPod/.test(agent);
}

/** Bytes of URL-safe base64 without padding. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function isSame(one: ArrayBuffer | null, other: Uint8Array): boolean {
  if (one?.byteLength !== other.byteLength) return false;
  const bytes = new Uint8Array(one);
  return other.every((byte, index) => byte === bytes[index]);
}
