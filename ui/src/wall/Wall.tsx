// SPDX-License-Identifier: Apache-2.0
// The wall: up to 16 tiles of cameras, as large as the screen allows, moved through by arrows.
import { useEffect, useRef } from "preact/hooks";
import type { Camera } from "../api";
import { Legend } from "../components/Legend";
import { useKeys, useSize } from "../components/dom";
import { directionNow } from "../language";
import { text } from "../text";
import { gridFor, nextTile, onPage, pageCount, tilesHeight } from "./layout";
import { Tile } from "./Tile";

interface Props {
  readonly cameras: readonly Camera[];
  readonly page: number;
  readonly onPage: (page: number) => void;
  /** The camera whose tile takes the focus at first: where one came back from. */
  readonly focused: string | null;
}

/** Above and below the tiles, as in style.css. */
const PADDING = 13;

export function Wall({ cameras, page, onPage: turn, focused }: Props) {
  const main = useRef<HTMLElement>(null);
  const room = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const shown = onPage(cameras, page);
  const height = useSize(main).height - PADDING;
  const space = { width: useSize(room).width, height };
  const grid = gridFor(shown.length, space);
  const tiles = () => [...(list.current?.querySelectorAll<HTMLElement>("a") ?? [])];
  useEffect(() => {
    tiles().find((tile) => tile.dataset.camera === focused)?.focus();
  }, [focused]);
  useKeys((event) => {
    const pages = pageCount(cameras.length);
    const next = page + (event.key === "PageDown" ? 1 : event.key === "PageUp" ? -1 : 0);
    if (next !== page && next >= 1 && next <= pages) {
      turn(next);
      return true;
    }
    const index = tiles().findIndex((tile) => tile === document.activeElement);
    const to = nextTile(event.key, index, shown.length, { columns: grid.columns, direction: directionNow() });
    if (to === null) return false;
    tiles()[to]?.focus();
    return true;
  });
  return (
    <main ref={main} class={grid.fits ? "wall fits" : "wall"}>
      <h1 class="unseen">{text.wall}</h1>
      <div class="room" ref={room}>
        <ul
          class="tiles"
          ref={list}
          aria-label={text.cameras}
          style={{ "--columns": String(grid.columns), "--rows": String(grid.rows), "--height": `${tilesHeight(grid, space)}px` }}
        >
          {shown.map((camera) => (
            <Tile key={camera.id} camera={camera} />
          ))}
        </ul>
      </div>
      <Legend />
    </main>
  );
}
