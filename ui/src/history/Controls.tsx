// SPDX-License-Identifier: Apache-2.0
// The history's sliders and buttons: the whole of what was recorded, and the loaded quarter of an hour.
import type { ComponentChildren } from "preact";
import type { Extent } from "../api";
import { text } from "../text";
import { dayAndTime, hourMinute } from "../times";
import type { History } from "./useHistory";

export const SPEEDS = [1, 10, 60] as const;

interface Props {
  readonly history: History;
  readonly extent: Extent;
  /** The strip of marks, drawn above the window's slider. */
  readonly children: ComponentChildren;
}

export function Controls({ history, extent, children }: Props) {
  const { ms, seek, window } = history;
  return (
    <div class="timeline">
      <PlayButtons history={history} />
      <Slider label={text.position} range={extent} ms={ms} onMove={seek} marks={dayAndTime} />
      <div class="in-window">
        {children}
        <Slider label={text.positionInWindow} range={window} ms={ms} onMove={seek} marks={hourMinute} />
      </div>
    </div>
  );
}

function PlayButtons({ history: { ms, seek, playing, setPlaying } }: { readonly history: History }) {
  const { isPlaying, speed } = playing;
  return (
    <div class="play">
      <button type="button" onClick={() => { seek(ms - 5_000); }}>
        {text.earlier}
      </button>
      <button type="button" class="main" onClick={() => { setPlaying({ speed, isPlaying: !isPlaying }); }}>
        {isPlaying ? text.pause : text.play}
      </button>
      <button type="button" onClick={() => { seek(ms + 5_000); }}>
        {text.later}
      </button>
      <fieldset>
        <legend>{text.speed}</legend>
        {SPEEDS.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="speed"
              checked={speed === each}
              onChange={() => { setPlaying({ isPlaying, speed: each }); }}
            />
            {text.times(each)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly range: Extent;
  readonly ms: number;
  readonly onMove: (ms: number) => void;
  /** How the ends are written. */
  readonly marks: (ms: number, locale: string) => string;
}

function Slider({ label, range, ms, onMove, marks }: SliderProps) {
  return (
    <div class="slider">
      <input
        type="range"
        aria-label={label}
        aria-valuetext={dayAndTime(ms, text.locale)}
        min={range.fromMs}
        max={range.toMs}
        step={500}
        value={ms}
        onInput={(event) => { onMove(event.currentTarget.valueAsNumber); }}
      />
      <span class="ends" aria-hidden>
        <span>{marks(range.fromMs, text.locale)}</span>
        <span>{marks(range.toMs, text.locale)}</span>
      </span>
    </div>
  );
}
