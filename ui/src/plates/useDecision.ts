// SPDX-License-Identifier: Apache-2.0
// Does what a steward has decided, on just what they looked at, and says in words what came of it.
import { useState } from "preact/hooks";
import { useName } from "../alarms/NameGate";
import type { Result } from "../api";
import { useServices } from "../services";
import type { Cells } from "./cells";
import { doneWords, type ActName } from "./questions";
import type { Done, PlateFile } from "./wire";

export interface Outcome {
  /** What was done, in our words; or why it was not, in the service's. */
  readonly words: string;
  readonly isProblem: boolean;
}

export interface Deciding {
  readonly outcome: Outcome | null;
  readonly isBusy: boolean;
  /** `file`: as it was looked at when it was decided. */
  readonly decide: (act: ActName, file: PlateFile, cells: Cells) => void;
}

/** `onEnd` is called after each act, whatever came of it: what is shown is asked for anew. */
export function useDecision(onEnd: (isDone: boolean) => void): Deciding {
  const { stewards } = useServices();
  const { withName } = useName();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ended = (act: ActName, result: Result<Done>) => {
    setBusy(false);
    if (result.outcome === "aborted") return;
    const isDone = result.outcome === "success";
    setOutcome(isDone
      ? { words: doneWords(act, result.value), isProblem: false }
      : { words: result.problem.detail, isProblem: true });
    onEnd(isDone);
  };
  const decide = (act: ActName, { plate, revision }: PlateFile, cells: Cells) => {
    withName((by) => {
      setBusy(true);
      setOutcome(null);
      const decision = { by, revision };
      const work = act === "strike" || act === "clear"
        ? stewards.changeCells(plate.id, act, cells, decision)
        : stewards.decide(plate.id, act, decision);
      void work.then((result) => { ended(act, result); });
    });
  };
  return { outcome, isBusy, decide };
}
