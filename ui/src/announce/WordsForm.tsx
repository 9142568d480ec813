// SPDX-License-Identifier: Apache-2.0
// What is to be said, in which language, and where.
import type { Announcements } from "../alarms/wire";
import { text } from "../text";

export interface Draft {
  readonly words: string;
  /** "" for the first that there is. */
  readonly language: string;
  /** None for all. */
  readonly loudspeakers: readonly string[];
}

interface Props {
  readonly choices: Announcements;
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly onPreview: (language: string) => void;
}

export function WordsForm({ choices, draft, onDraft, onPreview }: Props) {
  const language = draft.language === "" ? (choices.voices[0]?.language ?? "en") : draft.language;
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        onPreview(language);
      }}
    >
      <div class="field">
        <label for="words">{text.alarm.announceText}</label>
        <textarea
          id="words"
          rows={4}
          required
          maxLength={4000}
          lang={language}
          dir="auto"
          value={draft.words}
          onInput={(event) => { onDraft({ ...draft, words: event.currentTarget.value }); }}
        />
      </div>
      <div class="field">
        <label for="language">{text.alarm.language}</label>
        <select id="language" value={language} onChange={(event) => { onDraft({ ...draft, language: event.currentTarget.value }); }}>
          {choices.voices.map((each) => <option key={each.language} value={each.language} lang={each.language}>{each.name}</option>)}
        </select>
      </div>
      <Where choices={choices} draft={draft} onDraft={onDraft} />
      <p class="buttons"><button type="submit" class="main">{text.alarm.preview}</button></p>
    </form>
  );
}

function Where({ choices, draft, onDraft }: Omit<Props, "onPreview">) {
  const chosen = new Set(draft.loudspeakers);
  const toggle = (id: string, isWanted: boolean) => {
    onDraft({ ...draft, loudspeakers: [...chosen].filter((each) => each !== id).concat(isWanted ? [id] : []) });
  };
  return (
    <fieldset class="where-to">
      <legend>{text.alarm.where}</legend>
      <label class="choice">
        <input type="checkbox" checked={chosen.size === 0} onChange={() => { onDraft({ ...draft, loudspeakers: [] }); }} />
        {text.alarm.everywhere}
      </label>
      {choices.loudspeakers.map((each) => (
        <label key={each.id} class="choice">
          <input type="checkbox" checked={chosen.has(each.id)} onChange={(event) => { toggle(each.id, event.currentTarget.checked); }} />
          {each.name}
        </label>
      ))}
    </fieldset>
  );
}
