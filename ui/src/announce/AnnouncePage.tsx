// SPDX-License-Identifier: Apache-2.0
// Words to be spoken: written, shown back, confirmed; and what was said before.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useAsked } from "../alarms/asked";
import { useName } from "../alarms/NameGate";
import type { Announced, Preview } from "../alarms/wire";
import { Around } from "../components/Said";
import { useServices } from "../services";
import { text } from "../text";
import { dayAndTime } from "../times";
import { WordsForm, type Draft } from "./WordsForm";

const EVERY_MS = 5_000;
const EMPTY: Draft = { words: "", language: "", loudspeakers: [] };

export function AnnouncePage() {
  const { alarms } = useServices();
  const { withName } = useName();
  const { value, problem, again } = useAsked((signal) => alarms.announcements(signal), null, EVERY_MS);
  const [draft, setDraft] = useState(EMPTY);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [words, setWords] = useState<ComponentChildren>("");
  const fail = (detail: string) => { setWords(<Around sentence={text.alarm.failed} said={detail} />); };
  const show = (language: string) => {
    setWords("");
    withName((by) => {
      void alarms.preview({ text: draft.words, language, loudspeakers: draft.loudspeakers }, by).then((result) => {
        if (result.outcome === "error") fail(result.problem.detail);
        if (result.outcome === "success") setPreview(result.value);
      });
    });
  };
  const speak = ({ token }: Preview) => {
    withName((by) => {
      void alarms.speak(token, by).then((result) => {
        if (result.outcome === "error") fail(result.problem.detail);
        if (result.outcome !== "success") return;
        setWords(text.alarm.isSpoken);
        setPreview(null);
        setDraft(EMPTY);
        again();
      });
    });
  };
  const stop = () => {
    withName((by) => {
      void alarms.stop(by).then((result) => {
        if (result.outcome === "error") fail(result.problem.detail);
        if (result.outcome === "success") setWords(stoppedWords(result.value.stopped));
        again();
      });
    });
  };
  return (
    <main class="page">
      <h1>{text.alarm.announce}</h1>
      <p>{text.alarm.announceLead}</p>
      {problem !== null && <p role="alert" class="problem"><Around sentence={text.alarm.readFailed} said={problem.detail} /></p>}
      {value !== null && preview === null && (
        <WordsForm choices={value} draft={draft} onDraft={setDraft} onPreview={show} />
      )}
      {preview !== null && (
        <Shown preview={preview} onSpeak={() => { speak(preview); }} onBack={() => { setPreview(null); }} />
      )}
      <p role="status">{words}</p>
      <p class="buttons"><button type="button" onClick={stop}>{text.alarm.stop}</button></p>
      <Log lines={value?.log ?? []} />
    </main>
  );
}

interface ShownProps {
  readonly preview: Preview;
  readonly onSpeak: () => void;
  readonly onBack: () => void;
}

function Shown({ preview, onSpeak, onBack }: ShownProps) {
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h2
        id="preview-title"
        tabIndex={-1}
        // Whoever works by keyboard or ear is led to what is shown back.
        ref={(heading: HTMLElement | null) => { if (!heading?.contains(document.activeElement)) heading?.focus(); }}
      >
        {text.alarm.previewTitle}
      </h2>
      <blockquote lang={preview.language} dir="auto">{preview.text}</blockquote>
      <p>{text.alarm.whereAndHowLong(text.list(preview.loudspeakers.map(({ name }) => name)), preview.length_s)}</p>
      {preview.warnings.map((each) => <p key={each}><strong><Around sentence={text.alarm.warning} said={each} /></strong></p>)}
      <p class="buttons">
        <button type="button" class="main" onClick={onSpeak}>{text.alarm.confirm}</button>
        <button type="button" onClick={onBack}>{text.alarm.back}</button>
      </p>
    </section>
  );
}

/** "Sat, 31 Jan, 18:30:00, by Ana, Square and Mill". */
function whoAndWhere({ at, by, loudspeakers }: Announced): string {
  const where = loudspeakers.length === 0 ? [] : [text.list(loudspeakers)];
  return text.join([dayAndTime(at, text.locale), text.alarm.by(by), ...where]);
}

function stoppedWords(stopped: number): string {
  return stopped === 0 ? text.alarm.stoppedNone : text.alarm.stopped(stopped);
}

function Log({ lines }: { readonly lines: readonly Announced[] }) {
  return (
    <section aria-labelledby="log-title">
      <h2 id="log-title">{text.alarm.log}</h2>
      {lines.length === 0 && <p>{text.alarm.noLog}</p>}
      <ol class="plain-list">
        {lines.map((line) => (
          <li key={`${line.at} ${line.by}`}>
            {whoAndWhere(line)}
            {text.colon}
            <q lang={line.language} dir="auto">{line.text}</q>
            <Around sentence={text.aside} said={line.words} />
          </li>
        ))}
      </ol>
    </section>
  );
}
