// SPDX-License-Identifier: Apache-2.0
// Turns the pages of a wall with more than 16 cameras.
import { text } from "../text";

interface Props {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

export function Pager({ page, pages, onPage }: Props) {
  if (pages < 2) return null;
  return (
    <span class="pager">
      <button type="button" disabled={page <= 1} onClick={() => { onPage(page - 1); }} aria-label={text.previousPage}>
        ‹
      </button>
      <span role="status">{text.page(page, pages)}</span>
      <button type="button" disabled={page >= pages} onClick={() => { onPage(page + 1); }} aria-label={text.nextPage}>
        ›
      </button>
    </span>
  );
}
