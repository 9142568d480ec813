// SPDX-License-Identifier: Apache-2.0
// The keys of a remote control: arrows move the focus and turn pages, OK presses, Back goes back.
import type { RefObject } from "preact";
import { useKeys } from "../components/dom";
import { directionNow } from "../language";
import { CHOICES, inLine, isBack, stepFromControl, stepFromTile, type Places, type Step } from "./choice";

interface Acts {
  /** The element that holds tiles and controls. */
  readonly root: RefObject<HTMLElement | null>;
  readonly columns: number;
  readonly turn: (by: 1 | -1) => void;
  readonly back: () => boolean;
  readonly choose: (places: Places) => void;
  /** Called with every key. */
  readonly touch: () => void;
}

export function useKeysOfTv({ root, columns, turn, back, choose, touch }: Acts): void {
  const all = (what: string) => [...(root.current?.querySelectorAll<HTMLElement>(what) ?? [])];
  useKeys(({ key }) => {
    touch();
    const places = CHOICES.find((each) => String(each) === key);
    if (places !== undefined) {
      choose(places);
      return true;
    }
    if (isBack(key)) return back();
    if (key === "PageUp" || key === "PageDown") {
      turn(key === "PageUp" ? -1 : 1);
      return true;
    }
    const [tiles, controls] = [all(".tv-press"), all(".tv-foot button")];
    const at = (list: HTMLElement[]) => list.findIndex((each) => each === document.activeElement);
    const arrow = inLine(key, directionNow());
    const step = at(controls) >= 0
      ? stepFromControl(arrow, at(controls), controls.length, tiles.length)
      : stepFromTile(arrow, at(tiles), tiles.length, columns);
    if (step === null) return false;
    follow(step, tiles, controls, turn);
    return true;
  });
}

function follow(step: Step, tiles: HTMLElement[], controls: HTMLElement[], turn: (by: 1 | -1) => void): void {
  if (step.to === "page") turn(step.by);
  else (step.to === "tile" ? tiles : controls)[step.index]?.focus();
}
