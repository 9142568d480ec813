// SPDX-License-Identifier: Apache-2.0
// The page for televisions and wall screens: a few large places that turn by themselves, until an alarm has the screen.
import { useSiren } from "../alarms/siren";
import type { Alarms } from "../alarms/useAlarms";
import { callOf, mayAcknowledge, spoken, title } from "../alarms/words";
import type { Incident } from "../alarms/wire";
import type { Camera, Problem } from "../api";
import { LinkBanner } from "../components/LinkBanner";
import type { Link } from "../live/feed";
import { useNow } from "../services";
import { text } from "../text";
import { hourMinuteSecond } from "../times";
import { Pages } from "./Pages";
import { callings, onScreen } from "./choice";
import { TakeOver } from "./TakeOver";
import { tvText } from "./text";
import { usePaging } from "./usePaging";

interface Props {
  readonly cameras: readonly Camera[];
  readonly link: Link;
  readonly problem: Problem | null;
  readonly alarms: Alarms;
}

export function TvPage({ cameras, link, problem, alarms: { alarm, lostMs } }: Props) {
  const now = useNow(500).wall;
  const incidents = alarm?.incidents ?? [];
  // What is not known to be answered goes on: a lost link silences nothing.
  const call = callOf(incidents);
  const sound = useSiren(call);
  const all = callings(incidents);
  const calling = onScreen(all, now);
  const paging = usePaging(cameras, calling === undefined);
  const lost = link.kind === "open" && lostMs !== null ? ({ kind: "lost", sinceMs: lostMs } as const) : link;
  return (
    <main class="tv">
      <h1 class="unseen">{tvText.title}</h1>
      {call !== "none" && <div class={`flash ${call}`} aria-hidden="true" />}
      <LinkBanner link={lost} problem={problem} />
      <header class="tv-head">
        <span class="line">{incidents.length === 0 ? text.product : incidents.map(line).join(" · ")}</span>
        {call !== "none" && sound.isBlocked && <span class="quiet">{tvText.soundBlocked}</span>}
        <span class="clock">{hourMinuteSecond(now)}</span>
      </header>
      <div class="unseen" role="alert">{calling === undefined ? "" : spoken(calling.incident)}</div>
      {calling === undefined ? (
        <Pages paging={paging} sound={sound} />
      ) : (
        <TakeOver calling={calling} others={all.length - 1} cameras={cameras} nowMs={now} sound={sound} />
      )}
    </main>
  );
}

function line(incident: Incident): string {
  const what = `${incident.drill ? `${tvText.exercise}${text.colon}` : ""}${title(incident)}`;
  return mayAcknowledge(incident) ? what : tvText.answered(what);
}
