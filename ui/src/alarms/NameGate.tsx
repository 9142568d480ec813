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
  readonly change: () => void;
}

const GateContext = createContext<Gate | null>(null);

export function useName(): Gate {
  const gate = useContext(GateContext);
  if (gate === null) throw new Error("a page is shown outside NameGate");
  return gate;
}

export function NameGate({ children }: { readonly children: ComponentChildren }) {
  const [name, setName] = useState(() => recall(KEY) ?? "");
  const [waiting, setWaiting] = useState<{ readonly act: (name: string) => void } | null>(null);
  const gate = useMemo(
    () => ({
      name,
      withName: (act: (name: string) => void) => {
        if (name === "") setWaiting({ act });
        else act(name);
      },
      change: () => { setWaiting({ act: () => undefined }); },
    }),
    [name],
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
