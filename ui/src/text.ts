// SPDX-License-Identifier: Apache-2.0
// Every word that people read, in the language spoken now. English is always here; the others come when chosen.
import { inLanguages } from "./language";
import { en, type Catalogue } from "./texts/en";

export type { Catalogue };

export const text = inLanguages<Catalogue>(en, {
  de: async () => (await import("./texts/de")).de,
  es: async () => (await import("./texts/es")).es,
  fr: async () => (await import("./texts/fr")).fr,
  zh: async () => (await import("./texts/zh")).zh,
  ar: async () => (await import("./texts/ar")).ar,
});
