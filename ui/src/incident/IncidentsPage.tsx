// SPDX-License-Identifier: Apache-2.0
// All open incidents and the last that ended; and the button that begins a drill.
import { useState } from "preact/hooks";
import { useAsked } from "../alarms/asked";
import { useName } from "../alarms/NameGate";
import { title } from "../alarms/words";
import type { Camera } from "../api";
import { Around } from "../components/Said";
import { incidentAddress } from "../route";
import { useServices, useSession } from "../services";
import { isOne } from "../session";
import { text } from "../text";
import { dayAndTime } from "../times";

const EVERY_MS = 5_000;

interface Props {
  readonly cameras: readonly Camera[];
  readonly version: unknown;
}

export function IncidentsPage({ cameras, version }: Props) {
  const mayDrill = isOne(useSession(), "operator");
  const { alarms } = useServices();
  const { value, problem } = useAsked((signal) => alarms.incidents(signal), version, EVERY_MS);
  return (
    <main class="page wide">
      <h1>{text.alarm.incidents}</h1>
      {problem !== null && <p role="alert" class="problem"><Around sentence={text.alarm.readFailed} said={problem.detail} /></p>}
      {value?.incidents.length === 0 && <p>{text.alarm.noIncidents}</p>}
      <ul class="plain-list">
        {value?.incidents.map((each) => (
          <li key={each.id}>
            {each.drill && <strong class="drill-mark">{text.alarm.drill}</strong>}{" "}
            <a href={incidentAddress(each.id)}>{title(each)}</a>{text.comma}
            {text.join([dayAndTime(each.opened, text.locale), text.alarm.state(each.state)])}
          </li>
        ))}
      </ul>
      {cameras.length > 0 && mayDrill && <Drill cameras={cameras} />}
    </main>
  );
}

function Drill({ cameras }: { readonly cameras: readonly Camera[] }) {
  const { alarms } = useServices();
  const { withName } = useName();
  const [camera, setCamera] = useState(cameras[0]?.id ?? "");
  const [problem, setProblem] = useState("");
  const begin = () => {
    withName((by) => {
      void alarms.drill(camera, by).then((result) => {
        setProblem(result.outcome === "error" ? result.problem.detail : "");
      });
    });
  };
  return (
    <p class="buttons">
      <label>
        {text.alarm.drillCamera}{" "}
        <select value={camera} onChange={(event) => { setCamera(event.currentTarget.value); }}>
          {cameras.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
        </select>
      </label>
      <button type="button" onClick={begin}>{text.alarm.drillStart}</button>
      <span role="alert" class="problem">{problem !== "" && <Around sentence={text.alarm.failed} said={problem} />}</span>
    </p>
  );
}
