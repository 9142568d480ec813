// SPDX-License-Identifier: Apache-2.0
// What happened in the loaded quarter of an hour, in words; each entry leads to its moment.
import { Around } from "../components/Said";
import { text } from "../text";
import { hourMinuteSecond } from "../times";
import { changedShare, eventsOf, type HistoryEvent } from "./marks";
import type { History } from "./useHistory";

export function Events({ history }: { readonly history: History }) {
  const { standing, seek, retry } = history;
  if (standing.kind === "loading") return <p>{text.windowLoading}</p>;
  if (standing.kind === "failed") {
    return (
      <p role="alert">
        <Around sentence={text.windowFailed} said={standing.problem.detail} />{" "}
        <button type="button" onClick={retry}>
          {text.retry}
        </button>
      </p>
    );
  }
  const { tiles, dropped } = standing;
  if (tiles.length === 0) return <p>{text.windowEmpty}</p>;
  const events = eventsOf(tiles);
  return (
    <>
      {dropped > 0 && <p>{text.windowDropped(dropped)}</p>}
      <p>{text.changedShare(changedShare(tiles))}</p>
      {events.length === 0 && <p>{text.noEvents}</p>}
      <ol>
        {events.map((event) => (
          <li key={`${event.atMs} ${event.what}`}>
            <button type="button" onClick={() => { seek(event.atMs); }}>
              <time>{hourMinuteSecond(event.atMs)}</time> {eventWords(event)}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

export function eventWords({ what, isBeginning }: HistoryEvent): string {
  if (what === "picture") return isBeginning ? text.pictureBack : text.pictureLost;
  return isBeginning ? text.began(text.hazard(what)) : text.ended(text.hazard(what));
}
