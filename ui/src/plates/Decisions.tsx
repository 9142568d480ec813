// SPDX-License-Identifier: Apache-2.0
// What a steward may decide about a plate now, as buttons; and what came of it, in words.
import { useState } from "preact/hooks";
import { useName } from "../alarms/NameGate";
import { Around } from "../components/Said";
import type { Choice } from "./cells";
import { countOf } from "./cells";
import { Confirm } from "./Confirm";
import { hasApproved, questionOf, taken, type ActName } from "./questions";
import type { CellClass } from "./reasons";
import { plateWords as words } from "./text";
import type { Deciding } from "./useDecision";
import { isCandidate, type PlateFile } from "./wire";

interface Props {
  readonly file: PlateFile;
  readonly classes: readonly CellClass[];
  readonly choice: Choice;
  readonly onNone: () => void;
  readonly deciding: Deciding;
}

export function Decisions({ file, classes, choice, onNone, deciding }: Props) {
  const { name } = useName();
  // With the plate as it was when the question was asked: what came since was not looked at.
  const [asked, ask] = useState<{ readonly act: ActName; readonly file: PlateFile } | null>(null);
  const { visible, held } = taken(choice.cells, classes);
  const all = countOf(choice.cells);
  const { isBusy, outcome, decide } = deciding;
  const button = (act: ActName, label: string, isOff: boolean, kind = "") => (
    // Not `disabled`, which would take the focus away from whoever works by keyboard.
    <button type="button" class={kind} aria-disabled={isOff || isBusy} onClick={() => { if (!isOff && !isBusy) ask({ act, file }); }}>
      {label}
    </button>
  );
  return (
    <section class="decisions">
      {isCandidate(file.plate) && (
        <>
          <p role="status">{all === 0 ? words.noneSelected : words.hasSelected(all, visible, held)}</p>
          <p class="buttons">
            {button("strike", words.strike(visible + held), visible + held === 0)}
            {button("clear", words.clear(held), held === 0)}
            <button type="button" aria-disabled={all === 0} onClick={onNone}>{words.selectNone}</button>
          </p>
          {hasApproved(file, name) && <p><strong>{words.youHave}</strong></p>}
        </>
      )}
      <p class="buttons">
        {isCandidate(file.plate) && button("approve", words.approve, hasApproved(file, name), "main")}
        {file.plate.state !== "retired" && button("retire", words.retire, false)}
        <Yourself />
      </p>
      <p role="status">{outcome !== null && !outcome.isProblem ? outcome.words : ""}</p>
      <p role="alert" class="problem">{outcome?.isProblem === true && <Around sentence={words.refused} said={outcome.words} />}</p>
      {asked !== null && (
        <Confirm
          question={questionOf(asked.act, asked.file, choice.cells, classes)}
          onClose={() => { ask(null); }}
          onYes={() => { decide(asked.act, asked.file, choice.cells); }}
        />
      )}
    </section>
  );
}

/** Under which name one decides, and a way to change it where no account says it. */
function Yourself() {
  const { name, change } = useName();
  if (name === "" || change === null) return null;
  return <button type="button" class="plain" onClick={change}>{words.you(name)}</button>;
}
