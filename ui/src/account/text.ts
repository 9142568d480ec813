// SPDX-License-Identifier: Apache-2.0
// Every word of the pages of accounts, in the language spoken now.
import { inLanguages } from "../language";
import { en, type AccountWords } from "./texts/en";

export const text = inLanguages<AccountWords>(en, {
  de: async () => (await import("./texts/de")).de,
  es: async () => (await import("./texts/es")).es,
  fr: async () => (await import("./texts/fr")).fr,
  zh: async () => (await import("./texts/zh")).zh,
  ar: async () => (await import("./texts/ar")).ar,
});
