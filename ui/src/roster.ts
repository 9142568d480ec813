// SPDX-License-Identifier: Apache-2.0
// The list of cameras: asked for at the start, when the link comes back, when it changes, and again after an error.
import { useEffect, useState } from "preact/hooks";
import type { Api, Camera, Problem } from "./api";

const RETRY_MS = 5_000;

export interface Roster {
  /** Null until the first answer. */
  readonly cameras: readonly Camera[] | null;
  /** Why the newest question had no answer; the list is then what it was. */
  readonly problem: Problem | null;
}

/** Asks again whenever `version` changes. */
export function useRoster(api: Api, version: number): Roster {
  const [roster, setRoster] = useState<Roster>({ cameras: null, problem: null });
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const result = await api.cameras(abort.signal);
      if (abort.signal.aborted || result.outcome === "aborted") return;
      if (result.outcome === "success") {
        setRoster({ cameras: result.value, problem: null });
        return;
      }
      setRoster((old) => ({ cameras: old.cameras, problem: result.problem }));
      timer = setTimeout(() => void ask(), RETRY_MS);
    };
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [api, version]);
  return roster;
}
