// SPDX-License-Identifier: Apache-2.0
// One plate or candidate: looked at cell by cell, compared with what is shown now, decided on, and its record.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Around } from "../components/Said";
import { text } from "../text";
import { dayAndTime } from "../times";
import { noCells, noChoice, type Choice } from "./cells";
import { Decisions } from "./Decisions";
import { Looking } from "./Looking";
import { needs } from "./PlatesPage";
import { classesOf } from "./reasons";
import { plateWords as words } from "./text";
import { useDecision } from "./useDecision";
import { usePlateFile } from "./usePlateFile";
import { isCandidate, type PlateFile } from "./wire";

export function PlatePage({ plate }: { readonly plate: number }) {
  const { value, problem, again } = usePlateFile(plate);
  if (problem?.status === 404) return <Plain words={words.noSuch} why={words.noSuchWhy} />;
  if (value === null) return <Plain words={problem === null ? text.loading : <Around sentence={words.readFailed} said={problem.detail} />} />;
  return (
    <main class="page plate-page">
      {problem !== null && <p role="alert" class="problem"><Around sentence={words.readFailed} said={problem.detail} /></p>}
      <Facts file={value} />
      <Steward file={value} again={again} />
      <Record file={value} />
    </main>
  );
}

function Plain({ words: title, why }: { readonly words: ComponentChildren; readonly why?: string }) {
  return (
    <main class="page">
      <h1>{title}</h1>
      {why !== undefined && <p>{why}</p>}
      <p><a href="/plates">{words.all}</a></p>
    </main>
  );
}

function Steward({ file, again }: { readonly file: PlateFile; readonly again: () => void }) {
  const classes = useMemo(() => classesOf(file.reasons, file.cells, file.held_cells), [file]);
  const [choice, setChoice] = useState<Choice>(noChoice);
  const deciding = useDecision((isDone) => {
    if (isDone) setChoice((old) => ({ ...old, cells: noCells(), anchor: null }));
    again();
  });
  return (
    <div class="steward">
      <Looking file={file} classes={classes} choice={choice} onChoice={setChoice}>
        <Decisions
          file={file}
          classes={classes}
          choice={choice}
          deciding={deciding}
          onNone={() => { setChoice((old) => ({ ...old, cells: noCells(), anchor: null })); }}
        />
      </Looking>
    </div>
  );
}

function Facts({ file: { plate, samples, against } }: { readonly file: PlateFile }) {
  return (
    <>
      <p><a href="/plates">{words.all}</a></p>
      <h1>{words.title(plate.state, plate.id)}{text.colon}{words.ofPlace(plate.name, plate.light)}</h1>
      <p class="facts">
        <span>{words.visible(plate.admitted)}</span>
        {plate.held > 0 && <span>{words.heldBack(plate.held)}</span>}
        <span>{words.size(plate.width, plate.height)}</span>
        <span>{words.samples(samples)}</span>
        <span>{words.proposed(dayAndTime(plate.created, text.locale))}</span>
        {plate.approved !== null && <span>{words.shownSince(dayAndTime(plate.approved, text.locale))}</span>}
      </p>
      <p>
        <strong>{standing(plate)}</strong> {isCandidate(plate) && against !== null && words.compareWith(against.plate)}
      </p>
    </>
  );
}

function standing(plate: PlateFile["plate"]): string {
  if (isCandidate(plate)) return needs(plate);
  if (plate.state === "commissioned") return words.isShown;
  return plate.approved === null ? words.isDropped : words.isRetired;
}

function Record({ file: { acts } }: { readonly file: PlateFile }) {
  return (
    <section>
      <h2>{words.record}</h2>
      {acts.length === 0 && <p>{words.noRecord}</p>}
      <ol class="plain-list">
        {acts.map((each, index) => (
          <li key={index}>
            <time dateTime={new Date(each.at).toISOString()}>{dayAndTime(each.at, text.locale)}</time>{" "}
            {words.acted(each.act, each.by, each.cells)}
          </li>
        ))}
      </ol>
    </section>
  );
}
