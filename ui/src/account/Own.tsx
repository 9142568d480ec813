// SPDX-License-Identifier: Apache-2.0
// One's own account: where it is signed in, its passkeys, its password.
import { useCallback, useEffect, useState } from "preact/hooks";
import { text as common } from "../text";
import type { AccountApi, Own as OwnAccount, Stream } from "./api";
import { hasPasskeys, makePasskey } from "./passkey";
import { Field, NoteLine, roleWords, useWork } from "./parts";
import { text } from "./text";

interface Props { readonly api: AccountApi; readonly onSignedOut: () => void }

export function Own({ api, onSignedOut }: Props) {
  const [own, setOwn] = useState<OwnAccount | null>(null);
  const work = useWork();
  const renew = useCallback(() => {
    void api.own().then((answer) => {
      if (answer.ok) setOwn(answer.value);
      else if (answer.status === 401) onSignedOut();
    });
  }, [api, onSignedOut]);
  useEffect(renew, [renew]);
  if (own === null) return <main aria-busy="true"><h1>{text.own.title}</h1></main>;
  const roles = own.account.roles;
  const isAuditorAlone = roles.length === 1 && roles[0] === "auditor";
  return (
    <main>
      <h1>{text.own.title}</h1>
      <p><b><bdi>{own.account.name}</bdi></b>{common.colon}{roleWords(roles)}</p>
      <nav class="ways">
        {!isAuditorAlone && <a href="/">{text.wall}</a>}
        {roles.includes("steward") && <a href="/people">{text.own.people}</a>}
        {!roles.includes("steward") && roles.includes("auditor") && <a href="/people">{text.own.record}</a>}
        <a href="/app/residents.html">{text.own.phone}</a>
      </nav>
      <NoteLine note={work.note} />
      <Sessions own={own} api={api} work={work} renew={renew} onSignedOut={onSignedOut} />
      <Passkeys own={own} api={api} work={work} renew={renew} />
      {!isAuditorAlone && <Streams api={api} work={work} renew={renew} />}
      <Password api={api} work={work} renew={renew} />
    </main>
  );
}

interface PartProps { readonly own: OwnAccount; readonly api: AccountApi; readonly work: ReturnType<typeof useWork>; readonly renew: () => void }

function Sessions({ own, api, work, renew, onSignedOut }: PartProps & { readonly onSignedOut: () => void }) {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{text.own.sessions}</h2>
      <ul class="rows">
        {own.sessions.map((each) => (
          <li key={each.id}>
            <span>
              <b lang="en" dir="auto">{each.program}</b>{each.is_this ? common.aside(text.own.here) : ""}<br />
              <small>{common.join([text.own.since(text.when(each.made)), text.own.seen(text.when(each.seen))])}</small>
            </span>
            {!each.is_this && (
              <button type="button" onClick={() => { work.run(() => api.endSession(each.id), () => { renew(); return text.own.ended; }); }}>
                {text.own.end}
              </button>
            )}
          </li>
        ))}
      </ul>
      <div class="acts">
        <button type="button" onClick={() => { work.run(() => api.signOut(), () => { onSignedOut(); return ""; }); }}>{text.own.signOut}</button>
      </div>
    </section>
  );
}

function Passkeys({ own, api, work, renew }: PartProps) {
  const [label, setLabel] = useState("");
  const add = async () => {
    const begun = await api.newPasskeyOptions();
    if (!begun.ok) return begun;
    const answer = await makePasskey(begun.value.options);
    return answer === null ? text.own.cancelled : api.addPasskey(begun.value.ceremony, answer, label.trim() || "passkey");
  };
  return (
    <section aria-labelledby="passkeys">
      <h2 id="passkeys">{text.own.passkeys}</h2>
      {own.passkeys.length === 0 && <p class="hint">{text.own.noPasskeys}</p>}
      <ul class="rows">
        {own.passkeys.map((each) => (
          <li key={each.id}>
            <span><b><bdi>{each.label}</bdi></b><br /><small>{text.own.since(text.when(each.made))}</small></span>
            <button type="button" onClick={() => { work.run(() => api.removePasskey(each.id), () => { renew(); return text.own.removed; }); }}>
              {text.own.removePasskey(each.label)}
            </button>
          </li>
        ))}
      </ul>
      {hasPasskeys() && (
        <form onSubmit={(event) => { event.preventDefault(); work.run(add, () => { renew(); setLabel(""); return text.own.added; }); }}>
          <Field label={text.own.passkeyName} value={label} onValue={setLabel} autocomplete="off" maxLength={60} />
          <div class="acts"><button type="submit">{text.own.addPasskey}</button></div>
        </form>
      )}
    </section>
  );
}

function Streams({ api, work, renew }: Omit<PartProps, "own">) {
  const [made, setMade] = useState<Stream | null>(null);
  return (
    <section aria-labelledby="streams">
      <h2 id="streams">{text.own.streams}</h2>
      <p class="hint">{text.own.streamsHelp}</p>
      {made !== null && (
        <div class="link">
          <p>{text.own.streamsOnce}</p>
          <p><code>{made.stream}</code></p>
          <p><code>{made.list}</code></p>
        </div>
      )}
      <div class="acts">
        <button type="button" onClick={() => { work.run(() => api.newStream(), (found) => { setMade(found); renew(); return ""; }); }}>{text.own.streamsGo}</button>
      </div>
    </section>
  );
}

function Password({ api, work, renew }: Omit<PartProps, "own">) {
  const [former, setFormer] = useState("");
  const [next, setNext] = useState("");
  const change = () => {
    work.run(() => api.changePassword(former, next), () => {
      setFormer("");
      setNext("");
      renew();
      return text.own.changed;
    });
  };
  return (
    <section aria-labelledby="password">
      <h2 id="password">{text.own.password}</h2>
      <form onSubmit={(event) => { event.preventDefault(); change(); }}>
        <Field label={text.own.former} value={former} onValue={setFormer} type="password" autocomplete="current-password" />
        <Field label={text.own.next} value={next} onValue={setNext} type="password" autocomplete="new-password" minLength={12} maxLength={128} />
        <div class="acts"><button type="submit">{text.own.change}</button></div>
      </form>
    </section>
  );
}
