// SPDX-License-Identifier: Apache-2.0
// The top of every page: where one is, hazards anywhere on the wall, and the controls of the page.
import type { ComponentChildren } from "preact";
import { isPlaceHazard, openHazards } from "../alphabet";
import type { Camera } from "../api";
import { historyAddress } from "../route";
import { useHazards, useSession } from "../services";
import { isOne } from "../session";
import { text } from "../text";
import { HazardWord } from "./HazardWords";
import { LanguageChoice } from "./LanguageChoice";
import { useFullScreen } from "./dom";

/** What fits beside the title; further ones are counted. */
const SHOWN = 4;

interface Props {
  readonly cameras: readonly Camera[];
  readonly onKeys: () => void;
  readonly children?: ComponentChildren;
}

export function Header({ cameras, onKeys, children }: Props) {
  const session = useSession();
  const [isFull, toggleFull] = useFullScreen();
  return (
    <header class="top">
      <a class="brand" href="/">
        {text.product}
      </a>
      <Alarms cameras={cameras} />
      <nav class="pages" aria-label={text.pages}>
        {isOne(session, "operator", "steward", "auditor") && <a href="/incidents">{text.alarm.incidents}</a>}
        {isOne(session, "operator", "steward") && <a href="/channels">{text.alarm.channels}</a>}
        {isOne(session, "operator") && <a href="/announce">{text.alarm.announce}</a>}
        {isOne(session, "steward") && <a href="/plates">{text.plates}</a>}
        {session.account !== null && <a href="/account" title={text.account}><bdi>{session.account.name}</bdi></a>}
      </nav>
      <div class="controls">
        {children}
        <button type="button" onClick={toggleFull} aria-keyshortcuts="F">
          {isFull ? text.leaveFullScreen : text.fullScreen}
        </button>
        <button type="button" onClick={onKeys} aria-keyshortcuts="?">
          {text.keys}
        </button>
        <LanguageChoice />
      </div>
    </header>
  );
}

/** Dangers to places, whatever page of the wall they are on. */
function Alarms({ cameras }: { readonly cameras: readonly Camera[] }) {
  const hazards = useHazards();
  const open = cameras
    .map((camera) => ({ camera, dangers: openHazards(hazards.get(camera.number) ?? 0).filter(isPlaceHazard) }))
    .filter(({ dangers }) => dangers.length > 0);
  if (open.length === 0) return <div class="alarms" />;
  return (
    <nav class="alarms" aria-label={text.alarms}>
      <ul>
        {open.slice(0, SHOWN).map(({ camera, dangers }) => (
          <li key={camera.id}>
            <a href={historyAddress(camera.id)}>
              {dangers.map((hazard) => (
                <HazardWord key={hazard} hazard={hazard} />
              ))}
              <bdi class="where">{camera.name}</bdi>
            </a>
          </li>
        ))}
        {open.length > SHOWN && <li>{text.moreAlarms(open.length - SHOWN)}</li>}
      </ul>
    </nav>
  );
}
