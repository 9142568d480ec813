// SPDX-License-Identifier: Apache-2.0
// The loaded quarter of an hour as a strip: where there were hazards, changes, no picture, no record.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { COLOURS, isState, openHazards, type State } from "../alphabet";
import type { Extent } from "../api";
import { useSize } from "../components/dom";
import { patternsOf } from "../patterns";
import type { Tile } from "../wire";
import { marksOf, type Mark } from "./marks";

/** Ten seconds a mark at the least. */
const MARKS = 90;

interface Props {
  readonly tiles: readonly Tile[];
  readonly window: Extent;
}

export function Strip({ tiles, window: extent }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = useSize(box);
  const { fromMs, toMs } = extent;
  const marks = useMemo(() => marksOf(tiles, { fromMs, toMs }, MARKS), [tiles, fromMs, toMs]);
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen || width === 0) return;
    const dots = window.devicePixelRatio;
    pen.canvas.width = Math.round(width * dots);
    pen.canvas.height = Math.round(height * dots);
    marks.forEach((mark, index) => { drawMark(pen, mark, index, dots); });
  }, [marks, width, height]);
  // The list of events beside says the same in words.
  return (
    <div class="strip" ref={box}>
      <canvas ref={canvas} aria-hidden style={{ width: `${width}px`, height: `${height}px` }} />
    </div>
  );
}

/** Upper part: hazards, stacked. Lower part: changed. Both over "unknown" where there is no picture. */
function drawMark(pen: CanvasRenderingContext2D, mark: Mark, index: number, dots: number): void {
  const { width, height } = pen.canvas;
  const left = Math.floor((width * index) / MARKS);
  const right = Math.floor((width * (index + 1)) / MARKS);
  if (!mark.isRecorded) return;
  const cover = (state: State, top: number, bottom: number) => {
    pen.fillStyle = COLOURS[state];
    pen.fillRect(left, top * height, right - left, (bottom - top) * height);
    pen.fillStyle = patternsOf(9 * dots)[state] ?? "transparent";
    pen.fillRect(left, top * height, right - left, (bottom - top) * height);
  };
  pen.fillStyle = RECORDED;
  pen.fillRect(left, 0, right - left, height);
  if (!mark.hasPicture) cover("unknown", 0, 1);
  const states = openHazards(mark.hazards).filter(isState);
  states.forEach((state, place) => { cover(state, (0.6 * place) / states.length, (0.6 * (place + 1)) / states.length); });
  if (mark.isChanged) cover("changed", 0.7, 1);
}

const RECORDED = "#c9d3d9";
