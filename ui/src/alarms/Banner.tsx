// SPDX-License-Identifier: Apache-2.0
// Above every page: open incidents, the gravest and newest first, troubles of channels, and whether there is sound.
import { useEffect, useRef, useState } from "preact/hooks";
import { HazardWord } from "../components/HazardWords";
import { Around } from "../components/Said";
import type { Hazard } from "../alphabet";
import { incidentAddress } from "../route";
import { useNow, useSession } from "../services";
import { isOne } from "../session";
import { text } from "../text";
import { hourMinuteSecond, since } from "../times";
import { Acts } from "./Acts";
import { useName } from "./NameGate";
import { useSiren, type Sound } from "./siren";
import type { Alarms } from "./useAlarms";
import type { Incident } from "./wire";
import { callOf, news, troubles, type Failing, type Troubles } from "./words";

/** What fits above a wall; further ones are counted. */
const SHOWN = 3;

export function Banner({ alarms: { alarm, lostMs } }: { readonly alarms: Alarms }) {
  const now = useNow(1_000).wall;
  const incidents = alarm?.incidents ?? [];
  // What is not known to be answered goes on: a lost link silences nothing.
  const call = callOf(incidents);
  const sound = useSiren(call);
  // Residents are told of dangers, not of how they are told.
  const seesChannels = isOne(useSession(), "operator", "steward");
  const trouble = alarm === null || !seesChannels ? NO_TROUBLES : troubles(alarm.channels, now);
  const notes = trouble.alarm === null ? trouble.failing : [];
  const others = incidents.length - SHOWN + (alarm?.more ?? 0);
  return (
    <>
      {call !== "none" && <div class={`flash ${call}`} aria-hidden="true" />}
      <Warnings lostMs={lostMs} trouble={trouble} />
      <News incidents={incidents} />
      {incidents.length + notes.length > 0 && (
        <section class="incidents" aria-label={text.alarm.open}>
          {incidents.length > 0 && (
            <ul>
              {incidents.slice(0, SHOWN).map((each) => (
                <Row key={each.id} incident={each} nowMs={now} />
              ))}
            </ul>
          )}
          <Below others={others} notes={notes} sound={incidents.length > 0 ? sound : null} />
        </section>
      )}
    </>
  );
}

const NO_TROUBLES: Troubles = { alarm: null, failing: [] };

/** That alarms cannot be shown, or reach nobody: in words, at once. */
function Warnings({ lostMs, trouble }: { readonly lostMs: number | null; readonly trouble: Troubles }) {
  return (
    <>
      <div role="alert" class={lostMs === null ? "unseen" : "alarm-warning"}>
        {lostMs !== null && text.alarm.feedLost(hourMinuteSecond(lostMs))}
      </div>
      <div role="alert" class={trouble.alarm === null ? "unseen" : "alarm-warning"}>
        {trouble.alarm !== null && (
          <>
            {trouble.alarm} <Failures failing={trouble.failing} /> <a href="/channels">{text.alarm.channels}</a>
          </>
        )}
      </div>
    </>
  );
}

function Row({ incident, nowMs }: { readonly incident: Incident; readonly nowMs: number }) {
  const link = useRef<HTMLAnchorElement>(null);
  const session = useSession();
  return (
    <li class={incident.drill ? "incident drill" : `incident ${incident.severity}`}>
      {incident.drill && <strong class="drill-mark" title={text.alarm.drillMeans}>{text.alarm.drill}</strong>}
      <span class="hazards">
        {incident.hazards.map((hazard) => <HazardWord key={hazard} hazard={hazard as Hazard} />)}
      </span>
      {isOne(session, "operator", "steward")
        ? <a ref={link} href={incidentAddress(incident.id)}>{text.list(incident.where)}</a>
        : <span>{text.list(incident.where)}</span>}
      <span>{text.alarm.since(since(incident.opened, nowMs, text.locale))}</span>
      <span class="quiet">
        {text.alarm.state(incident.state)}
        {incident.by !== "" && text.aside(incident.by)}
      </span>
      {/* The button that was pressed may be gone then: the focus stays in this row. */}
      <Acts incident={incident} onDone={() => { link.current?.focus(); }} />
    </li>
  );
}

interface BelowProps {
  readonly others: number;
  readonly notes: readonly Failing[];
  readonly sound: Sound | null;
}

function Below({ others, notes, sound }: BelowProps) {
  const { name, change } = useName();
  return (
    <div class="below">
      {others > 0 && <a href="/incidents">{text.alarm.more(others)}</a>}
      {notes.length > 0 && (
        <a class="notes" href="/channels"><Failures failing={notes} /></a>
      )}
      {sound !== null && (
        <>
          <button type="button" aria-pressed={sound.isOn} onClick={sound.toggle}>{text.alarm.sound}</button>
          <span class="quiet">
            {sound.isBlocked ? text.alarm.soundBlocked : sound.isOn ? text.alarm.soundOn : text.alarm.soundOff}
          </span>
        </>
      )}
      {sound !== null && name !== "" && change !== null && (
        <button type="button" class="plain" onClick={change}>{text.alarm.changeName(name)}</button>
      )}
    </div>
  );
}

/** "Mail fails since 18:30: No route." for each. */
function Failures({ failing }: { readonly failing: readonly Failing[] }) {
  return (
    <>
      {failing.map(({ name, time, reason }) => (
        <span key={name}>
          <Around sentence={(said) => text.alarm.channelDown(name, time, said)} said={reason} />{" "}
        </span>
      ))}
    </>
  );
}

/** Tells screen readers of incidents that are new. */
function News({ incidents }: { readonly incidents: readonly Incident[] }) {
  const told = useRef<ReadonlySet<number>>(new Set());
  const [words, setWords] = useState("");
  useEffect(() => {
    const fresh = news(told.current, incidents);
    told.current = new Set(incidents.map(({ id }) => id));
    if (fresh.length > 0) setWords(fresh.join(`${text.stop}${text.space}`));
  }, [incidents]);
  return <div class="unseen" role="alert">{words}</div>;
}
