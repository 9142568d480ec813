// SPDX-License-Identifier: Apache-2.0
// The channels: how each is in words, a test of each, and the settings of those that the page may change.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useAsked } from "../alarms/asked";
import { useName } from "../alarms/NameGate";
import type { Channel, Trial } from "../alarms/wire";
import { Around, Said } from "../components/Said";
import { useServices, useSession } from "../services";
import { isOne } from "../session";
import { text } from "../text";
import { dayAndTime } from "../times";
import { AddChannel, ChannelSettings } from "./ChannelSettings";

/** Settings change only where somebody changes them. */
const EVERY_MS = 60_000;

export function ChannelsPage({ channels }: { readonly channels: readonly Channel[] | null }) {
  const { alarms } = useServices();
  const isSteward = isOne(useSession(), "steward");
  const { value, problem, again } = useAsked((signal) => alarms.settings(signal), null, EVERY_MS);
  return (
    <main class="page wide">
      <h1>{text.alarm.channels}</h1>
      {channels === null && <p>{text.loading}</p>}
      {channels?.length === 0 && <p>{text.alarm.noChannel}</p>}
      <ul class="channels">
        {channels?.map((each) => (
          <Standing key={each.id} channel={each} />
        ))}
      </ul>
      {isSteward && problem !== null && <p role="alert" class="problem"><Around sentence={text.alarm.readFailed} said={problem.detail} /></p>}
      {value !== null && value.channels.length > 0 && (
        <section aria-label={text.alarm.settings}>
          <h2>{text.alarm.settings}</h2>
          {/* Not below the channels: one may stand for many (a mail server), or for none (a call point). */}
          <ul class="channels">
            {value.channels.map((each) => (
              <li key={`${each.kind} ${each.id}`} class="kept">
                <ChannelSettings kept={each} kinds={value.kinds} onChanged={again} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {value !== null && <AddChannel settings={value} onChanged={again} />}
    </main>
  );
}

function Standing({ channel }: { readonly channel: Channel }) {
  return (
    <li class={`channel ${channel.state}`}>
      <h2><bdi>{channel.name}</bdi> <small lang="en">{channel.kind}</small></h2>
      <p>
        <strong>{text.alarm.channelState(channel.state)}</strong>{" "}
        {channel.since !== null && text.alarm.since(dayAndTime(channel.since, text.locale))}
        {channel.reason !== "" && <>{text.colon}<Said words={channel.reason} /></>}
      </p>
      <p class="quiet">
        {lastWords(channel)}
      </p>
      <Test channel={channel} />
    </li>
  );
}

function Outcome({ trial: { state, words } }: { readonly trial: Trial }) {
  return <Around sentence={(said) => text.alarm.testResult(text.alarm.delivery(state), said)} said={words} />;
}

function lastWords({ last_delivery: delivery, last_heartbeat: heartbeat }: Channel): string {
  const delivered = delivery === null ? text.alarm.noDelivery : text.alarm.lastDelivery(dayAndTime(delivery, text.locale));
  return text.join(heartbeat === null ? [delivered] : [delivered, text.alarm.lastHeartbeat(dayAndTime(heartbeat, text.locale))]);
}

function Test({ channel }: { readonly channel: Channel }) {
  const { alarms } = useServices();
  const { withName } = useName();
  const [words, setWords] = useState<ComponentChildren>("");
  const [isBusy, setBusy] = useState(false);
  const test = () => {
    withName((by) => {
      setBusy(true);
      setWords("");
      void alarms.test(channel.id, by).then((result) => {
        setBusy(false);
        if (result.outcome === "error") setWords(<Around sentence={text.alarm.failed} said={result.problem.detail} />);
        if (result.outcome === "success") setWords(<Outcome trial={result.value} />);
      });
    });
  };
  return (
    <p class="buttons">
      <button
        type="button"
        aria-disabled={isBusy}
        aria-label={text.alarm.actOn(text.alarm.sendTest, channel.name)}
        onClick={() => { if (!isBusy) test(); }}
      >
        {text.alarm.sendTest}
      </button>
      <span role="status">{isBusy ? text.alarm.testing : words}</span>
    </p>
  );
}
