// SPDX-License-Identifier: Apache-2.0
// What the browser knows of a language: plurals, figures, lists. In: a locale. Out: how to write these in it.

/** "#" stands for the number. Which forms a language has: `Intl.PluralRules`. */
export type Forms = Readonly<{ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>>;

/** The short words of an age; "#" stands for the number. */
export interface Units {
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  readonly days: Forms;
}

export interface Grammar {
  readonly count: (count: number, forms: Forms) => string;
  readonly tenths: (value: number) => string;
  readonly percent: (share: number) => string;
  /** "a, b and c". */
  readonly list: (words: readonly string[]) => string;
  /** Of a picture: tenths of seconds up to ten, else whole units. In: ms. */
  readonly age: (ms: number, units: Units) => string;
}

export function grammarOf(locale: string): Grammar {
  const rules = new Intl.PluralRules(locale);
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: "percent" });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const count = (number: number, forms: Forms) =>
    (forms[rules.select(number)] ?? forms.other).replace("#", whole.format(number));
  return {
    count,
    tenths: (value) => tenth.format(value),
    percent: (value) => share.format(value),
    list: (words) => lists.format(words),
    age: (ms, units) => {
      if (ms < 10_000) return units.seconds.replace("#", tenth.format(ms / 1000));
      const [unit, number] = wholeAge(ms);
      return unit === "days" ? count(number, units.days) : units[unit].replace("#", whole.format(number));
    },
  };
}

function wholeAge(ms: number): [keyof Units, number] {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return ["seconds", seconds];
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return ["minutes", minutes];
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? ["hours", hours] : ["days", Math.floor(hours / 24)];
}
