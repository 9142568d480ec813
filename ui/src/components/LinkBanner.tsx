// SPDX-License-Identifier: Apache-2.0
// Says that the link to the service is lost, or that the list of cameras could not be read.
import type { Problem } from "../api";
import type { Link } from "../live/feed";
import { text } from "../text";
import { hourMinuteSecond } from "../times";
import { Around } from "./Said";

interface Props {
  readonly link: Link;
  readonly problem: Problem | null;
}

export function LinkBanner({ link, problem }: Props) {
  const isSilent = link.kind !== "lost" && problem === null;
  return (
    <div role="alert" class={isSilent ? "unseen" : "link-banner"}>
      {link.kind === "lost" && text.linkLost(hourMinuteSecond(link.sinceMs))}
      {link.kind !== "lost" && problem !== null && <Around sentence={text.rosterFailed} said={problem.detail} />}
    </div>
  );
}
