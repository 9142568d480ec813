// SPDX-License-Identifier: Apache-2.0
// A question that a page asks when it opens, and again: every so often, and whenever `version` changes.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem, Result } from "../api";

export interface Asked<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly again: () => void;
}

export function useAsked<T>(question: (signal: AbortSignal) => Promise<Result<T>>, version: unknown, everyMs: number): Asked<T> {
  const [state, setState] = useState<{ value: T | null; problem: Problem | null }>({ value: null, problem: null });
  const [turn, setTurn] = useState(0);
  const latest = useRef(question);
  latest.current = question;
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      const result = await latest.current(abort.signal);
      if (abort.signal.aborted || result.outcome === "aborted") return;
      if (result.outcome === "success") setState({ value: result.value, problem: null });
      else setState((old) => ({ value: old.value, problem: result.problem }));
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [version, everyMs, turn]);
  return { ...state, again: () => { setTurn((old) => old + 1); } };
}
