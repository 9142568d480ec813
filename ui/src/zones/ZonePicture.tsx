// SPDX-License-Identifier: Apache-2.0
// A plate on which a zone's corners are set and moved by mouse, finger and keyboard.
// In: the picture, all zones, and the one that is drawn. Out: another one.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { useSize } from "../components/dom";
import { text } from "../text";
import { cornerNear, crossMoved, pointAt, withCorner, withMoved, withoutLast, type Draft, type Point } from "./draft";
import { paintZones, type Outline } from "./paintZones";
import { zoneWords as words } from "./text";

interface Props {
  readonly picture: ImageBitmap | null;
  readonly aspect: number;
  readonly outlines: readonly Outline[];
  readonly draft: Draft;
  readonly onDraft: (change: (old: Draft) => Draft) => void;
}

const WIDEST = 2560;
/** How near to a corner one must come to take it, in CSS pixels: by mouse, and by a finger's tip. */
const [REACH, FINGERS_REACH] = [8, 18];

export function ZonePicture(props: Props) {
  const { picture, aspect, outlines } = props;
  const sheet = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(sheet);
  const [cross, setCross] = useState<Point>({ x: 0.5, y: 0.5 });
  const [hasFocus, setFocus] = useState(false);
  const { dots, size } = useMemo(() => {
    const most = Math.min(window.devicePixelRatio, WIDEST / Math.max(1, width));
    return { dots: most, size: { width: Math.round(width * most), height: Math.round((width / aspect) * most) } };
  }, [width, aspect]);
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen || size.width === 0) return;
    pen.canvas.width = size.width;
    pen.canvas.height = size.height;
    paintZones(pen, size, picture, outlines, hasFocus ? cross : null, dots);
  }, [picture, outlines, cross, hasFocus, size, dots]);
  const pointer = usePointer(props, setCross);
  return (
    <div class="cell-picture" style={{ "--aspect": `${aspect}` }}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        class="sheet"
        ref={sheet}
        role="application"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={words.picture}
        aria-describedby="zone-help zone-words"
        onFocus={() => { setFocus(true); }}
        onBlur={() => { setFocus(false); }}
        onKeyDown={(event) => { if (keyed(event, props, cross, setCross)) event.preventDefault(); }}
        {...pointer}
      >
        <canvas ref={canvas} />
      </div>
      <p id="zone-words" class="unseen" dir="auto" aria-live="polite">
        {words.cross(cross.x.toFixed(2), cross.y.toFixed(2))}{text.comma}{words.corners(props.draft.corners.length)}
      </p>
    </div>
  );
}

function keyed(event: KeyboardEvent, { aspect, onDraft }: Props, cross: Point, onCross: (cross: Point) => void): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const moved = crossMoved(cross, event.key, event.shiftKey, aspect);
  if (moved !== null) onCross(moved);
  else if (event.key === " ") onDraft((old) => withCorner(old, cross));
  else if (event.key === "Backspace") onDraft(withoutLast);
  else return false;
  return true;
}

/** A press on a corner takes it along; one elsewhere sets a corner there, which can be dragged at once. */
function usePointer({ draft, aspect, onDraft }: Props, onCross: (cross: Point) => void) {
  const taken = useRef<number | null>(null);
  const placeOf = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const point = pointAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    return { point, reach: (event.pointerType === "mouse" ? REACH : FINGERS_REACH) / box.width };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      const { point, reach } = placeOf(event);
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
      const near = cornerNear(draft, point, reach, aspect);
      taken.current = near >= 0 ? near : draft.corners.length;
      if (near < 0) onDraft((old) => withCorner(old, point));
      onCross(point);
    },
    onPointerMove: (event: PointerEvent) => {
      const index = taken.current;
      if (index === null) return;
      const { point } = placeOf(event);
      onDraft((old) => withMoved(old, index, point));
      onCross(point);
    },
    onPointerUp: () => { taken.current = null; },
    onPointerCancel: () => { taken.current = null; },
  };
}
