// SPDX-License-Identifier: Apache-2.0
// A plate on which cells are selected by mouse, finger and keyboard.
// In: the picture, what each cell is painted with, and what is selected. Out: another selection.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useSize } from "../components/dom";
import { repeatFor } from "../patterns";
import { COLUMNS, ROWS } from "../wire";
import { closeRect, drawnRect, moveTo, pressed, type Cell, type Choice } from "./cells";
import { unknownPaint, type Paints } from "./looks";
import { drawMarks, paintCells } from "./paintCells";
import { plateWords as words } from "./text";

interface Props {
  readonly picture: ImageBitmap | null;
  readonly aspect: number;
  /** What each cell is painted with, and the paints for a size of their repeat. */
  readonly names: readonly string[];
  readonly paintsOf: (size: number) => Paints;
  readonly choice: Choice;
  readonly onChoice: (change: (old: Choice) => Choice) => void;
  readonly onCell: (cell: Cell) => void;
  readonly onOtherKey: (key: string) => boolean;
  readonly zoom: number;
  readonly isMoving: boolean;
}

/** A larger canvas would cost more memory than it shows. */
const WIDEST = 2560;

export function CellPicture(props: Props) {
  const { picture, aspect, names, paintsOf, choice, zoom, isMoving } = props;
  const sheet = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(sheet);
  const [hasFocus, setFocus] = useState(false);
  const { size, dots } = useMemo(() => deviceSize(width, aspect), [width, aspect]);
  useLayoutEffect(() => {
    const pen = sized(below.current, size);
    if (pen === null) return;
    const repeated = Math.max(8 * dots, repeatFor(size.width, dots));
    paintCells(pen, size, picture, names, paintsOf(repeated), unknownPaint(repeated));
  }, [picture, names, paintsOf, size, dots]);
  useLayoutEffect(() => {
    const pen = sized(above.current, size);
    const cursor = hasFocus ? choice.cursor : null;
    if (pen !== null) drawMarks(pen, size, { cells: choice.cells, drawn: drawnRect(choice), cursor }, dots);
  }, [choice, hasFocus, size, dots]);
  const pointer = usePointer(props);
  return (
    <div class="cell-picture" style={{ "--aspect": `${aspect}` }}>
      {/* What takes keys for cells is one control to whoever does not see it; its words follow the cursor. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        class={isMoving ? "sheet moving" : "sheet"}
        ref={sheet}
        role="application"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={words.picture}
        aria-describedby="cells-help cell-words"
        style={{ width: `${zoom * 100}%` }}
        onFocus={() => { setFocus(true); }}
        onBlur={() => { setFocus(false); }}
        onKeyDown={(event) => { if (keyed(event, props)) event.preventDefault(); }}
        {...pointer}
      >
        <canvas ref={below} />
        <canvas ref={above} />
      </div>
    </div>
  );
}

/** Device pixels of a picture so wide, and how many there are to a CSS pixel. */
function deviceSize(width: number, aspect: number) {
  const dots = Math.min(window.devicePixelRatio, WIDEST / Math.max(1, width));
  return { dots, size: { width: Math.round(width * dots), height: Math.round((width / aspect) * dots) } };
}

function sized(canvas: HTMLCanvasElement | null, { width, height }: { width: number; height: number }): CanvasRenderingContext2D | null {
  if (canvas === null || width === 0 || height === 0) return null;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return canvas.getContext("2d");
}

function keyed(event: KeyboardEvent, { choice, onChoice, onCell, onOtherKey }: Props): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const next = pressed(choice, event.key, event.shiftKey);
  if (next === null) return onOtherKey(event.key);
  onChoice(() => next);
  onCell(next.cursor);
  if (event.currentTarget instanceof HTMLElement) keepInView(event.currentTarget, next.cursor);
  return true;
}

/** Scrolls an enlarged picture so that the cursor's cell is seen. */
function keepInView(sheet: HTMLElement, { row, column }: Cell): void {
  const room = sheet.parentElement;
  if (room === null) return;
  const [x, y] = [((column + 0.5) / COLUMNS) * sheet.clientWidth, ((row + 0.5) / ROWS) * sheet.clientHeight];
  if (x < room.scrollLeft || x > room.scrollLeft + room.clientWidth) room.scrollLeft = x - room.clientWidth / 2;
  if (y < room.scrollTop || y > room.scrollTop + room.clientHeight) room.scrollTop = y - room.clientHeight / 2;
}

/** A click takes a cell; a drag draws a rectangle; Shift and a click draw one from the cursor. */
function usePointer({ isMoving, onChoice, onCell }: Props) {
  const isDown = useRef(false);
  const cellAt = (event: PointerEvent): Cell => {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return {
      row: whole(((event.clientY - top) / height) * ROWS, ROWS),
      column: whole(((event.clientX - left) / width) * COLUMNS, COLUMNS),
    };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (isMoving || event.button !== 0) return;
      const cell = cellAt(event);
      isDown.current = true;
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      onChoice((old) => (event.shiftKey ? moveTo(old, cell, true) : { ...old, cursor: cell, anchor: cell }));
      onCell(cell);
    },
    onPointerMove: (event: PointerEvent) => {
      const cell = cellAt(event);
      onCell(cell);
      if (isDown.current) onChoice((old) => moveTo(old, cell, true));
    },
    onPointerUp: () => {
      if (isDown.current) onChoice(closeRect);
      isDown.current = false;
    },
    onPointerCancel: () => {
      isDown.current = false;
      onChoice((old) => ({ ...old, anchor: null }));
    },
  };
}

const whole = (value: number, end: number) => Math.min(end - 1, Math.max(0, Math.floor(value)));
