// SPDX-License-Identifier: Apache-2.0
// Asks once more before something is decided, and says what it means. In: the words. Out: yes, or nothing.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { plateWords as words } from "./text";

export interface Question {
  readonly title: string;
  readonly means: readonly string[];
  /** What must not be done; it stands out. */
  readonly not?: string;
  /** What has to be ticked first; absent where nothing has. */
  readonly looked?: string;
  readonly go: string;
}

interface Props {
  readonly question: Question;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

export function Confirm({ question, onYes, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [hasLooked, setLooked] = useState(false);
  // Before anything is painted: the next key is meant for the dialog.
  useLayoutEffect(() => { dialog.current?.showModal(); }, []);
  const mayGo = question.looked === undefined || hasLooked;
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="confirm-title">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!mayGo) return;
          dialog.current?.close();
          onYes();
        }}
      >
        <h2 id="confirm-title">{question.title}</h2>
        {question.means.map((each) => <p key={each}>{each}</p>)}
        {question.not !== undefined && <p class="must-not"><strong>{question.not}</strong></p>}
        {question.looked !== undefined && (
          <label class="choice">
            <input type="checkbox" required checked={hasLooked} onChange={(event) => { setLooked(event.currentTarget.checked); }} />
            {question.looked}
          </label>
        )}
        <p class="buttons">
          <button type="submit" class="main">{question.go}</button>
          <button type="button" onClick={() => { dialog.current?.close(); }}>{words.cancel}</button>
        </p>
      </form>
    </dialog>
  );
}
