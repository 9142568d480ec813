// SPDX-License-Identifier: Apache-2.0
// Which keys there are, and a switch for those that are single characters (WCAG 2.2, 2.1.4).
import { useEffect, useRef } from "preact/hooks";
import { text } from "../text";

interface Props {
  readonly hasCharacterKeys: boolean;
  readonly onCharacterKeys: (wanted: boolean) => void;
  readonly onClose: () => void;
}

export function KeysDialog({ hasCharacterKeys, onCharacterKeys, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => { dialog.current?.showModal(); }, []);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">{text.keysTitle}</h2>
      <KeyTable title={text.wall} keys={text.keysOfWall} />
      <KeyTable title={text.history} keys={text.keysOfHistory} />
      <KeyTable title={text.everywhere} keys={text.keysOfAll} />
      <label class="choice">
        <input
          type="checkbox"
          checked={hasCharacterKeys}
          onChange={(event) => { onCharacterKeys(event.currentTarget.checked); }}
        />
        {text.characterKeys}
      </label>
      <button type="button" onClick={() => { dialog.current?.close(); }}>
        {text.close}
      </button>
    </dialog>
  );
}

function KeyTable({ title, keys }: { readonly title: string; readonly keys: readonly (readonly string[])[] }) {
  return (
    <>
      <h3>{title}</h3>
      <dl>
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
