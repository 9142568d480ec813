// SPDX-License-Identifier: Apache-2.0
// "I see a hazard": which, and where; asked once more, then the alarm is raised. There is no field for words.
import { useState } from "preact/hooks";
import { SEEN, type Desk, type Place, type Result, type Seen } from "./desk";
import type { Catalogue } from "./text";

interface Props {
  readonly desk: Pick<Desk, "report">;
  readonly places: readonly Place[];
  readonly text: Catalogue;
}

type Stage = "choosing" | "asking" | "sending";

interface Note { readonly words: string; readonly isTrouble: boolean }

export function Report({ desk, places, text }: Props) {
  const [seen, setSeen] = useState<Seen | null>(null);
  const [camera, setCamera] = useState(places[0]?.id ?? "");
  const [stage, setStage] = useState<Stage>("choosing");
  const [note, setNote] = useState<Note | null>(null);
  const words = text.report;
  const place = places.find((each) => each.id === camera)?.name ?? camera;
  const send = () => {
    if (seen === null || stage === "sending") return;
    setStage("sending");
    void desk.report(seen, camera).then((result) => {
      setStage("choosing");
      if (result.outcome === "success") setSeen(null);
      setNote(noteOf(result, words));
    });
  };
  return (
    <section aria-labelledby="report">
      <h2 id="report">{words.title}</h2>
      <p>{words.lead}</p>
      <Choice places={places} text={words} isOff={stage !== "choosing"} seen={seen} camera={camera} onSeen={(each) => { setSeen(each); setNote(null); }} onCamera={setCamera} />
      {seen !== null && stage === "choosing" && (
        <div class="acts"><button type="button" class="main" onClick={() => { setStage("asking"); }}>{words.go}</button></div>
      )}
      {seen !== null && stage !== "choosing" && (
        <Sure question={words.sure(words.seen[seen], place)} words={words} isSending={stage === "sending"} onYes={send} onNo={() => { setStage("choosing"); }} />
      )}
      <NoteLine note={note} />
    </section>
  );
}

function NoteLine({ note }: { readonly note: Note | null }) {
  return <p role="status" class={note?.isTrouble === true ? "note trouble" : "note"}>{note?.words ?? ""}</p>;
}

interface SureProps {
  readonly question: string;
  readonly words: Catalogue["report"];
  readonly isSending: boolean;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function Sure({ question, words, isSending, onYes, onNo }: SureProps) {
  return (
    <div class="acts" role="alert">
      <p><strong>{question}</strong></p>
      <button type="button" class="main" aria-disabled={isSending} onClick={onYes}>{words.yes}</button>
      <button type="button" aria-disabled={isSending} onClick={() => { if (!isSending) onNo(); }}>{words.no}</button>
    </div>
  );
}

function noteOf(result: Result<number>, words: Catalogue["report"]): Note {
  if (result.outcome === "success") return { words: words.sent, isTrouble: false };
  return { words: result.status === 429 ? words.tooOften : words.failed, isTrouble: true };
}

interface ChoiceProps {
  readonly places: readonly Place[];
  readonly text: Catalogue["report"];
  readonly isOff: boolean;
  readonly seen: Seen | null;
  readonly camera: string;
  readonly onSeen: (seen: Seen) => void;
  readonly onCamera: (camera: string) => void;
}

function Choice({ places, text, isOff, seen, camera, onSeen, onCamera }: ChoiceProps) {
  return (
    <fieldset disabled={isOff}>
      <legend>{text.what}</legend>
      <div class="boxes">
        {SEEN.map((each) => (
          <label key={each} class="box">
            <input type="radio" name="seen" checked={seen === each} onChange={() => { onSeen(each); }} />
            <span>{text.seen[each]}</span>
          </label>
        ))}
      </div>
      <label class="line">
        <span>{text.where}</span>
        <select value={camera} onChange={(event) => { onCamera(event.currentTarget.value); }}>
          {places.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
    </fieldset>
  );
}
