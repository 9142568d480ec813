// SPDX-License-Identifier: Apache-2.0
// What this browser remembers, where it is allowed to: a yes or no, or the name that somebody typed.
import { useState } from "preact/hooks";

export function usePreference(name: string, usual: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => {
    const kept = recall(name);
    return kept === null ? usual : kept === "yes";
  });
  const change = (next: boolean) => {
    setValue(next);
    remember(name, next ? "yes" : "no");
  };
  return [value, change];
}

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // Storage is forbidden in this browser.
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage is forbidden or full; the choice then lasts as long as the page.
  }
}
