// SPDX-License-Identifier: Apache-2.0
// What stewards do to accounts, and the record of access, which auditors see too.
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { isOne, type Role, type Session } from "../session";
import { text as common } from "../text";
import type { AccountApi, Line, Link, People as Everybody, Somebody } from "./api";
import { NoteLine, PlaceBoxes, RoleBoxes, roleWords, useWork } from "./parts";
import { text } from "./text";

interface Props { readonly api: AccountApi; readonly session: Session }
type Work = ReturnType<typeof useWork>;

export function People({ api, session }: Props) {
  const [people, setPeople] = useState<Everybody | null>(null);
  const [record, setRecord] = useState<readonly Line[]>([]);
  const [link, setLink] = useState<Link | null>(null);
  const work = useWork();
  const isSteward = session.accounts && isOne(session, "steward");
  const renew = useCallback(() => {
    if (isSteward) void api.people().then((answer) => { if (answer.ok) setPeople(answer.value); });
    void api.record().then((answer) => { if (answer.ok) setRecord(answer.value.record); });
  }, [api, isSteward]);
  useEffect(renew, [renew]);
  if (!session.accounts || !isOne(session, "steward", "auditor")) return <main><h1>{text.people.title}</h1><p>{text.noRight}</p></main>;
  const shown = (made: Link) => { setLink(made); renew(); return ""; };
  return (
    <main class="wide">
      <h1>{isSteward ? text.people.title : text.people.record}</h1>
      <nav class="ways"><a href="/account">{text.own.title}</a></nav>
      <NoteLine note={work.note} />
      {link !== null && <LinkBox link={link} />}
      {people !== null && (
        <>
          <section aria-labelledby="accounts">
            <h2 id="accounts">{text.people.accounts}</h2>
            {people.accounts.map((each) => (
              <Row key={each.id} each={each} people={people} api={api} work={work} renew={renew} onLink={shown} isYou={each.account.name === session.account?.name} />
            ))}
          </section>
          <Invite people={people} api={api} work={work} onLink={shown} />
          <Out people={people} api={api} work={work} renew={renew} />
        </>
      )}
      <section aria-labelledby="record">
        <h2 id="record">{text.people.record}</h2>
        <p class="hint">{text.people.recordHelp}</p>
        <ol class="record">
          {record.map((line, number) => (
            <li key={number}>
              <time dateTime={line.at}>{text.when(line.at)}</time> <b><bdi>{line.by}</bdi></b> <span lang="en" dir="auto">{line.what}</span>
            </li>
          ))}
        </ol>
      </section>
    </main>
  );
}

interface PartProps { readonly people: Everybody; readonly api: AccountApi; readonly work: Work; readonly renew: () => void; readonly onLink: (link: Link) => string }

function Row({ each, people, api, work, renew, onLink, isYou }: PartProps & { readonly each: Somebody; readonly isYou: boolean }) {
  const { name } = each.account;
  const [roles, setRoles] = useState(each.account.roles);
  const [places, setPlaces] = useState(each.account.places);
  const after = (words: string) => () => { renew(); return words; };
  const where = common.list((each.account.places ?? []).map((id) => people.cameras[id] ?? id));
  return (
    <details class="person">
      <summary>
        <b><bdi>{name}</bdi></b>{isYou ? common.aside(text.people.you) : ""}{common.colon}{roleWords(each.account.roles)}{where !== "" && common.aside(where)}
      </summary>
      <RoleBoxes legend={text.people.rightsOf(name)} roles={roles} onRoles={setRoles} />
      {isResident(roles) && <PlaceBoxes cameras={people.cameras} places={places} onPlaces={setPlaces} />}
      <div class="acts row">
        <button type="button" class="main" onClick={() => { work.run(() => api.change(each.id, rights(roles, places)), after(text.people.saved(name))); }}>{text.people.save}</button>
        <button type="button" onClick={() => { work.run(() => api.newLink(each.id), onLink); }}>{text.people.link}</button>
        <button type="button" onClick={() => { if (confirm(text.people.removeSure(name))) work.run(() => api.remove(each.id), after(text.people.removed(name))); }}>{text.people.remove}</button>
      </div>
    </details>
  );
}

function Invite({ people, api, work, onLink }: Omit<PartProps, "renew">) {
  const [roles, setRoles] = useState<readonly Role[]>(["resident"]);
  const [places, setPlaces] = useState<readonly string[] | null>(null);
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{text.people.invite}</h2>
      <p class="hint">{text.people.inviteHelp}</p>
      <RoleBoxes legend={text.people.invite} roles={roles} onRoles={setRoles} />
      {isResident(roles) && <PlaceBoxes cameras={people.cameras} places={places} onPlaces={setPlaces} />}
      <div class="acts"><button type="button" class="main" onClick={() => { work.run(() => api.invite(rights(roles, places)), onLink); }}>{text.people.inviteGo}</button></div>
    </section>
  );
}

function LinkBox({ link }: { readonly link: Link }) {
  const [isCopied, setCopied] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  // It stands at the top, and the button that made it may be far below.
  useEffect(() => {
    title.current?.focus();
    title.current?.scrollIntoView();
  }, [link]);
  return (
    <section class="link" aria-labelledby="link">
      <h2 id="link" ref={title} tabIndex={-1}>{text.people.linkTitle}</h2>
      <p>{text.people.linkOnce(text.when(link.ends))}</p>
      <p><code dir="ltr">{link.link}</code></p>
      <button type="button" onClick={() => { void navigator.clipboard.writeText(link.link).then(() => { setCopied(true); }); }}>{text.people.copy}</button>
      <span role="status">{isCopied ? ` ${text.people.copied}` : ""}</span>
      <figure><img src={link.qr} alt={text.people.qr} width="300" /></figure>
    </section>
  );
}

function Out({ people, api, work, renew }: Omit<PartProps, "onLink">) {
  return (
    <section aria-labelledby="out">
      <h2 id="out">{text.people.out}</h2>
      {people.invitations.length === 0 && <p>{text.people.noneOut}</p>}
      <ul class="rows">
        {people.invitations.map((each) => (
          <li key={each.id}>
            <span>
              <b>{roleWords(each.roles)}</b> {text.people.forWhom(each.account)}<br />
              <small>{text.people.by(each.by, text.when(each.ends))}</small>
            </span>
            <button type="button" onClick={() => { work.run(() => api.withdraw(each.id), () => { renew(); return text.people.withdrawn; }); }}>{text.people.withdraw}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const isResident = (roles: readonly Role[]) => roles.length === 1 && roles[0] === "resident";
const rights = (roles: readonly Role[], places: readonly string[] | null) => ({ roles, places: isResident(roles) ? places : null });
