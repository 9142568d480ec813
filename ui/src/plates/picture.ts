// SPDX-License-Identifier: Apache-2.0
// The decoded picture of a plate. In: its address and revision. Out: the picture, or why there is none.
import { useEffect, useState } from "preact/hooks";
import { useServices } from "../services";

export interface Shown {
  readonly picture: ImageBitmap | null;
  /** Null while all is well. */
  readonly problem: string | null;
}

const NOTHING: Shown = { picture: null, problem: null };

/** `revision`: the picture is asked for anew whenever it is another. */
export function usePlatePicture(address: string | null, revision: string): Shown {
  const { stewards } = useServices();
  const [shown, setShown] = useState(NOTHING);
  useEffect(() => {
    if (address === null) {
      setShown(NOTHING);
      return undefined;
    }
    const abort = new AbortController();
    void stewards.picture(address, abort.signal).then(async (result) => {
      if (result.outcome === "aborted") return;
      const picture = result.outcome === "success" ? await createImageBitmap(result.value).catch(() => null) : null;
      if (abort.signal.aborted) picture?.close();
      else setShown({ picture, problem: picture !== null ? null : result.outcome === "error" ? result.problem.detail : "" });
    });
    return () => { abort.abort(); };
  }, [stewards, address, revision]);
  return shown;
}
