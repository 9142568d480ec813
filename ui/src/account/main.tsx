// SPDX-License-Identifier: Apache-2.0
// Starts the pages of accounts: which one, the address says.
import { render } from "preact";
import { fetchSession, mustSignIn, nextAddress, signInAddress, type Session } from "../session";
import "../residents/residents.css";
import "./account.css";
import { api } from "./api";
import { Invitation } from "./Invitation";
import { Own } from "./Own";
import { People } from "./People";
import { SignIn } from "./SignIn";
import { text } from "./text";

const goOn = () => { location.assign(nextAddress(location.search, location.origin)); };
const signIn = () => { location.assign(signInAddress(location.pathname)); };

function Page({ session }: { readonly session: Session }) {
  switch (location.pathname) {
    case "/invitation":
      return <Invitation api={api} token={location.hash.slice(1)} onDone={goOn} />;
    case "/account":
      return <Own api={api} onSignedOut={() => { location.assign("/sign-in"); }} />;
    case "/people":
      return <People api={api} session={session} />;
    default:
      return <SignIn api={api} onDone={goOn} />;
  }
}

const TITLES: Readonly<Record<string, string>> = { "/invitation": text.invitation.title, "/account": text.own.title, "/people": text.people.title };

async function start(root: HTMLElement): Promise<void> {
  const session = await fetchSession();
  document.title = `${TITLES[location.pathname] ?? text.signIn.title} – ${text.product}`;
  if (["/account", "/people"].includes(location.pathname) && mustSignIn(session)) signIn();
  else render(<Page session={session} />, root);
}

// Another link pasted into the same page is another link.
addEventListener("hashchange", () => { location.reload(); });
const root = document.getElementById("app");
if (root !== null) void start(root);
