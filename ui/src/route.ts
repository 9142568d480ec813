// SPDX-License-Identifier: Apache-2.0
// Addresses of pages. In: a path. Out: which page it is; and back.

export type Route =
  | { readonly page: "wall"; readonly number: number }
  | { readonly page: "history"; readonly camera: string }
  | { readonly page: "incidents" }
  | { readonly page: "incident"; readonly incident: number }
  | { readonly page: "channels" }
  | { readonly page: "announce" }
  | { readonly page: "plates" }
  | { readonly page: "plate"; readonly plate: number }
  | { readonly page: "zones"; readonly camera: string }
  | { readonly page: "tv" }
  | { readonly page: "none" };

export function parseRoute(path: string, query: string): Route {
  if (path === "/" || path === "") {
    const number = Number.parseInt(new URLSearchParams(query).get("page") ?? "1", 10);
    return { page: "wall", number: number >= 1 ? number : 1 };
  }
  const plain = /^\/(incidents|channels|announce|plates|tv)\/?$/.exec(path)?.[1];
  if (plain !== undefined) return { page: plain as "incidents" | "channels" | "announce" | "plates" | "tv" };
  return numbered(path) ?? ofCamera(path);
}

function numbered(path: string): Route | null {
  const [, kind, number] = /^\/(incidents|plates)\/([1-9]\d{0,14})\/?$/.exec(path) ?? [];
  if (number === undefined) return null;
  return kind === "plates" ? { page: "plate", plate: Number(number) } : { page: "incident", incident: Number(number) };
}

function ofCamera(path: string): Route {
  const [, kind, camera] = /^\/(camera|zones)\/([a-z0-9-]+)\/?$/.exec(path) ?? [];
  if (camera === undefined) return { page: "none" };
  return kind === "zones" ? { page: "zones", camera } : { page: "history", camera };
}

export function wallAddress(number: number): string {
  return number > 1 ? `/?page=${number}` : "/";
}

export function incidentAddress(incident: number): string {
  return `/incidents/${incident}`;
}

export function plateAddress(plate: number): string {
  return `/plates/${plate}`;
}

export function zonesAddress(camera: string): string {
  return `/zones/${camera}`;
}

export function historyAddress(camera: string): string {
  return `/camera/${camera}`;
}
