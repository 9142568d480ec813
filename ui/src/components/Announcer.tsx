// SPDX-License-Identifier: Apache-2.0
// Tells screen readers of hazards that open and close. Nothing is seen of it.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Camera } from "../api";
import { announcement } from "../live/announce";
import { useHazards } from "../services";
import { text } from "../text";

export function Announcer({ cameras }: { readonly cameras: readonly Camera[] }) {
  const hazards = useHazards();
  const told = useRef<ReadonlyMap<number, number>>(new Map());
  const [words, setWords] = useState({ urgent: "", calm: "" });
  useEffect(() => {
    const { urgent, calm } = announcement(told.current, hazards, cameras);
    told.current = hazards;
    if (urgent.length + calm.length > 0) setWords({ urgent: text.join(urgent), calm: text.join(calm) });
  }, [hazards, cameras]);
  return (
    <div class="unseen">
      <div role="alert">{words.urgent}</div>
      <div role="status">{words.calm}</div>
    </div>
  );
}
