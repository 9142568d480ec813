// SPDX-License-Identifier: Apache-2.0
// Starts the pages of accounts: which one, the address says; in which language, the browser or what was chosen.
import { render } from "preact";
import { useEffect } from "preact/hooks";
import { LanguageChoice } from "../components/LanguageChoice";
import { speakUsual, useLanguage } from "../language";
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
const signedOut = () => { location.assign("/sign-in"); };

function Page({ session }: { readonly session: Session }) {
  switch (location.pathname) {
    case "/invitation":
      return <Invitation api={api} token={location.hash.slice(1)} onDone={goOn} />;
    case "/account":
      return <Own api={api} onSignedOut={signedOut} />;
    case "/people":
      return <People api={api} session={session} />;
    default:
      return <SignIn api={api} onDone={goOn} />;
  }
}

function title(): string {
  const titles: Readonly<Record<string, string>> = { "/invitation": text.invitation.title, "/account": text.own.title, "/people": text.people.title };
  return `${titles[location.pathname] ?? text.signIn.title} – ${text.product}`;
}

/** The choice of a language stands last, so that the first key leads to the name, as ever. */
function Pages({ session }: { readonly session: Session }) {
  useLanguage();
  const called = title();
  useEffect(() => { document.title = called; }, [called]);
  return (
    <>
      <Page session={session} />
      <footer class="foot"><LanguageChoice /></footer>
    </>
  );
}

async function start(root: HTMLElement): Promise<void> {
  const [session] = await Promise.all([fetchSession(), speakUsual()]);
  if (["/account", "/people"].includes(location.pathname) && mustSignIn(session)) signIn();
  else render(<Pages session={session} />, root);
}

// Another link pasted into the same page is another link.
addEventListener("hashchange", () => { location.reload(); });
const root = document.getElementById("app");
if (root !== null) void start(root);
