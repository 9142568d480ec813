// SPDX-License-Identifier: Apache-2.0
// One incident: what and where, what people may do, its record, and who was told and whether it got there.
import type { ComponentChildren } from "preact";
import type { Hazard } from "../alphabet";
import { Acts } from "../alarms/Acts";
import { useAsked } from "../alarms/asked";
import type { Delivery, IncidentFile, Message } from "../alarms/wire";
import { hazardWord, title } from "../alarms/words";
import { HazardWord } from "../components/HazardWords";
import { Around, Said } from "../components/Said";
import { languageNow } from "../language";
import { historyAddress } from "../route";
import { useServices } from "../services";
import { text } from "../text";
import { dayAndTime, hourMinuteSecond } from "../times";

/** Deliveries change by themselves. */
const EVERY_MS = 2_000;

export function IncidentPage({ incident, version }: { readonly incident: number; readonly version: unknown }) {
  const { alarms } = useServices();
  const { value, problem, again } = useAsked((signal) => alarms.incident(incident, languageNow(), signal), version, EVERY_MS);
  if (problem?.status === 404) return <Plain words={text.alarm.noSuchIncident} />;
  if (value === null) return <Plain words={problem === null ? text.loading : <Around sentence={text.alarm.readFailed} said={problem.detail} />} />;
  return (
    <main class="page wide">
      {problem !== null && <p role="alert" class="problem"><Around sentence={text.alarm.readFailed} said={problem.detail} /></p>}
      <Facts file={value} onDone={again} />
      <h2>{text.alarm.places}</h2>
      <Places file={value} />
      <h2>{text.alarm.record}</h2>
      <Record file={value} />
      <h2>{text.alarm.messages}</h2>
      {value.messages.length === 0 ? <p>{text.alarm.noMessages}</p> : value.messages.map((each) => <Told key={each.name} message={each} />)}
    </main>
  );
}

function Plain({ words }: { readonly words: ComponentChildren }) {
  return (
    <main class="page">
      <h1>{words}</h1>
      <p><a href="/incidents">{text.alarm.incidents}</a></p>
    </main>
  );
}

function Facts({ file: { incident }, onDone }: { readonly file: IncidentFile; readonly onDone: () => void }) {
  const opened = dayAndTime(incident.opened, text.locale);
  const when = incident.closed === null
    ? text.alarm.since(opened)
    : text.alarm.from(opened, dayAndTime(incident.closed, text.locale));
  return (
    <>
      {incident.drill && <p><strong class="drill-mark">{text.alarm.drill}</strong> {text.alarm.drillMeans}</p>}
      <h1>{title(incident)}</h1>
      <p class="facts">
        <span class="hazards">
          {incident.hazards.map((hazard) => <HazardWord key={hazard} hazard={hazard as Hazard} />)}
        </span>
        <span>{text.alarm.severity(incident.severity)}</span>
        <span>{when}</span>
        <strong>
          {text.alarm.state(incident.state)}
          {incident.by !== "" && text.aside(text.alarm.by(incident.by))}
        </strong>
      </p>
      <p><Said words={incident.why} /></p>
      <Acts incident={incident} onDone={onDone} />
    </>
  );
}

function Places({ file: { places } }: { readonly file: IncidentFile }) {
  return (
    <ul class="plain-list">
      {places.map((place) => (
        <li key={`${place.camera} ${place.hazard} ${place.zone}`}>
          <a href={historyAddress(place.camera)}><bdi>{place.name}</bdi></a>
          {place.zone !== "" && <>{text.comma}<bdi>{place.zone}</bdi></>}
          {text.colon}
          {text.join([hazardWord(place.hazard), place.is_open ? text.alarm.seenNow : text.alarm.seenLast(dayAndTime(place.seen, text.locale))])}
        </li>
      ))}
    </ul>
  );
}

function Record({ file: { record } }: { readonly file: IncidentFile }) {
  return (
    <ol class="plain-list">
      {record.map((entry, index) => (
        <li key={index}>
          <time dateTime={new Date(entry.at).toISOString()}>{dayAndTime(entry.at, text.locale)}</time>{" "}
          <Recorded what={entry.what} />
          {entry.by !== "" && <>{text.comma}{text.alarm.by(entry.by)}</>}
        </li>
      ))}
    </ol>
  );
}

/** "confirmed: seen long enough": a state and what led to it; what else is written there is the service's English. */
function Recorded({ what }: { readonly what: string }) {
  const [state, cause] = what.split(/: (.*)/s);
  const known = text.alarm.recorded(state ?? "");
  if (known === null) return <Said words={what} />;
  return cause === undefined ? <>{known}</> : <>{known}{text.colon}<Said words={cause} /></>;
}

export function Told({ message }: { readonly message: Message }) {
  const [channel, to, state, why, when] = text.alarm.columns;
  return (
    <section class="told">
      <h3>
        {message.drill && <strong class="drill-mark">{text.alarm.drill}</strong>}{" "}
        {text.join([dayAndTime(message.at, text.locale), text.alarm.cause(message.cause), text.alarm.to(message.whom)])}
      </h3>
      <p lang={message.language} dir="auto">{message.text}</p>
      {/* A table may be wider than a phone, and whoever works by keyboard moves it too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div class="scroll" role="region" aria-label={message.title} tabIndex={0}>
        <table>
          <thead>
            <tr>{[channel, to, state, why, when].map((head) => <th key={head} scope="col">{head}</th>)}</tr>
          </thead>
          <tbody>
            {message.deliveries.map((each) => <Fate key={`${each.channel} ${each.to}`} delivery={each} />)}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Fate({ delivery }: { readonly delivery: Delivery }) {
  const due = delivery.due === null ? [] : [text.alarm.next(hourMinuteSecond(delivery.due))];
  return (
    <tr class={`fate ${delivery.state}`}>
      <th scope="row"><bdi>{delivery.channel_name}</bdi></th>
      <td>{delivery.to === "" ? text.alarm.to("") : <bdi>{delivery.to}</bdi>}</td>
      <td><strong>{text.alarm.delivery(delivery.state)}</strong></td>
      <td><Said words={delivery.reason} /></td>
      <td>{text.join([hourMinuteSecond(delivery.changed), text.alarm.attempts(delivery.attempts), ...due])}</td>
    </tr>
  );
}
