// SPDX-License-Identifier: Apache-2.0
// The page for televisions and wall screens: a few large places that turn by themselves, until an alarm has the screen.
import { useEffect, useRef, useState } from "preact/hooks";
import { useSiren, type Sound } from "../alarms/siren";
import type { Alarms } from "../alarms/useAlarms";
import { callOf, spoken, title } from "../alarms/words";
import type { Camera, Problem } from "../api";
import { LinkBanner } from "../components/LinkBanner";
import type { Link } from "../live/feed";
import { recall, remember } from "../preference";
import { useNow } from "../services";
import { text } from "../text";
import { hourMinuteSecond } from "../times";
import { CHOICES, callings, choiceOf, onScreen, pagesOf, turned, type Places } from "./pages";
import { TakeOver } from "./TakeOver";
import { tvText } from "./text";
import { TvTile } from "./TvTile";
import { useKeysOfTv } from "./useKeysOfTv";

interface Props {
  readonly cameras: readonly Camera[];
  readonly link: Link;
  readonly problem: Problem | null;
  readonly alarms: Alarms;
}

/** After a key, pages stay for so long: somebody is looking at one. */
const STAY_MS = 30_000;

export function TvPage({ cameras, link, problem, alarms: { alarm, lostMs } }: Props) {
  const now = useNow(500).wall;
  const incidents = alarm?.incidents ?? [];
  // What is not known to be answered goes on: a lost link silences nothing.
  const call = callOf(incidents);
  const sound = useSiren(call);
  const all = callings(incidents);
  const calling = onScreen(all, now);
  const lost = link.kind === "open" && lostMs !== null ? ({ kind: "lost", sinceMs: lostMs } as const) : link;
  return (
    <main class="tv">
      <h1 class="unseen">{tvText.title}</h1>
      {call !== "none" && <div class={`flash ${call}`} aria-hidden="true" />}
      <LinkBanner link={lost} problem={problem} />
      <header class="tv-head">
        <span class="line">{incidents.length === 0 ? text.product : incidents.map(line).join(" · ")}</span>
        <span class="clock">{hourMinuteSecond(now)}</span>
      </header>
      <div class="unseen" role="alert">{calling === undefined ? "" : spoken(calling.incident)}</div>
      {calling === undefined ? (
        <Pages cameras={cameras} sound={sound} hasCall={call !== "none"} />
      ) : (
        <TakeOver calling={calling} others={all.length - 1} cameras={cameras} nowMs={now} />
      )}
    </main>
  );
}

type Named = Parameters<typeof title>[0];
const line = (incident: Named) => `${incident.drill ? `${tvText.exercise}: ` : ""}${title(incident)}`;

interface PagesProps {
  readonly cameras: readonly Camera[];
  readonly sound: Sound;
  readonly hasCall: boolean;
}

function Pages({ cameras, sound, hasCall }: PagesProps) {
  const root = useRef<HTMLDivElement>(null);
  const [{ places, turnMs }, setChoice] = useState(() => choiceOf(location.search, recall("tv-places")));
  const [page, setPage] = useState(0);
  const [alone, setAlone] = useState<string | null>(null);
  const [isHeld, setHeld] = useState(false);
  const [touched, touch] = useState(0);
  const pages = pagesOf(cameras.length, places);
  const current = turned(page, 0, pages);
  const turn = (by: 1 | -1) => { setAlone(null); setPage(turned(current, by, pages)); };
  const choose = (wanted: Places) => {
    remember("tv-places", String(wanted));
    setAlone(null);
    setPage(Math.floor((current * places) / wanted));
    setChoice({ places: wanted, turnMs });
  };
  useTurning(!isHeld && alone === null && pages > 1, turnMs, [current, touched, places], () => { setPage(turned(current, 1, pages)); });
  const shown = alone === null ? cameras.slice(current * places, (current + 1) * places) : cameras.filter(({ id }) => id === alone);
  const columns = shown.length === 1 && alone !== null ? 1 : Math.sqrt(places);
  const back = () => {
    if (alone === null) return false;
    setAlone(null);
    return true;
  };
  useKeysOfTv({ root, columns, turn, back, choose, touch: () => { touch(Date.now()); } });
  useFocusKept(root, `${current} ${alone ?? ""} ${places}`);
  return (
    <div class="tv-pages" ref={root}>
      <ul class="tv-tiles" aria-label={text.cameras} style={{ "--columns": String(columns) }}>
        {shown.map((camera) => (
          <TvTile
            key={camera.id}
            camera={camera}
            isAlone={alone !== null}
            onPress={() => { setAlone(alone === null ? camera.id : null); }}
          />
        ))}
      </ul>
      <footer class="tv-foot" aria-label={tvText.controls}>
        {CHOICES.map((each) => (
          <button key={each} type="button" aria-pressed={each === places} aria-label={tvText.tiles(each)} onClick={() => { choose(each); }}>
            {each}
          </button>
        ))}
        <button type="button" aria-pressed={isHeld} title={tvText.holdMeans} onClick={() => { setHeld(!isHeld); }}>{tvText.hold}</button>
        <button type="button" aria-pressed={sound.isOn} onClick={sound.toggle}>{tvText.sound}</button>
        {sound.isBlocked && hasCall && <span>{tvText.soundBlocked}</span>}
        <span class="page-number" role="status" aria-label={tvText.pageLong(current + 1, pages)}>{tvText.page(current + 1, pages)}</span>
      </footer>
    </div>
  );
}

/** Acts when so much time has passed since anything in `since` changed; after a key not before `STAY_MS`. */
function useTurning(isOn: boolean, ms: number, [page, touched, places]: readonly [number, number, number], act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!isOn) return undefined;
    const wait = Math.max(ms, touched + STAY_MS - Date.now());
    const timer = setTimeout(() => { latest.current(); }, wait);
    return () => { clearTimeout(timer); };
  }, [isOn, ms, page, touched, places]);
}

/** Gives the first tile the focus where the tile that had it has gone. */
function useFocusKept(root: { readonly current: HTMLElement | null }, shown: string): void {
  const had = useRef(false);
  useEffect(() => {
    const list = root.current;
    if (list === null) return undefined;
    const note = () => { had.current = true; };
    list.addEventListener("focusin", note);
    return () => { list.removeEventListener("focusin", note); };
  }, [root]);
  useEffect(() => {
    if (had.current && document.activeElement === document.body) root.current?.querySelector<HTMLElement>(".tv-press")?.focus();
  }, [root, shown]);
}
