// SPDX-License-Identifier: Apache-2.0
// What the wall says while there is no camera: how to add one.
import { text } from "../text";

export function Empty() {
  const [write, start] = text.emptySteps;
  return (
    <main class="page">
      <h1>{text.emptyTitle}</h1>
      <p>{text.emptyLead}</p>
      <p>{write}</p>
      <pre>{text.emptyExample}</pre>
      <p>{start}</p>
      <pre>{text.emptyCommand}</pre>
      <p>{text.emptyAfter}</p>
      <p>{text.emptyTry}</p>
      <pre>{text.emptyDemo}</pre>
    </main>
  );
}
