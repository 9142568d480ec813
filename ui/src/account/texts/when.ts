// SPDX-License-Identifier: Apache-2.0
// A moment as a language writes it: the day with its year, and the time over 24 hours, as everywhere on the pages.

/** In: what the service writes, or null. Out: words, "" for none. */
export function whenIn(locale: string): (at: string | null) => string {
  const format = new Intl.DateTimeFormat(locale, {
    year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  return (at) => (at === null ? "" : format.format(new Date(at)));
}
