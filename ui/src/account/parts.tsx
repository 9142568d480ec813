// SPDX-License-Identifier: Apache-2.0
// What the pages of accounts share: a field, a note that screen readers hear, boxes for roles and places.
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Said } from "../components/Said";
import { ROLES, type Role } from "../session";
import { text as common } from "../text";
import type { Answer } from "./api";
import { text } from "./text";

/** Words of ours, or a refusal in those of the service. */
export interface Note { readonly kind: "done" | "trouble" | "refused"; readonly words: string }

export function Refusal({ words }: { readonly words: string }) {
  return words === "" ? <>{text.unreachable}</> : <Said words={words} />;
}

export function NoteLine({ note }: { readonly note: Note | null }) {
  const isTrouble = note !== null && note.kind !== "done";
  return (
    <p role="status" class={isTrouble ? "note trouble" : "note"}>
      {note?.kind === "refused" ? <Refusal words={note.words} /> : note?.words}
    </p>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly type?: "text" | "password";
  readonly autocomplete: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export function Field({ label, value, onValue, type = "text", autocomplete, minLength, maxLength }: FieldProps) {
  const id = useId();
  const rest = {
    id, value, autocomplete, minLength, maxLength, required: true, spellcheck: false,
    onInput: (event: { readonly currentTarget: HTMLInputElement }) => { onValue(event.currentTarget.value); },
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {type === "password" ? <input type="password" {...rest} /> : <input type="text" {...rest} />}
    </div>
  );
}

/** Runs one thing at a time; what went wrong is the note. */
export function useWork(): { readonly note: Note | null; readonly isBusy: boolean; readonly run: <T>(work: () => Promise<Answer<T> | string>, then: (value: T) => string) => void } {
  const [note, setNote] = useState<Note | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = <T,>(work: () => Promise<Answer<T> | string>, then: (value: T) => string) => {
    if (isBusy) return;
    setBusy(true);
    setNote({ kind: "done", words: text.working });
    void work().then((answer) => {
      setBusy(false);
      if (typeof answer === "string") setNote({ kind: "trouble", words: answer });
      else if (answer.ok) setNote({ kind: "done", words: then(answer.value) });
      else setNote({ kind: "refused", words: answer.words });
    });
  };
  return { note, isBusy, run };
}

export function roleWords(roles: readonly Role[]): string {
  return common.join(roles.map((role) => text.role[role]));
}

interface RolesProps { readonly legend: string; readonly roles: readonly Role[]; readonly onRoles: (roles: readonly Role[]) => void }

export function RoleBoxes({ legend, roles, onRoles }: RolesProps) {
  const toggle = (role: Role) => { onRoles(ROLES.filter((each) => (each === role ? !roles.includes(each) : roles.includes(each)))); };
  return (
    <fieldset>
      <legend>{legend}</legend>
      {ROLES.map((role) => (
        <Box key={role} isChecked={roles.includes(role)} onToggle={() => { toggle(role); }}>
          <span><b>{text.role[role]}</b>{common.colon}{text.roleMeaning[role]}</span>
        </Box>
      ))}
    </fieldset>
  );
}

interface PlacesProps { readonly cameras: Readonly<Record<string, string>>; readonly places: readonly string[] | null; readonly onPlaces: (places: readonly string[] | null) => void }

export function PlaceBoxes({ cameras, places, onPlaces }: PlacesProps) {
  const ids = Object.keys(cameras);
  const chosen = places ?? ids;
  const toggle = (id: string) => { onPlaces(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]); };
  return (
    <fieldset>
      <legend>{text.people.places}</legend>
      <Box isChecked={places === null} onToggle={() => { onPlaces(places === null ? [] : null); }}>{text.people.allPlaces}</Box>
      {places !== null && ids.map((id) => (
        <Box key={id} isChecked={places.includes(id)} onToggle={() => { toggle(id); }}><bdi>{cameras[id]}</bdi></Box>
      ))}
    </fieldset>
  );
}

interface BoxProps { readonly isChecked: boolean; readonly onToggle: () => void; readonly children: ComponentChildren }

function Box({ isChecked, onToggle, children }: BoxProps) {
  return (
    <label class="box">
      <input type="checkbox" checked={isChecked} onChange={onToggle} />
      <span>{children}</span>
    </label>
  );
}
