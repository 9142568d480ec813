// SPDX-License-Identifier: Apache-2.0
// The picture with its views, its size, the words of a cell, and what is painted on it.
import { useMemo, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Around } from "../components/Said";
import { text } from "../text";
import { CellPicture } from "./CellPicture";
import { cellsOf, either, indexOf, rectsNamed, type Cell, type Choice } from "./cells";
import { ClassLegend, DifferenceLegend } from "./ClassLegend";
import { differencePaints, reasonPaints } from "./looks";
import { namesOf, PAINTS, VIEWS, type View } from "./names";
import { usePlatePicture } from "./picture";
import type { CellClass } from "./reasons";
import { plateWords as words } from "./text";
import { isCandidate, type PlateFile } from "./wire";

interface Props {
  readonly file: PlateFile;
  readonly classes: readonly CellClass[];
  readonly choice: Choice;
  readonly onChoice: (change: (old: Choice) => Choice) => void;
  /** What can be decided; it stands beside the picture. */
  readonly children: ComponentChildren;
}

const ZOOMS = [1, 2, 4] as const;
/** Of the legend's samples, in pixels. */
const SAMPLE = 12;

export function Looking({ file, classes, choice, onChoice, children }: Props) {
  const [view, setView] = useState<View>("reasons");
  const [zoom, setZoom] = useState(0);
  const [isMoving, setMoving] = useState(false);
  const [seen, setSeen] = useState<Cell | null>(null);
  const { against, plate, revision } = file;
  const own = usePlatePicture(plate.picture, revision);
  const shown = usePlatePicture(view === "shown" && against !== null ? `/api/plates/${against.plate}.png` : null, "");
  const { picture, problem } = view === "shown" ? shown : own;
  const names = useMemo(() => namesOf(view, classes, against), [view, classes, against]);
  const views = VIEWS.filter((each) => against !== null || each === "reasons" || each === "seen");
  const compare = () => { setView((old) => (old === "shown" ? "seen" : "shown")); };
  const samples = useMemo(() => ({ reasons: reasonPaints(SAMPLE), differences: differencePaints(SAMPLE) }), []);
  const cell = seen ?? choice.cursor;
  return (
    <>
      <div class="looking">
        <fieldset class="views">
          <legend>{words.views}</legend>
          {views.map((each) => (
            <label key={each} class="choice">
              <input type="radio" name="view" checked={view === each} onChange={() => { setView(each); }} />
              {isCandidate(plate) ? words.view[each] : { ...words.view, ...words.plain }[each]}
            </label>
          ))}
        </fieldset>
        <CellPicture
          picture={picture}
          aspect={plate.width / plate.height}
          names={names}
          paintsOf={PAINTS[view]}
          choice={choice}
          onChoice={onChoice}
          onCell={setSeen}
          onOtherKey={(key) => {
            if (key.toLowerCase() !== "c" || against === null) return false;
            compare();
            return true;
          }}
          zoom={ZOOMS[zoom] ?? 1}
          isMoving={isMoving}
        />
        <p id="cell-words" class="cell-words" aria-live="polite">
          {wordsOf(cell, classes, choice)}
          {problem !== null && <span class="problem"> <Around sentence={words.pictureFailed} said={problem} /></span>}
          {plate.picture === null && <span> {words.noPicture}</span>}
        </p>
        <p class="buttons">
          <button type="button" aria-disabled={zoom === 0} onClick={() => { setZoom((old) => Math.max(0, old - 1)); }}>{words.smaller}</button>
          <button type="button" aria-disabled={zoom === ZOOMS.length - 1} onClick={() => { setZoom((old) => Math.min(ZOOMS.length - 1, old + 1)); }}>
            {words.larger}
          </button>
          <label class="choice">
            <input type="checkbox" checked={isMoving} onChange={(event) => { setMoving(event.currentTarget.checked); }} />
            {words.moves}
          </label>
        </p>
        <p id="cells-help" class="quiet">{words.pointerHelp} {words.pictureHelp}</p>
        {isCandidate(plate) && <ByWords onChoice={onChoice} />}
      </div>
      <div class="beside">
        {children}
        {view === "differing"
          ? <DifferenceLegend names={names} paints={samples.differences} />
          : <ClassLegend
              classes={classes}
              paints={samples.reasons}
              {...(isCandidate(plate)
                ? { onSelect: (cells) => { onChoice((old) => ({ ...old, anchor: null, cells: either(old.cells, cells) })); } }
                : {})}
            />}
      </div>
    </>
  );
}

function wordsOf(cell: Cell, classes: readonly CellClass[], { cells }: Choice): string {
  const name = classes[indexOf(cell)];
  const which = `${words.at(cell.row, cell.column)}${text.colon}${name === undefined ? "" : words.classWord(name)}`;
  return cells[indexOf(cell)] === 1 ? `${which}${text.comma}${words.isSelected}` : which;
}

/** Selects cells by their numbers, as the command takes them: for whoever cannot point or drag. */
function ByWords({ onChoice }: Pick<Props, "onChoice">) {
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);
  return (
    <form
      class="by-words"
      onSubmit={(event) => {
        event.preventDefault();
        const rects = rectsNamed(typed);
        setWrong(rects === null);
        if (rects !== null) onChoice((old) => ({ ...old, anchor: null, cells: either(old.cells, cellsOf(rects)) }));
      }}
    >
      <label>
        {words.byWords}{" "}
        <input type="text" dir="ltr" value={typed} onInput={(event) => { setTyped(event.currentTarget.value); }} />
      </label>
      <button type="submit">{words.take}</button>
      <span role="alert" class="problem">{isWrong && words.byWordsWrong}</span>
    </form>
  );
}
