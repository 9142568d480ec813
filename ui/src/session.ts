// SPDX-License-Identifier: Apache-2.0
// Who is signed in here, and what that is good for. In: GET /api/session. The service decides everything anew.

export type Role = "resident" | "operator" | "steward" | "auditor";
export const ROLES: readonly Role[] = ["resident", "operator", "steward", "auditor"];

export interface Account {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Ids of cameras; null for all. */
  readonly places: readonly string[] | null;
}

/** `accounts`: whether people sign in at this service at all. */
export interface Session {
  readonly accounts: boolean;
  readonly account: Account | null;
}

/** A service without accounts, or one that does not answer: pages are shown, and say what they cannot get. */
export const OPEN: Session = { accounts: false, account: null };

export function readSession(body: unknown): Session {
  if (typeof body !== "object" || body === null || !("accounts" in body) || body.accounts !== true) return OPEN;
  return { accounts: true, account: "account" in body ? readAccount(body.account) : null };
}

export function readAccount(body: unknown): Account | null {
  if (typeof body !== "object" || body === null || !("name" in body) || typeof body.name !== "string") return null;
  const roles = "roles" in body && Array.isArray(body.roles) ? ROLES.filter((role) => (body.roles as unknown[]).includes(role)) : [];
  const places = "places" in body && Array.isArray(body.places) ? body.places.filter((each) => typeof each === "string") : null;
  return { name: body.name, roles, places };
}

/** Whether a page or a button for one of these roles is shown. */
export function isOne(session: Session, ...roles: readonly Role[]): boolean {
  return !session.accounts || (session.account?.roles.some((role) => roles.includes(role)) ?? false);
}

export async function fetchSession(): Promise<Session> {
  try {
    const answer = await fetch("/api/session", { cache: "no-store" });
    return answer.ok ? readSession(await answer.json()) : OPEN;
  } catch {
    return OPEN;
  }
}

export function mustSignIn(session: Session): boolean {
  return session.accounts && session.account === null;
}

export function signInAddress(here: string): string {
  return here === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`;
}

/** Where to go after signing in: a path of this very service, whatever the address says. */
export function nextAddress(query: string, origin: string): string {
  const wanted = new URLSearchParams(query).get("next") ?? "/";
  if (!URL.canParse(wanted, origin)) return "/";
  const address = new URL(wanted, origin);
  return address.origin === origin && !address.pathname.startsWith("//") ? address.pathname + address.search : "/";
}
