// SPDX-License-Identifier: Apache-2.0
// The residents' page: whether this phone is told, and of what.
import { useEffect, useState } from "preact/hooks";
import { choiceOf, draftOf, type Draft } from "./choice";
import type { Choice, Desk, Place, PushKey } from "./desk";
import { Fields } from "./Fields";
import type { Kept } from "./kept";
import type { PushPort, Subscribed } from "./push";
import { Report } from "./Report";
import { catalogueFor, type Catalogue } from "./text";

export interface Ports {
  readonly desk: Desk;
  readonly push: PushPort;
  readonly kept: () => Promise<Kept | null>;
  readonly keep: (what: Kept | null) => Promise<void>;
  /** The browser's languages, the first first. */
  readonly languages: readonly string[];
}

type Trouble = keyof Catalogue["trouble"];
type Note = { readonly kind: "words"; readonly word: "working" | "saved" | "ended" } | { readonly kind: "trouble"; readonly trouble: Trouble; readonly detail: string };

interface Known {
  readonly key: PushKey | null;
  readonly places: readonly Place[];
  readonly kept: Kept | null;
  readonly draft: Draft;
  readonly note: Note | null;
}

export function Residents({ ports }: { readonly ports: Ports }) {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => { void begin(ports).then(setKnown); }, [ports]);
  const { language, text } = catalogueFor(known === null ? ports.languages : [known.draft.language, ...ports.languages]);
  useEffect(() => {
    Object.assign(document.documentElement, { lang: language, dir: text.direction });
    document.title = `${text.title} – Hearthwatch`;
  }, [language, text]);
  if (known === null) return <main aria-busy="true"><h1>{text.title}</h1></main>;
  const put = (changes: Partial<Known>) => { setKnown((old) => (old === null ? old : { ...old, ...changes })); };
  return (
    <main>
      <h1>{text.title}</h1>
      <p>{text.lead}</p>
      <p class="state" data-told={known.kept === null ? "no" : "yes"}>{known.kept === null ? text.notTold : text.told}</p>
      {known.places.length > 0 && <Report desk={ports.desk} places={known.places} text={text} />}
      {known.key !== null && <Form ports={ports} known={known} text={text} put={put} />}
      <p role="status" class={known.note?.kind === "trouble" ? "note trouble" : "note"}>{words(known.note, text)}</p>
      <p class="hint">{text.privacy}</p>
      <p><a href="/">{text.wall}</a></p>
    </main>
  );
}

interface FormProps {
  readonly ports: Ports;
  readonly known: Known;
  readonly text: Catalogue;
  readonly put: (changes: Partial<Known>) => void;
}

function Form({ ports, known, text, put }: FormProps) {
  const { key, kept, draft } = known;
  const isBusy = known.note?.kind === "words" && known.note.word === "working";
  const run = (act: () => Promise<Partial<Known>>) => {
    if (isBusy) return;
    put({ note: { kind: "words", word: "working" } });
    void act().then(put);
  };
  const submit = () => {
    const choice = choiceOf(draft);
    if (choice === null) put({ note: { kind: "trouble", trouble: "sameHours", detail: "" } });
    else run(() => subscribe(ports, key?.key ?? "", choice));
  };
  return (
    <form onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Fields draft={draft} places={known.places} languages={key?.languages ?? []} text={text} onChange={(next) => { put({ draft: next, note: null }); }} />
      <div class="acts">
        <button type="submit" class="main" aria-disabled={isBusy}>{kept === null ? text.subscribe : text.change}</button>
        {kept !== null && (
          <button type="button" aria-disabled={isBusy} onClick={() => { run(() => unsubscribe(ports, kept)); }}>{text.unsubscribe}</button>
        )}
      </div>
    </form>
  );
}

/** What the page knows at its start; without a key there is a note that says why. */
async function begin(ports: Ports): Promise<Known> {
  const [key, found, remembered, isSubscribed] = await Promise.all([
    ports.desk.key(), ports.desk.places(), ports.kept(), ports.push.isSubscribed(),
  ]);
  const kept = isSubscribed ? remembered : null;
  const places = found.outcome === "success" ? found.value : [];
  const languages = key.outcome === "success" ? key.value.languages : [];
  const draft = draftOf(remembered?.choice ?? null, nearest(ports.languages, languages));
  // A place that is no more is not chosen any more: it would not be seen on the page.
  const there = draft.places.filter((id) => found.outcome === "error" || places.some((place) => place.id === id));
  const known = { places, kept, draft: { ...draft, places: there } };
  const readiness = ports.push.readiness();
  if (readiness !== "ready") return { ...known, key: null, note: trouble(readiness === "install-first" ? "installFirst" : readiness) };
  if (key.outcome === "success") return { ...known, key: key.value, note: null };
  return { ...known, key: null, note: trouble(key.status === 404 ? "off" : "unreachable") };
}

/** The first of somebody's languages in which messages come. */
function nearest(wanted: readonly string[], there: readonly string[]): string {
  const base = (tag: string) => tag.split("-")[0]?.toLowerCase() ?? "";
  for (const each of wanted) {
    const found = there.find((tag) => tag === each) ?? there.find((tag) => base(tag) === base(each));
    if (found !== undefined) return found;
  }
  return there[0] ?? "en";
}

async function subscribe({ desk, push, keep }: Ports, key: string, choice: Choice): Promise<Partial<Known>> {
  const found: Subscribed = await push.subscribe(key);
  if (found.outcome !== "success") return { note: trouble(found.outcome) };
  const result = await desk.subscribe(found.subscription, choice);
  if (result.outcome === "error") return { note: trouble(result.status === 0 ? "unreachable" : "failed", result.detail) };
  const kept = { id: result.value, choice };
  await keep(kept);
  return { kept, note: { kind: "words", word: "saved" } };
}

async function unsubscribe({ desk, push, keep }: Ports, kept: Kept): Promise<Partial<Known>> {
  const result = await desk.unsubscribe(kept.id);
  // The service may have forgotten it before; any other error leaves it as it is.
  if (result.outcome === "error" && result.status !== 404) return { note: trouble("unreachable", result.detail) };
  await push.unsubscribe();
  await keep(null);
  return { kept: null, note: { kind: "words", word: "ended" } };
}

function trouble(kind: Trouble, detail = ""): Note {
  return { kind: "trouble", trouble: kind, detail };
}

function words(note: Note | null, text: Catalogue): string {
  if (note === null) return "";
  return note.kind === "words" ? text[note.word] : `${text.trouble[note.trouble]} ${note.detail}`.trim();
}
