// SPDX-License-Identifier: Apache-2.0
// The fields of a choice.
import { KINDS, toggled, type Draft } from "./choice";
import type { Place } from "./desk";
import { nameOf, type Catalogue } from "./text";

interface Props {
  readonly draft: Draft;
  readonly places: readonly Place[];
  readonly languages: readonly string[];
  readonly text: Catalogue;
  readonly onChange: (draft: Draft) => void;
}

export function Fields({ draft, places, languages, text, onChange }: Props) {
  const put = (changes: Partial<Draft>) => { onChange({ ...draft, ...changes }); };
  const ids = places.map((place) => place.id);
  return (
    <>
      <fieldset>
        <legend>{text.places}</legend>
        <p class="hint">{text.allPlaces}</p>
        <div class="boxes">
          {places.map(({ id, name }) => (
            <Box key={id} name={name} isSet={draft.places.includes(id)} onToggle={() => { put({ places: toggled(draft.places, id, ids) }); }} />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{text.hazards}</legend>
        <p class="hint">{text.allHazards}</p>
        <div class="boxes">
          {KINDS.map((kind) => (
            <Box
              key={kind}
              name={text.kinds[kind]}
              isSet={draft.hazards.includes(kind)}
              onToggle={() => { put({ hazards: toggled(draft.hazards, kind, KINDS) }); }}
            />
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{text.hours}</legend>
        <Box name={text.onlyBetween} isSet={draft.isBetween} onToggle={() => { put({ isBetween: !draft.isBetween }); }} />
        {draft.isBetween && (
          <div class="times">
            <Time name={text.from} value={draft.from} onChange={(from) => { put({ from }); }} />
            <Time name={text.to} value={draft.to} onChange={(to) => { put({ to }); }} />
          </div>
        )}
        <p class="hint">{text.danger}</p>
      </fieldset>
      <label class="line">
        <span>{text.language}</span>
        <select value={draft.language} onChange={(event) => { put({ language: event.currentTarget.value }); }}>
          {languages.map((language) => (
            <option key={language} value={language} lang={language}>
              {nameOf(language)}
            </option>
          ))}
        </select>
      </label>
      <Box name={text.exercises} isSet={draft.exercises} onToggle={() => { put({ exercises: !draft.exercises }); }} />
    </>
  );
}

function Box({ name, isSet, onToggle }: { readonly name: string; readonly isSet: boolean; readonly onToggle: () => void }) {
  return (
    <label class="box">
      <input type="checkbox" checked={isSet} onChange={onToggle} />
      <span dir="auto">{name}</span>
    </label>
  );
}

function Time({ name, value, onChange }: { readonly name: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return (
    <label class="line">
      <span>{name}</span>
      <input type="time" required value={value} onChange={(event) => { onChange(event.currentTarget.value); }} />
    </label>
  );
}
