// SPDX-License-Identifier: Apache-2.0
// Addresses of pages. In: a path. Out: which page it is; and back.

export type Route =
  | { readonly page: "wall"; readonly number: number }
  | { readonly page: "history"; readonly camera: string }
  | { readonly page: "incidents" }
  | { readonly page: "incident"; readonly incident: number }
  | { readonly page: "channels" }
  | { readonly page: "announce" }
  | { readonly page: "tv" }
  | { readonly page: "none" };

export function parseRoute(path: string, query: string): Route {
  if (path === "/" || path === "") {
    const number = Number.parseInt(new URLSearchParams(query).get("page") ?? "1", 10);
    return { page: "wall", number: number >= 1 ? number : 1 };
  }
  const plain = /^\/(incidents|channels|announce|tv)\/?$/.exec(path)?.[1];
  if (plain !== undefined) return { page: plain as "incidents" | "channels" | "announce" | "tv" };
  const incident = /^\/incidents\/([1-9]\d{0,14})\/?$/.exec(path)?.[1];
  if (incident !== undefined) return { page: "incident", incident: Number(incident) };
  const camera = /^\/camera\/([a-z0-9-]+)\/?$/.exec(path)?.[1];
  return camera === undefined ? { page: "none" } : { page: "history", camera };
}

export function wallAddress(number: number): string {
  return number > 1 ? `/?page=${number}` : "/";
}

export function incidentAddress(incident: number): string {
  return `/incidents/${incident}`;
}

export function historyAddress(camera: string): string {
  return `/camera/${camera}`;
}
