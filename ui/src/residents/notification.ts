// SPDX-License-Identifier: Apache-2.0
// From what was pushed to what is shown, and from a click to what is done. Pure: the service worker does it.

/** As the service makes it: src/hearthwatch/stages/notices/phones/payload.py. */
export interface Pushed {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
  readonly dir: "auto" | "rtl";
  readonly tag: string;
  readonly link: string;
  readonly answer: string;
  readonly answer_words: string;
  readonly answered_words: string;
  readonly open_words: string;
  readonly severity: "notice" | "warning" | "danger";
  readonly cause: string;
  readonly drill: boolean;
  readonly at: number;
}

export interface Action {
  readonly action: "answer" | "open";
  readonly title: string;
}

/** NotificationOptions with the members that TypeScript's own list lacks. */
export interface Shown extends NotificationOptions {
  readonly actions: readonly Action[];
  readonly renotify: boolean;
  readonly timestamp: number;
  readonly data: Pushed;
}

export type Deed =
  | { readonly kind: "answer"; readonly address: string }
  | { readonly kind: "open"; readonly address: string };

const TEXTS = ["title", "body", "lang", "tag", "link", "answer", "answer_words", "answered_words", "open_words", "cause"] as const;
const HOME = "/";

/** What could not be read is shown too: a push that shows nothing costs a page its right to push. */
const UNREADABLE: Pushed = {
  title: "Hearthwatch",
  body: "A message came that this phone could not read. Open the page.",
  lang: "en",
  dir: "auto",
  tag: "unreadable",
  link: HOME,
  answer: "",
  answer_words: "",
  answered_words: "",
  open_words: "Open",
  severity: "warning",
  cause: "unreadable",
  drill: false,
  at: 0,
};

export function read(text: string | null): Pushed {
  try {
    const found: unknown = JSON.parse(text ?? "");
    return isPushed(found) ? found : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

function isPushed(found: unknown): found is Pushed {
  if (typeof found !== "object" || found === null) return false;
  const entries = found as Record<string, unknown>;
  return TEXTS.every((name) => typeof entries[name] === "string") && typeof entries.at === "number" && typeof entries.drill === "boolean";
}

export function shown(pushed: Pushed): Shown {
  const isCheck = pushed.cause === "heartbeat" || pushed.cause === "test";
  const isOver = pushed.cause === "ended";
  return {
    body: pushed.body,
    lang: pushed.lang,
    dir: pushed.dir === "rtl" ? "rtl" : "auto",
    tag: pushed.tag,
    icon: "/app/icon-192.png",
    badge: "/app/icon-192.png",
    timestamp: pushed.at,
    // Real danger stays until somebody has seen it; a sign of life makes no sound.
    requireInteraction: pushed.severity === "danger" && !pushed.drill && !isCheck && !isOver,
    silent: pushed.cause === "heartbeat",
    renotify: pushed.cause !== "heartbeat",
    actions: actions(pushed, isOver),
    data: pushed,
  };
}

/** What the phone says after an answer was taken, in place of the question. */
export function answered(pushed: Pushed): Shown {
  return { ...shown(pushed), body: pushed.answered_words, actions: [], requireInteraction: false, renotify: false, silent: true };
}

function actions(pushed: Pushed, isOver: boolean): Action[] {
  const found: Action[] = [];
  if (pushed.answer !== "" && !isOver) found.push({ action: "answer", title: pushed.answer_words });
  if (pushed.link !== "") found.push({ action: "open", title: pushed.open_words });
  return found;
}

/** What a click asks for. `origin`: the service's own; nothing is posted to any other. */
export function deed(pushed: Pushed, action: string, origin: string): Deed {
  const answer = address(pushed.answer, origin);
  if (action === "answer" && answer !== null) {
    // The page of the answer has a button: where we may not post, a person presses it.
    return answer.origin === origin ? { kind: "answer", address: answer.href } : { kind: "open", address: answer.href };
  }
  return { kind: "open", address: (address(pushed.link, origin) ?? new URL(HOME, origin)).href };
}

function address(link: string, origin: string): URL | null {
  if (link === "") return null;
  try {
    const found = new URL(link, origin);
    return found.protocol === "https:" || found.protocol === "http:" ? found : null;
  } catch {
    return null;
  }
}
