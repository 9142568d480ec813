// SPDX-License-Identifier: Apache-2.0
// The sound of the wall: two tones every two seconds until somebody answers. Browsers allow it after a first gesture.
import { useEffect, useRef, useState } from "preact/hooks";
import { usePreference } from "../preference";
import type { Call } from "./words";

export const EVERY_MS = 2_000;
const TONE_S = 0.18;
/** Hz: two that carry in a noisy room, and for an exercise one low tone that nobody takes for them. */
export const TONES: Record<Exclude<Call, "none">, readonly number[]> = { danger: [880, 660, 880], drill: [330] };

export interface Tones {
  /** Plays tones one after the other. */
  play(tones: readonly number[]): void;
}

/** Plays while there is a call; `set` is told of every change. */
export class Siren {
  readonly #tones: Tones;
  readonly #every: (act: () => void, ms: number) => () => void;
  #call: Call = "none";
  #end: () => void = () => undefined;

  constructor(tones: Tones, every: (act: () => void, ms: number) => () => void) {
    this.#tones = tones;
    this.#every = every;
  }

  set(call: Call): void {
    if (call === this.#call) return;
    this.#call = call;
    this.#end();
    this.#end = () => undefined;
    if (call === "none") return;
    const play = () => { this.#tones.play(TONES[call]); };
    play();
    this.#end = this.#every(play, EVERY_MS);
  }
}

export interface Sound {
  readonly isOn: boolean;
  /** Wanted, and not allowed by the browser yet. */
  readonly isBlocked: boolean;
  readonly toggle: () => void;
}

export function useSiren(call: Call): Sound {
  const [isOn, setOn] = usePreference("alarm-sound", true);
  const context = useRef<AudioContext | null>(null);
  const [isRunning, setRunning] = useState(false);
  useEffect(() => {
    // Not before a gesture: browsers allow none, and complain.
    const allow = () => {
      const known = context.current ?? new AudioContext();
      context.current = known;
      known.onstatechange = () => { setRunning(known.state === "running"); };
      if (known.state !== "running") known.resume().catch(() => undefined);
    };
    const gestures = ["pointerdown", "keydown"] as const;
    gestures.forEach((each) => { window.addEventListener(each, allow); });
    return () => { gestures.forEach((each) => { window.removeEventListener(each, allow); }); };
  }, []);
  useEffect(() => {
    if (!isOn || !isRunning || context.current === null) return undefined;
    const siren = browserSiren(context.current);
    siren.set(call);
    return () => { siren.set("none"); };
  }, [isOn, isRunning, call]);
  return { isOn, isBlocked: isOn && !isRunning, toggle: () => { setOn(!isOn); } };
}

function browserSiren(context: AudioContext): Siren {
  const tones = {
    play: (list: readonly number[]) => {
      list.forEach((hertz, index) => { playTone(context, hertz, context.currentTime + index * TONE_S); });
    },
  };
  return new Siren(tones, (act, ms) => {
    const timer = setInterval(act, ms);
    return () => { clearInterval(timer); };
  });
}

function playTone(context: AudioContext, hertz: number, at: number): void {
  const oscillator = new OscillatorNode(context, { frequency: hertz, type: "square" });
  const gain = new GainNode(context, { gain: 0 });
  // Ramps, so that the ends do not click.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.2, at + 0.01);
  gain.gain.setValueAtTime(0.2, at + TONE_S - 0.02);
  gain.gain.linearRampToValueAtTime(0, at + TONE_S);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + TONE_S);
}
