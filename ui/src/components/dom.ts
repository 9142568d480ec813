// SPDX-License-Identifier: Apache-2.0
// Hooks on the browser: the size of an element, keys, full screen.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Size } from "../paint";

/** The size of an element in CSS pixels, as it changes. */
export function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = current;
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => { observer.disconnect(); };
  }, [element]);
  return size;
}

/** Hears keys pressed anywhere, without modifiers but Shift; `act` says whether it used the key. */
export function useKeys(act: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector("dialog[open]") !== null || isWriting(event)) return;
      if (latest.current(event)) event.preventDefault();
    };
    window.addEventListener("keydown", listener);
    return () => { window.removeEventListener("keydown", listener); };
  }, []);
}

/** Whether a key belongs to a field that somebody fills in. */
function isWriting({ target, key }: KeyboardEvent): boolean {
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
    || (target instanceof HTMLInputElement && !["checkbox", "radio", "range", "button"].includes(target.type));
  return isField && key !== "Escape";
}

/** Whether the page fills the screen, and how to change that. */
export function useFullScreen(): [boolean, () => void] {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const listener = () => { setFull(document.fullscreenElement !== null); };
    document.addEventListener("fullscreenchange", listener);
    return () => { document.removeEventListener("fullscreenchange", listener); };
  }, []);
  const toggle = () => {
    const done = isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // A browser may refuse; the page is then as it was.
    done.catch(() => undefined);
  };
  return [isFull, toggle];
}
