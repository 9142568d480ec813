// SPDX-License-Identifier: Apache-2.0
// The alphabet of the map: how each state is painted, its word, and what it means.
import type { State } from "../alphabet";
import { text } from "../text";
import { Swatch } from "./Swatch";

const ORDER: readonly State[] = ["flame", "smoke", "water", "blocked", "changed", "lively", "clear", "unknown"];

export function Legend() {
  return (
    <section class="legend" aria-labelledby="legend-title">
      <h2 id="legend-title">{text.legend}</h2>
      <ul>
        {ORDER.map((state) => (
          <li key={state}>
            <Swatch state={state} />
            <span>
              <b>{text.state(state)}</b>
              <small>{text.stateMeaning(state)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
