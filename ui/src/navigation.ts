// SPDX-License-Identifier: Apache-2.0
// Moves between pages without loading anew. In: clicks on links and the browser's own back and on. Out: the route.
import { useEffect, useState } from "preact/hooks";
import { parseRoute, type Route } from "./route";

const here = (): Route => parseRoute(location.pathname, location.search);

export function useNavigation(): [Route, (address: string) => void] {
  const [route, setRoute] = useState(here);
  const go = (address: string) => {
    history.pushState(null, "", address);
    setRoute(here());
    window.scrollTo(0, 0);
  };
  useEffect(() => {
    const onBack = () => { setRoute(here()); };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (link === null || !isPlainClick(event) || link.origin !== location.origin) return;
      // Pages of accounts and of residents are documents of their own.
      if (parseRoute(link.pathname, link.search).page === "none") return;
      event.preventDefault();
      go(link.pathname + link.search);
    };
    window.addEventListener("popstate", onBack);
    document.addEventListener("click", onClick);
    return () => {
      window.removeEventListener("popstate", onBack);
      document.removeEventListener("click", onClick);
    };
  }, []);
  return [route, go];
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}
