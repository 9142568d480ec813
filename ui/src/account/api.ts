// SPDX-License-Identifier: Apache-2.0
// What the pages of accounts ask the service for. Nothing here throws.
import type { Account, Role } from "../session";

/** `words`: why not, as the service says it in English; "" where it said nothing. */
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly status: number; readonly words: string };

export interface Offer { readonly name: string; readonly roles: readonly Role[]; readonly by: string }
export interface OwnSession { readonly id: string; readonly program: string; readonly made: string; readonly seen: string; readonly is_this: boolean }
export interface OwnPasskey { readonly id: string; readonly label: string; readonly made: string }
export interface Own {
  readonly account: Account;
  readonly has_password: boolean;
  readonly sessions: readonly OwnSession[];
  readonly passkeys: readonly OwnPasskey[];
}
export interface Somebody { readonly id: string; readonly account: Account; readonly made: string }
export interface Invitation { readonly id: string; readonly account: string; readonly roles: readonly Role[]; readonly places: readonly string[] | null; readonly by: string; readonly ends: string }
export interface People {
  readonly accounts: readonly Somebody[];
  readonly invitations: readonly Invitation[];
  readonly cameras: Readonly<Record<string, string>>;
}
export interface Rights { readonly roles: readonly Role[]; readonly places: readonly string[] | null }
export interface Link { readonly link: string; readonly qr: string; readonly ends: string }
export interface Stream { readonly stream: string; readonly list: string }
export interface Line { readonly at: string; readonly by: string; readonly what: string }
export interface Ceremony { readonly ceremony: string; readonly options: unknown }

async function ask<T>(method: string, address: string, body?: unknown): Promise<Answer<T>> {
  const options: RequestInit = { method, cache: "no-store" };
  if (body !== undefined) Object.assign(options, { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  try {
    const answer = await fetch(address, options);
    const read: unknown = answer.status === 204 ? null : await answer.json().catch(() => null);
    if (answer.ok) return { ok: true, value: read as T };
    return { ok: false, status: answer.status, words: wordsOf(read) };
  } catch {
    return { ok: false, status: 0, words: "" };
  }
}

function wordsOf(problem: unknown): string {
  if (typeof problem !== "object" || problem === null) return "";
  if ("detail" in problem && typeof problem.detail === "string" && problem.detail !== "") return problem.detail;
  return "title" in problem && typeof problem.title === "string" ? problem.title : "";
}

const part = encodeURIComponent;

export const api = {
  signIn: (name: string, password: string) => ask<Account>("POST", "/api/session", { name, password }),
  signOut: () => ask<null>("DELETE", "/api/session"),
  passkeyOptions: () => ask<Ceremony>("POST", "/api/session/passkey/options"),
  signInByPasskey: (ceremony: string, answer: unknown) => ask<Account>("POST", "/api/session/passkey", { ceremony, answer }),
  look: (token: string) => ask<Offer>("POST", "/api/invitations/look", { token }),
  redeem: (token: string, name: string, password: string) => ask<Account>("POST", "/api/invitations/redeem", { token, name, password }),
  own: () => ask<Own>("GET", "/api/account"),
  changePassword: (former: string, password: string) => ask<null>("POST", "/api/account/password", { former, password }),
  endSession: (id: string) => ask<null>("DELETE", `/api/account/sessions/${part(id)}`),
  newStream: () => ask<Stream>("POST", "/api/account/streams"),
  newPasskeyOptions: () => ask<Ceremony>("POST", "/api/account/passkeys/options"),
  addPasskey: (ceremony: string, answer: unknown, label: string) => ask<null>("POST", "/api/account/passkeys", { ceremony, answer, label }),
  removePasskey: (id: string) => ask<null>("DELETE", `/api/account/passkeys/${part(id)}`),
  people: () => ask<People>("GET", "/api/accounts"),
  change: (id: string, rights: Rights) => ask<Account>("PUT", `/api/accounts/${part(id)}`, rights),
  remove: (id: string) => ask<null>("DELETE", `/api/accounts/${part(id)}`),
  newLink: (id: string) => ask<Link>("POST", `/api/accounts/${part(id)}/link`),
  invite: (rights: Rights) => ask<Link>("POST", "/api/invitations", rights),
  withdraw: (id: string) => ask<null>("DELETE", `/api/invitations/${part(id)}`),
  record: () => ask<{ readonly record: readonly Line[] }>("GET", "/api/access/record"),
};

export type AccountApi = typeof api;
