// SPDX-License-Identifier: Apache-2.0
// One setting to fill in. A secret only goes in: the page never has it, and says whether one is set.
import type { Field } from "../alarms/wire";
import { text } from "../text";

interface Props {
  readonly id: string;
  readonly field: Field;
  readonly value: string | boolean;
  /** Whether a secret is set; null for what is none. */
  readonly isSet: boolean | null;
  readonly isForgotten: boolean;
  readonly onValue: (value: string | boolean) => void;
  readonly onForget: (isForgotten: boolean) => void;
}

export function FieldRow(props: Props) {
  const { id, field, isSet, isForgotten, onForget } = props;
  const isRequired = field.is_required && isSet !== true;
  return (
    <div class="field">
      <label for={id}>
        {/* As the configuration has it, so that the page and its manual are the same. */}
        <bdi lang="en">{field.key.replace(/_file$/, "").replaceAll("_", " ")}</bdi>
        {isRequired && <span class="quiet">{text.aside(text.alarm.fill)}</span>}
      </label>
      <Control {...props} isRequired={isRequired} />
      <small id={`${id}-words`}>
        <span lang="en" dir="auto">{field.words}</span>
        {field.kind === "list" && text.aside(text.alarm.oneALine)}
        {isSet !== null && text.aside(isSet ? text.alarm.isSetStays : text.alarm.isNotSet)}
      </small>
      {isSet === true && !field.is_required && (
        <label class="choice">
          <input type="checkbox" checked={isForgotten} onChange={(event) => { onForget(event.currentTarget.checked); }} />
          {text.alarm.forget}
        </label>
      )}
    </div>
  );
}

function Control({ id, field, value, isForgotten, isRequired, onValue }: Props & { readonly isRequired: boolean }) {
  const usual = { id, required: isRequired, "aria-describedby": `${id}-words` };
  const words = String(value);
  const take = (event: { readonly currentTarget: { readonly value: string } }) => { onValue(event.currentTarget.value); };
  switch (field.kind) {
    case "yes-no":
      return <input {...usual} required={false} type="checkbox" checked={value === true} onChange={(event) => { onValue(event.currentTarget.checked); }} />;
    case "choice":
      return (
        <select {...usual} value={words} onChange={take}>
          {field.default === null && <option value="">{text.alarm.notChosen}</option>}
          {field.choices.map((each) => <option key={each} value={each} lang="en">{each}</option>)}
        </select>
      );
    case "list":
      return <textarea {...usual} rows={3} value={words} onInput={take} />;
    case "secret":
      return <input {...usual} type="password" autocomplete="new-password" disabled={isForgotten} value={words} onInput={take} />;
    default:
      return <input {...usual} type="text" inputMode={field.kind === "number" ? "decimal" : "text"} value={words} onInput={take} />;
  }
}
