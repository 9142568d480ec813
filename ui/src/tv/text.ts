// SPDX-License-Identifier: Apache-2.0
// The words of the television page, in the language spoken now. Those of tiles and alarms are the wall's.
import { inLanguages } from "../language";
import { en, type TvWords } from "./texts/en";

export const tvText = inLanguages<TvWords>(en, {
  de: async () => (await import("./texts/de")).de,
  es: async () => (await import("./texts/es")).es,
  fr: async () => (await import("./texts/fr")).fr,
  zh: async () => (await import("./texts/zh")).zh,
  ar: async () => (await import("./texts/ar")).ar,
});
