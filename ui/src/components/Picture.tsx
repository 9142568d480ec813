// SPDX-License-Identifier: Apache-2.0
// A canvas with plate and map, as large as its box allows. In: a plate and cells; null cells are all unknown.
import { useLayoutEffect, useRef } from "preact/hooks";
import { fit, paint } from "../paint";
import { patternsOf, repeatFor } from "../patterns";
import { useSize } from "./dom";

interface Props {
  readonly plate: ImageBitmap | null;
  readonly packed: Uint8Array | null;
  /** What is seen, in words; absent where the words stand beside. */
  readonly label?: string;
}

/** Where there is no plate that says otherwise. */
const USUAL_ASPECT = 16 / 9;

export function Picture({ plate, packed, label }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const room = useSize(box);
  const aspect = plate === null ? USUAL_ASPECT : plate.width / plate.height;
  const { width, height } = fit(room, aspect);
  useLayoutEffect(() => {
    const surface = canvas.current?.getContext("2d");
    if (!surface || width === 0 || height === 0) return;
    const dots = window.devicePixelRatio;
    const size = { width: Math.round(width * dots), height: Math.round(height * dots) };
    if (surface.canvas.width !== size.width) surface.canvas.width = size.width;
    if (surface.canvas.height !== size.height) surface.canvas.height = size.height;
    paint(surface, size, plate, packed, patternsOf(repeatFor(size.width, dots)));
  }, [plate, packed, width, height]);
  const spoken = label === undefined ? { "aria-hidden": true } : ({ role: "img", "aria-label": label } as const);
  return (
    <div class="picture" ref={box}>
      <canvas ref={canvas} style={{ width: `${width}px`, height: `${height}px` }} {...spoken} />
    </div>
  );
}
