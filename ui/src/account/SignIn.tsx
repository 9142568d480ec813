// SPDX-License-Identifier: Apache-2.0
// Signing in by a password or a passkey.
import { useState } from "preact/hooks";
import type { AccountApi } from "./api";
import { hasPasskeys, askPasskey } from "./passkey";
import { Field, NoteLine, useWork } from "./parts";
import { text } from "./text";

interface Props { readonly api: AccountApi; readonly onDone: () => void }

export function SignIn({ api, onDone }: Props) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const { note, isBusy, run } = useWork();
  const done = () => {
    onDone();
    return "";
  };
  const byPasskey = async () => {
    const begun = await api.passkeyOptions();
    if (!begun.ok) return begun;
    const answer = await askPasskey(begun.value.options);
    return answer === null ? text.signIn.cancelled : api.signInByPasskey(begun.value.ceremony, answer);
  };
  return (
    <main>
      <h1>{text.signIn.title}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(() => api.signIn(name, password), done);
        }}
      >
        <Field label={text.signIn.name} value={name} onValue={setName} autocomplete="username webauthn" maxLength={60} />
        <Field label={text.signIn.password} value={password} onValue={setPassword} type="password" autocomplete="current-password" />
        <div class="acts">
          <button type="submit" class="main" aria-disabled={isBusy}>{text.signIn.go}</button>
          {hasPasskeys() && <button type="button" aria-disabled={isBusy} onClick={() => { run(byPasskey, done); }}>{text.signIn.passkey}</button>}
        </div>
      </form>
      <NoteLine note={note} />
      <p class="hint">{text.signIn.help}</p>
    </main>
  );
}
