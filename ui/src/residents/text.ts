// SPDX-License-Identifier: Apache-2.0
// Every word of the residents' page. Another language is another file of `texts`.
import type { Kind, Seen } from "./desk";
import { ar } from "./texts/ar";
import { de } from "./texts/de";
import { en } from "./texts/en";
import { es } from "./texts/es";
import { fr } from "./texts/fr";
import { zh } from "./texts/zh";

export interface Catalogue {
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly lead: string;
  readonly told: string;
  readonly notTold: string;
  readonly places: string;
  readonly allPlaces: string;
  readonly hazards: string;
  readonly allHazards: string;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly hours: string;
  readonly onlyBetween: string;
  readonly from: string;
  readonly to: string;
  readonly danger: string;
  readonly language: string;
  readonly exercises: string;
  readonly subscribe: string;
  readonly change: string;
  readonly unsubscribe: string;
  readonly working: string;
  readonly saved: string;
  readonly ended: string;
  readonly privacy: string;
  readonly wall: string;
  readonly report: {
    readonly title: string;
    readonly lead: string;
    readonly what: string;
    readonly seen: Readonly<Record<Seen, string>>;
    readonly where: string;
    readonly go: string;
    readonly sure: (hazard: string, place: string) => string;
    readonly yes: string;
    readonly no: string;
    readonly sent: string;
    readonly tooOften: string;
    readonly failed: string;
  };
  readonly trouble: {
    readonly unsupported: string;
    readonly installFirst: string;
    readonly denied: string;
    readonly failed: string;
    readonly unreachable: string;
    readonly off: string;
    readonly sameHours: string;
  };
}

const CATALOGUES: Readonly<Record<string, Catalogue>> = { en, ar, de, es, fr, zh };

/** The words of the first language that we have, else English; with its tag. */
export function catalogueFor(languages: readonly string[]): { readonly language: string; readonly text: Catalogue } {
  for (const wanted of languages) {
    const language = wanted.split("-")[0]?.toLowerCase() ?? "";
    const text = CATALOGUES[language];
    if (text !== undefined) return { language, text };
  }
  return { language: "en", text: en };
}

/** A language's name in itself, such as "Deutsch". */
export function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  } catch {
    return language;
  }
}
