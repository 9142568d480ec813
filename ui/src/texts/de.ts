// SPDX-License-Identifier: Apache-2.0
// All words of the pages in German.
import type { Catalogue } from "./en";
import { alarms } from "./de/alarms";
import { sentences } from "./de/sentences";
import { wall } from "./de/wall";

export const de: Catalogue = { ...wall, alarm: alarms, sentences };
