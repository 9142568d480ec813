// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { isOne, mustSignIn, nextAddress, OPEN, readSession, signInAddress } from "./session";

const ORIGIN = "https://hearth.example.org";

describe("who is signed in", () => {
  it("is nobody where the service has accounts and says null", () => {
    expect(mustSignIn(readSession({ accounts: true, account: null }))).toBe(true);
  });

  it("is asked for nowhere else", () => {
    for (const body of [null, "", 7, {}, { accounts: false, account: null }, { accounts: "yes" }]) {
      expect(readSession(body)).toEqual(OPEN);
      expect(mustSignIn(readSession(body))).toBe(false);
    }
  });

  it("has the roles that are known, and no others", () => {
    const session = readSession({ accounts: true, account: { name: "Ana", roles: ["steward", "wizard"], places: ["mill", 7] } });
    expect(session.account).toEqual({ name: "Ana", roles: ["steward"], places: ["mill"] });
    expect(isOne(session, "steward", "operator")).toBe(true);
    expect(isOne(session, "operator")).toBe(false);
  });

  it("matters to no page where there are no accounts", () => {
    expect(isOne(OPEN, "operator")).toBe(true);
  });
});

describe("the way back after signing in", () => {
  it("is the page that was asked for", () => {
    expect(nextAddress(signInAddress("/incidents/7?x=1").replace("/sign-in", ""), ORIGIN)).toBe("/incidents/7?x=1");
    expect(signInAddress("/")).toBe("/sign-in");
  });

  it.each(["https://evil.example/", "//evil.example/", "\\\\evil.example", "/\\evil.example", "javascript:alert(1)", "data:,x", "http://"])(
    "never leads elsewhere: %s",
    (wanted) => {
      expect(nextAddress(`?next=${encodeURIComponent(wanted)}`, ORIGIN)).toMatch(/^\/(?![/\\])/);
    },
  );
});
