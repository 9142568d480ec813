// SPDX-License-Identifier: Apache-2.0
// The words of the page that draws zones, in the language spoken now.
import { inLanguages } from "../language";
import { en, type ZoneWords } from "./texts/en";

export const zoneWords = inLanguages<ZoneWords>(en, {
  de: async () => (await import("./texts/de")).de,
  es: async () => (await import("./texts/es")).es,
  fr: async () => (await import("./texts/fr")).fr,
  zh: async () => (await import("./texts/zh")).zh,
  ar: async () => (await import("./texts/ar")).ar,
});
