// SPDX-License-Identifier: Apache-2.0
// A yes or no that this browser remembers, where it is allowed to.
import { useState } from "preact/hooks";

export function usePreference(name: string, usual: boolean): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => read(name) ?? usual);
  const change = (next: boolean) => {
    setValue(next);
    write(name, next);
  };
  return [value, change];
}

function read(name: string): boolean | null {
  try {
    const kept = localStorage.getItem(name);
    return kept === null ? null : kept === "yes";
  } catch {
    return null; // Storage is forbidden in this browser.
  }
}

function write(name: string, value: boolean): void {
  try {
    localStorage.setItem(name, value ? "yes" : "no");
  } catch {
    // Storage is forbidden or full; the choice then lasts as long as the page.
  }
}
