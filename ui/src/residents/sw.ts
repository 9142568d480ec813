// SPDX-License-Identifier: Apache-2.0
// The service worker of the residents' page: shows what is pushed, does what a click asks for, and subscribes
// anew when the browser changes its address. It keeps no pages: what it would keep could be out of date.
import { post, remove } from "./desk";
import { keep, kept } from "./kept";
import { answered, deed, read, shown, type Pushed, type Shown } from "./notification";

/** TypeScript's words for workers cannot be had beside those for pages: what we use of them. */
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface PushEvent extends Waiting {
  readonly data: { text(): string } | null;
}
interface ClickEvent extends Waiting {
  readonly action: string;
  readonly notification: { readonly data: Pushed; close(): void };
}
interface ChangeEvent extends Waiting {
  readonly newSubscription: PushSubscription | null;
  readonly oldSubscription: PushSubscription | null;
}
interface WindowClient {
  readonly url: string;
  focus(): Promise<unknown>;
}
interface Scope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration & { showNotification(title: string, options: Shown): Promise<void> };
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(address: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", act: (event: Waiting) => void): void;
  addEventListener(kind: "push", act: (event: PushEvent) => void): void;
  addEventListener(kind: "notificationclick", act: (event: ClickEvent) => void): void;
  addEventListener(kind: "pushsubscriptionchange", act: (event: ChangeEvent) => void): void;
}

const scope = self as unknown as Scope;

scope.addEventListener("install", (event) => { event.waitUntil(scope.skipWaiting()); });
scope.addEventListener("activate", (event) => { event.waitUntil(scope.clients.claim()); });
scope.addEventListener("push", (event) => {
  const pushed = read(event.data?.text() ?? null);
  event.waitUntil(scope.registration.showNotification(pushed.title, shown(pushed)));
});
scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(act(event.notification.data, event.action));
});
scope.addEventListener("pushsubscriptionchange", (event) => { event.waitUntil(renew(event)); });

async function act(pushed: Pushed, action: string): Promise<void> {
  const wanted = deed(pushed, action, scope.location.origin);
  if (wanted.kind === "open") {
    await open(wanted.address);
    return;
  }
  const isTaken = await fetch(wanted.address, { method: "POST", credentials: "omit" }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (isTaken) await scope.registration.showNotification(pushed.title, answered(pushed));
  else await open(wanted.address);
}

async function open(address: string): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((each) => each.url === address);
  await (there === undefined ? scope.clients.openWindow(address) : there.focus());
}

/** The browser has another address at its push service: tell it with the same choice. */
async function renew(event: ChangeEvent): Promise<void> {
  const was = await kept();
  if (was === null) return;
  const options = event.oldSubscription?.options;
  const now =
    event.newSubscription ??
    (options === undefined
      ? null
      : await scope.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: options.applicationServerKey }));
  if (now === null) return;
  const result = await post(now.toJSON(), was.choice);
  if (result.outcome !== "success") return;
  await keep({ id: result.value, choice: was.choice });
  await remove(was.id);
}
