// SPDX-License-Identifier: Apache-2.0
// Asks once for the name that is written beside what somebody does, and keeps it in this browser.
import { createContext, type ComponentChildren } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";
import { recall, remember } from "../preference";
import { text } from "../text";

const KEY = "by-name";

interface Gate {
  readonly name: string;
  /** Calls `act` with the name, at once or when it was typed. */
  readonly withName: (act: (name: string) => void) => void;
  /** Asks anew; null where the account's name is the one. */
  readonly change: (() => void) | null;
}

const GateContext = createContext<Gate | null>(null);

export function useName(): Gate {
  const gate = useContext(GateContext);
  if (gate === null) throw new Error("a page is shown outside NameGate");
  return gate;
}

interface GateProps {
  /** Where somebody is signed in, the service writes down the account's name, and nothing is asked. */
  readonly account?: string | null;
  readonly children: ComponentChildren;
}

export function NameGate({ account = null, children }: GateProps) {
  const [name, setName] = useState(() => account ?? recall(KEY) ?? "");
  const [waiting, setWaiting] = useState<{ readonly act: (name: string) => void } | null>(null);
  const gate = useMemo(
    () => ({
      name,
      withName: (act: (name: string) => void) => {
        if (name === "") setWaiting({ act });
        else act(name);
      },
      change: account === null ? () => { setWaiting({ act: () => undefined }); } : null,
    }),
    [name, account],
  );
  const take = (typed: string) => {
    setName(typed);
    remember(KEY, typed);
    setWaiting(null);
    waiting?.act(typed);
  };
  return (
    <GateContext.Provider value={gate}>
      {children}
      {waiting !== null && <NameDialog name={name} onName={take} onCancel={() => { setWaiting(null); }} />}
    </GateContext.Provider>
  );
}

interface DialogProps {
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

function NameDialog({ name, onName, onCancel }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState(name);
  useEffect(() => { dialog.current?.showModal(); }, []);
  const words = typed.trim();
  return (
    <dialog ref={dialog} onClose={onCancel} aria-labelledby="name-title">
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (words !== "") onName(words);
        }}
      >
        <h2 id="name-title">{text.alarm.nameTitle}</h2>
        <p id="name-why">{text.alarm.nameWhy}</p>
        <input
          type="text"
          aria-labelledby="name-title"
          aria-describedby="name-why"
          autocomplete="name"
          maxLength={60}
          required
          value={typed}
          onInput={(event) => { setTyped(event.currentTarget.value); }}
        />
        <p class="buttons">
          <button type="submit" class="main">{text.alarm.nameGo}</button>
          <button type="button" onClick={() => { dialog.current?.close(); }}>{text.alarm.cancel}</button>
        </p>
      </form>
    </dialog>
  );
}
