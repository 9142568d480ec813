// SPDX-License-Identifier: Apache-2.0
// What people may do to an incident now, as buttons; and what came of it in words, where it could not be done.
import { useState } from "preact/hooks";
import { Around } from "../components/Said";
import { useServices, useSession } from "../services";
import { isOne } from "../session";
import { text } from "../text";
import type { Act } from "./api";
import { useName } from "./NameGate";
import type { Incident } from "./wire";
import { isOpen, mayAcknowledge, spoken } from "./words";

interface Props {
  readonly incident: Incident;
  /** Called with the incident as it is then. */
  readonly onDone?: (incident: Incident) => void;
}

export function Acts({ incident, onDone }: Props) {
  const { alarms } = useServices();
  const { withName } = useName();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const session = useSession();
  if (!isOpen(incident) || !isOne(session, "operator")) return null;
  const acts: Act[] = mayAcknowledge(incident) ? ["acknowledge", "not-a-hazard", "resolve"] : ["not-a-hazard", "resolve"];
  const run = (act: Act) => {
    withName((by) => {
      setBusy(true);
      setProblem("");
      void alarms.act(incident.id, act, by).then((result) => {
        setBusy(false);
        if (result.outcome === "error") setProblem(result.problem.detail);
        if (result.outcome === "success") onDone?.(result.value);
      });
    });
  };
  return (
    <span class="buttons">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          class={act === "acknowledge" ? "main" : ""}
          // Not `disabled`, which would take the focus away from whoever works by keyboard.
          aria-disabled={isBusy}
          aria-label={text.alarm.actOn(text.alarm[act], spoken(incident))}
          onClick={() => { if (!isBusy) run(act); }}
        >
          {text.alarm[act]}
        </button>
      ))}
      <span role="alert" class="problem">{problem !== "" && <Around sentence={text.alarm.failed} said={problem} />}</span>
    </span>
  );
}
