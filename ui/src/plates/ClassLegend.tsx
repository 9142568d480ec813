// SPDX-License-Identifier: Apache-2.0
// What is painted on the picture, with numbers of cells; each class can be selected as a whole.
import { useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../text";
import { cellsIn, countsOf, type CellClass } from "./reasons";
import type { Cells } from "./cells";
import type { Paint, Paints } from "./looks";
import { plateWords as words } from "./text";

interface Props {
  readonly classes: readonly CellClass[];
  readonly paints: Paints;
  /** Absent where nothing can be selected. */
  readonly onSelect?: (cells: Cells) => void;
}

export function ClassLegend({ classes, paints, onSelect }: Props) {
  return (
    <section class="class-legend" aria-labelledby="classes-title">
      <h2 id="classes-title">{words.legend}</h2>
      <ul>
        {countsOf(classes).map(([name, count]) => (
          <Entry key={name} paint={paints.get(name)} word={words.classWord(name)} means={words.classMeans(name)} count={count}>
            {onSelect !== undefined && (
              <button type="button" aria-label={words.selectThese(words.classWord(name))} onClick={() => { onSelect(cellsIn(classes, name)); }}>
                {words.select}
              </button>
            )}
          </Entry>
        ))}
      </ul>
    </section>
  );
}

export function DifferenceLegend({ names, paints }: { readonly names: readonly string[]; readonly paints: Paints }) {
  return (
    <section class="class-legend" aria-labelledby="classes-title">
      <h2 id="classes-title">{words.legend}</h2>
      <ul>
        {Object.entries(words.differences).map(([name, [word, means]]) => (
          <Entry key={name} paint={paints.get(name)} word={word} means={means} count={names.filter((each) => each === name).length} />
        ))}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly paint: Paint | undefined;
  readonly word: string;
  readonly means: string;
  readonly count: number;
  readonly children?: preact.ComponentChildren;
}

function Entry({ paint, word, means, count, children }: EntryProps) {
  return (
    <li>
      <Sample paint={paint} />
      <span>
        <b>{word}</b>{text.comma}{words.cells(count)}
        <small>{means}</small>
      </span>
      {children}
    </li>
  );
}

const [WIDTH, HEIGHT] = [36, 24];

/** A small sample of a paint, over sky, hedge and ground. */
function Sample({ paint }: { readonly paint: Paint | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen) return;
    for (const [colour, from, to] of [["#9db8c9", 0, 0.45], ["#5b7350", 0.45, 0.65], ["#a59a83", 0.65, 1]] as const) {
      pen.fillStyle = colour;
      pen.fillRect(0, HEIGHT * from, WIDTH, HEIGHT * (to - from));
    }
    for (const fill of [paint?.ground, paint?.pattern]) {
      if (fill === undefined) continue;
      pen.fillStyle = fill;
      pen.fillRect(0, 0, WIDTH, HEIGHT);
    }
  }, [paint]);
  return <canvas class="swatch" width={WIDTH} height={HEIGHT} ref={canvas} aria-hidden />;
}

