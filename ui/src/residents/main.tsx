// SPDX-License-Identifier: Apache-2.0
// Starts the residents' page with the browser's own push, storage and network.
import { render } from "preact";
import { desk } from "./desk";
import { keep, kept } from "./kept";
import { browserPush } from "./push";
import { Residents } from "./Residents";
import { fetchSession, mustSignIn, signInAddress } from "../session";
import "./residents.css";

const ports = { desk, push: browserPush, kept, keep, languages: navigator.languages };
const root = document.getElementById("app");
if (root !== null) {
  void fetchSession().then((session) => {
    if (mustSignIn(session)) location.replace(signInAddress(location.pathname));
    else render(<Residents ports={ports} />, root);
  });
}
