// SPDX-License-Identifier: Apache-2.0
// Where a link leads: what it gives, a name, a password, and in.
import { useEffect, useState } from "preact/hooks";
import { text as common } from "../text";
import type { AccountApi, Answer, Offer } from "./api";
import { Field, NoteLine, Refusal, useWork } from "./parts";
import { text } from "./text";

interface Props { readonly api: AccountApi; readonly token: string; readonly onDone: () => void }

export function Invitation({ api, token, onDone }: Props) {
  const [offer, setOffer] = useState<Answer<Offer> | null>(null);
  useEffect(() => {
    if (token !== "") void api.look(token).then(setOffer);
  }, [api, token]);
  return (
    <main>
      <h1>{text.invitation.title}</h1>
      {token === "" && <p class="trouble">{text.invitation.none}</p>}
      {token !== "" && offer === null && <p>{text.invitation.reading}</p>}
      {offer?.ok === false && <p class="trouble" role="alert"><Refusal words={offer.words} /></p>}
      {offer?.ok === true && <Form api={api} token={token} offer={offer.value} onDone={onDone} />}
    </main>
  );
}

function Form({ api, token, offer, onDone }: Props & { readonly offer: Offer }) {
  const [name, setName] = useState(offer.name);
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const { note, isBusy, run } = useWork();
  const isNew = offer.name === "";
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        run(() => api.redeem(token, name, password), () => {
          onDone();
          return "";
        });
      }}
    >
      <p>{isNew ? text.invitation.from(offer.by) : text.invitation.again(offer.name)}</p>
      <ul>{offer.roles.map((role) => <li key={role}><b>{text.role[role]}</b>{common.colon}{text.roleMeaning[role]}</li>)}</ul>
      {isNew && <Field label={text.invitation.name} value={name} onValue={setName} autocomplete="username" maxLength={60} />}
      <Field
        label={text.invitation.password} value={password} onValue={setPassword} type={isShown ? "text" : "password"}
        autocomplete="new-password" minLength={12} maxLength={128}
      />
      <label class="box"><input type="checkbox" checked={isShown} onChange={() => { setShown(!isShown); }} /><span>{text.invitation.show}</span></label>
      <div class="acts"><button type="submit" class="main" aria-disabled={isBusy}>{text.invitation.go}</button></div>
      <NoteLine note={note} />
    </form>
  );
}
