// SPDX-License-Identifier: Apache-2.0
// What is said of a zone besides its corners. In: the zone as it is drawn. Out: another one.
import type { Zones } from "./api";
import { withoutLast, type Draft } from "./draft";
import { zoneWords as words } from "./text";

interface Props {
  readonly zones: Zones;
  readonly draft: Draft;
  readonly onDraft: (change: (old: Draft) => Draft) => void;
}

export function DraftForm({ zones, draft, onDraft }: Props) {
  const set = (changes: Partial<Draft>) => { onDraft((old) => ({ ...old, ...changes })); };
  return (
    <div class="draft-form">
      <label class="field">
        {words.name}
        <input type="text" dir="auto" maxLength={80} value={draft.name} onInput={(event) => { set({ name: event.currentTarget.value }); }} />
      </label>
      <label class="field">
        {words.kind}
        <select value={draft.kind} onChange={(event) => { set({ kind: event.currentTarget.value }); }}>
          {zones.kinds.map((kind) => <option key={kind} value={kind}>{words.kindWord(kind)}</option>)}
        </select>
        <small>{words.kindMeans(draft.kind)}</small>
      </label>
      {draft.kind === "keep-clear" && (
        <label class="field">
          {words.after}
          <input
            type="number" min={zones.shortest_s / 60} max={zones.longest_s / 60} step={0.5} value={draft.minutes}
            onInput={(event) => { set({ minutes: Number(event.currentTarget.value) }); }}
          />
        </label>
      )}
      <label class="field">
        {words.date}
        <input type="date" value={draft.drawn} onInput={(event) => { set({ drawn: event.currentTarget.value }); }} />
      </label>
      <p class="buttons">
        <span>{words.corners(draft.corners.length)}</span>
        <button type="button" aria-disabled={draft.corners.length === 0} onClick={() => { onDraft(withoutLast); }}>{words.lastAway}</button>
        <button type="button" aria-disabled={draft.corners.length === 0} onClick={() => { set({ corners: [] }); }}>{words.noneLeft}</button>
      </p>
    </div>
  );
}
