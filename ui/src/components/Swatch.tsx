// SPDX-License-Identifier: Apache-2.0
// A small sample of how a state is painted. In: the state. Out: a canvas beside which its word stands.
import { useLayoutEffect, useRef } from "preact/hooks";
import { COLOURS, type State } from "../alphabet";
import { patternsOf } from "../patterns";

const [WIDTH, HEIGHT] = [36, 24];

export function Swatch({ state }: { readonly state: State }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (!pen) return;
    const dots = window.devicePixelRatio;
    pen.canvas.width = WIDTH * dots;
    pen.canvas.height = HEIGHT * dots;
    plate(pen, WIDTH * dots, HEIGHT * dots);
    pen.fillStyle = COLOURS[state];
    pen.fillRect(0, 0, WIDTH * dots, HEIGHT * dots);
    pen.fillStyle = patternsOf(12 * dots)[state] ?? "transparent";
    pen.fillRect(0, 0, WIDTH * dots, HEIGHT * dots);
  }, [state]);
  return <canvas class="swatch" ref={canvas} aria-hidden />;
}

/** Sky, hedge and ground: what "as on the plate" looks like in general. */
function plate(pen: CanvasRenderingContext2D, width: number, height: number): void {
  for (const [colour, from, to] of [["#9db8c9", 0, 0.45], ["#5b7350", 0.45, 0.65], ["#a59a83", 0.65, 1]] as const) {
    pen.fillStyle = colour;
    pen.fillRect(0, height * from, width, height * (to - from));
  }
}
