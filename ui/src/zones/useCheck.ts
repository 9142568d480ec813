// SPDX-License-Identifier: Apache-2.0
// Lets the service check what is drawn, shortly after each change. Out: its word on just what is drawn now.
import { useEffect, useState } from "preact/hooks";
import type { Result } from "../api";
import { useServices } from "../services";
import type { Check } from "./api";
import { isBlank, type Draft } from "./draft";

const QUIET_MS = 250;

/** Null while nothing is known of the drafts as they are now. */
export function useCheck(camera: string, drafts: readonly Draft[]): Result<Check> | null {
  const { zones } = useServices();
  const [result, setResult] = useState<{ readonly of: readonly Draft[]; readonly said: Result<Check> } | null>(null);
  useEffect(() => {
    if (drafts.every(isBlank)) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void zones.check(camera, drafts, abort.signal).then((said) => {
        if (said.outcome !== "aborted") setResult({ of: drafts, said });
      });
    }, QUIET_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [zones, camera, drafts]);
  return result?.of === drafts ? result.said : null;
}
