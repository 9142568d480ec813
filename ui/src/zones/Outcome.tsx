// SPDX-License-Identifier: Apache-2.0
// What the service says of what is drawn: what is not right yet, or the text for the configuration file.
import { useState } from "preact/hooks";
import type { Result } from "../api";
import { Around, Said } from "../components/Said";
import { text } from "../text";
import type { Check } from "./api";
import type { Draft } from "./draft";
import { zoneWords as words } from "./text";

interface Props {
  readonly camera: string;
  readonly drafts: readonly Draft[];
  readonly result: Result<Check> | null;
}

export function Outcome({ camera, drafts, result }: Props) {
  if (result === null || result.outcome === "aborted") return <div class="outcome" />;
  if (result.outcome === "error") {
    return <div class="outcome"><p role="alert" class="problem"><Around sentence={words.checkFailed} said={result.problem.detail} /></p></div>;
  }
  const { flaws, text: toml, warning, replaced } = result.value;
  return (
    <div class="outcome">
      <div role="status">
        {flaws.length > 0 && (
          <>
            <h2>{words.flaws}</h2>
            <ul class="plain-list">
              {flaws.map((flaw) => (
                <li key={`${flaw.number} ${flaw.key}`} class="problem">
                  {words.draft(flaw.number + 1, drafts[flaw.number]?.name ?? "")}{text.colon}<Said words={flaw.words} />
                </li>
              ))}
            </ul>
          </>
        )}
        {warning !== "" && <p class="must-not"><Around sentence={words.warning} said={warning} /></p>}
      </div>
      {toml !== "" && <Toml camera={camera} toml={toml} replaced={replaced} />}
    </div>
  );
}

function Toml({ camera, toml, replaced }: { readonly camera: string; readonly toml: string; readonly replaced: readonly string[] }) {
  const [said, say] = useState<"copied" | "notCopied" | null>(null);
  const copy = () => {
    navigator.clipboard.writeText(toml).then(() => { say("copied"); }, () => { say("notCopied"); });
  };
  return (
    <section>
      <h2 id="toml-title">{words.toml}</h2>
      <p>{words.tomlHow(camera)}</p>
      {replaced.length > 0 && <p><strong>{words.replaced(text.list(replaced))}</strong></p>}
      {/* It may be wider than a phone, and whoever works by keyboard moves it too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre dir="ltr" tabIndex={0} role="region" aria-labelledby="toml-title">{toml}</pre>
      <p class="buttons">
        <button type="button" class="main" onClick={copy}>{words.copy}</button>
        <span role="status">{said !== null && words[said]}</span>
      </p>
    </section>
  );
}
