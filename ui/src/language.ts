// SPDX-License-Identifier: Apache-2.0
// Which language the pages speak, and catalogues that follow it. In: a choice. Out: words, `lang` and `dir` of the page.
import { useEffect, useReducer } from "preact/hooks";
import { recall, remember } from "./preference";

export const LANGUAGES = ["en", "de", "es", "fr", "zh", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

interface About {
  /** As it is called in itself. */
  readonly name: string;
  /** What `lang` says; the script matters to fonts. */
  readonly tag: string;
  readonly direction: "ltr" | "rtl";
}

export const ABOUT: Readonly<Record<Language, About>> = {
  en: { name: "English", tag: "en", direction: "ltr" },
  de: { name: "Deutsch", tag: "de", direction: "ltr" },
  es: { name: "Español", tag: "es", direction: "ltr" },
  fr: { name: "Français", tag: "fr", direction: "ltr" },
  zh: { name: "中文", tag: "zh-Hans", direction: "ltr" },
  ar: { name: "العربية", tag: "ar", direction: "rtl" },
};

/** How a catalogue is fetched in another language than English; what is not there stays English. */
export type Loaders<T> = Readonly<Partial<Record<Exclude<Language, "en">, () => Promise<T>>>>;

const KEY = "language";
/** The page does not wait longer for its words: it then begins in English and changes when they are here. */
const PATIENCE_MS = 2_000;

const parts: ((language: Language) => Promise<void>)[] = [];
const listeners = new Set<() => void>();
let spoken: Language = "en";
let choices = 0;

/** A catalogue that reads in the language spoken now; in English while, or where, there is no other. */
export function inLanguages<T extends object>(english: T, others: Loaders<T>): T {
  const here = new Map<Language, T>([["en", english]]);
  const load = async (language: Language) => {
    const loader = language === "en" ? undefined : others[language];
    if (loader !== undefined && !here.has(language)) here.set(language, await loader());
  };
  parts.push(load);
  // A part that comes late, with a page of its own, speaks as the others do.
  if (spoken !== "en") void load(spoken).then(tell, () => undefined);
  return new Proxy(english, { get: (_, key) => Reflect.get(here.get(spoken) ?? english, key) as unknown });
}

export const languageNow = (): Language => spoken;

/** Which way lines run now. */
export const directionNow = (): "ltr" | "rtl" => ABOUT[spoken].direction;

/** The page is still, and then speaks another language; false where its words could not be fetched. */
export async function speak(language: Language): Promise<boolean> {
  choices += 1;
  const choice = choices;
  try {
    await Promise.all(parts.map((load) => load(language)));
  } catch {
    return false;
  }
  // Somebody has chosen again meanwhile.
  if (choice !== choices) return true;
  spoken = language;
  Object.assign(document.documentElement, { lang: ABOUT[language].tag, dir: ABOUT[language].direction });
  tell();
  return true;
}

/** The first of the reader's languages that we have, else English. */
export function languageFor(wanted: readonly string[]): Language {
  const codes = wanted.map((each) => each.split("-")[0]?.toLowerCase() ?? "");
  return codes.find(isLanguage) ?? "en";
}

/** Speaks what was chosen in this browser, else what it asks for; resolves when the page may be drawn. */
export async function speakUsual(): Promise<void> {
  const kept = recall(KEY);
  const language = kept !== null && isLanguage(kept) ? kept : languageFor(navigator.languages);
  const patience = new Promise<void>((resolve) => { setTimeout(resolve, PATIENCE_MS); });
  await Promise.race([speak(language), patience]);
}

/** The language spoken now, and how to change it; redraws when it changes. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  useEffect(() => {
    const listener = redraw as () => void;
    listeners.add(listener);
    return () => { listeners.delete(listener); };
  }, []);
  const choose = (language: Language) => {
    void speak(language).then((isSpoken) => {
      if (isSpoken) remember(KEY, language);
      else tell();
    });
  };
  return [spoken, choose];
}

function tell(): void {
  for (const listener of listeners) listener();
}

function isLanguage(code: string): code is Language {
  return (LANGUAGES as readonly string[]).includes(code);
}
