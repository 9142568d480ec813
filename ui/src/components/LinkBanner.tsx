// SPDX-License-Identifier: Apache-2.0
// Says that the link to the service is lost, or that the list of cameras could not be read.
import type { Problem } from "../api";
import type { Link } from "../live/feed";
import { text } from "../text";
import { hourMinuteSecond } from "../times";

interface Props {
  readonly link: Link;
  readonly problem: Problem | null;
}

export function LinkBanner({ link, problem }: Props) {
  const words = [];
  if (link.kind === "lost") words.push(text.linkLost(hourMinuteSecond(link.sinceMs)));
  else if (problem !== null) words.push(text.rosterFailed(problem.detail));
  return (
    <div role="alert" class={words.length === 0 ? "unseen" : "link-banner"}>
      {words.join(" ")}
    </div>
  );
}
