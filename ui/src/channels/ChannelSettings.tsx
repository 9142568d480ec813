// SPDX-License-Identifier: Apache-2.0
// The settings of a channel: shown where they stand in the configuration file, else changed, removed, or added anew.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Wanted } from "../alarms/api";
import type { Field, Kept, Kind, Plain, Settings } from "../alarms/wire";
import type { Result } from "../api";
import { Around } from "../components/Said";
import { useServices } from "../services";
import { text } from "../text";
import { FieldRow } from "./FieldRow";
import { typedFrom, wantedFrom } from "./form";

interface Props {
  readonly kept: Kept;
  readonly kinds: readonly Kind[];
  readonly onChanged: () => void;
}

export function ChannelSettings({ kept, kinds, onChanged }: Props) {
  const { alarms } = useServices();
  const [words, setWords] = useState<ComponentChildren>("");
  const fields = kinds.find(({ kind }) => kind === kept.kind)?.fields ?? [];
  if (kept.is_from_file) return <FromFile kept={kept} />;
  const remove = () => {
    void alarms.removeChannel(kept.id).then((result) => {
      if (result.outcome === "error") setWords(<Around sentence={text.alarm.failed} said={result.problem.detail} />);
      if (result.outcome === "success") onChanged();
    });
  };
  return (
    <details>
      <Summary kept={kept} />
      <SettingsForm
        prefix={kept.id}
        fields={fields}
        kept={kept}
        save={(wanted) => alarms.changeChannel(kept.id, { kind: kept.kind, ...wanted })}
        onSaved={onChanged}
      />
      <p class="buttons">
        <button type="button" aria-label={text.alarm.actOn(text.alarm.remove, kept.id)} onClick={remove}>{text.alarm.remove}</button>
        <span role="alert" class="problem">{words}</span>
      </p>
    </details>
  );
}

function Summary({ kept }: { readonly kept: Kept }) {
  return <summary>{kept.id} <small lang="en">{kept.kind}</small></summary>;
}

function FromFile({ kept }: { readonly kept: Kept }) {
  return (
    <details>
      <Summary kept={kept} />
      <p>{text.alarm.fromFile}</p>
      <dl class="values">
        {Object.entries(kept.values).map(([key, value]) => (
          <div key={key}><dt lang="en">{key}</dt><dd dir="auto">{inWords(value)}</dd></div>
        ))}
        {kept.secrets.map(({ key, is_set }) => (
          <div key={key}><dt lang="en">{key}</dt><dd>{is_set ? text.alarm.isSet : text.alarm.isNotSet}</dd></div>
        ))}
      </dl>
    </details>
  );
}

function inWords(value: Plain): string {
  if (typeof value === "boolean") return value ? text.alarm.yes : text.alarm.no;
  return Array.isArray(value) ? value.join(text.comma) : String(value ?? "");
}

export function AddChannel({ settings, onChanged }: { readonly settings: Settings; readonly onChanged: () => void }) {
  const { alarms } = useServices();
  const [kind, setKind] = useState(settings.kinds[0]?.kind ?? "");
  const [id, setId] = useState("");
  const chosen = settings.kinds.find((each) => each.kind === kind);
  if (chosen === undefined) return null;
  return (
    <section aria-label={text.alarm.add}>
      <h2>{text.alarm.add}</h2>
      <div class="field">
        <label for="new-kind">{text.alarm.kind}</label>
        <select id="new-kind" value={kind} aria-describedby="new-kind-words" onChange={(event) => { setKind(event.currentTarget.value); }}>
          {settings.kinds.map((each) => <option key={each.kind} value={each.kind} lang="en">{each.kind}</option>)}
        </select>
        <small id="new-kind-words" lang="en" dir="auto">{chosen.words}</small>
      </div>
      <div class="field">
        <label for="new-id">{text.alarm.id}</label>
        <input id="new-id" type="text" value={id} onInput={(event) => { setId(event.currentTarget.value); }} />
      </div>
      <SettingsForm
        key={kind}
        prefix="new"
        fields={chosen.fields}
        kept={null}
        save={(wanted) => alarms.addChannel(id.trim(), { kind, ...wanted })}
        onSaved={() => {
          setId("");
          onChanged();
        }}
      />
    </section>
  );
}

interface FormProps {
  readonly prefix: string;
  readonly fields: readonly Field[];
  readonly kept: Kept | null;
  readonly save: (wanted: Pick<Wanted, "values" | "secrets">) => Promise<Result<Kept>>;
  readonly onSaved: () => void;
}

function SettingsForm({ prefix, fields, kept, save, onSaved }: FormProps) {
  const [typed, setTyped] = useState(() => typedFrom(fields, kept));
  const [forgotten, setForgotten] = useState<ReadonlySet<string>>(new Set());
  const [words, setWords] = useState<ComponentChildren>("");
  const send = () => {
    void save(wantedFrom(fields, typed, forgotten)).then((result) => {
      if (result.outcome === "error") setWords(<Around sentence={text.alarm.failed} said={result.problem.detail} />);
      if (result.outcome !== "success") return;
      setWords(text.alarm.saved);
      // No secret stays in the page.
      setTyped(typedFrom(fields, kept === null ? null : result.value));
      setForgotten(new Set());
      onSaved();
    });
  };
  const secrets = new Map(kept?.secrets.map(({ key, is_set }) => [key, is_set]));
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {fields.map((field) => (
        <FieldRow
          key={field.key}
          id={`${prefix}-${field.key}`}
          field={field}
          value={typed[field.key] ?? ""}
          isSet={field.kind === "secret" ? (secrets.get(field.key) ?? false) : null}
          isForgotten={forgotten.has(field.key)}
          onValue={(value) => { setTyped({ ...typed, [field.key]: value }); }}
          onForget={(isForgotten) => {
            setForgotten(new Set([...forgotten].filter((each) => each !== field.key).concat(isForgotten ? [field.key] : [])));
          }}
        />
      ))}
      <p class="buttons">
        <button type="submit" class="main">{text.alarm.save}</button>
        <span role="status">{words}</span>
      </p>
    </form>
  );
}
