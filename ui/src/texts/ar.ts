// SPDX-License-Identifier: Apache-2.0
// All words of the pages in Arabic.
import type { Catalogue } from "./en";
import { alarms } from "./ar/alarms";
import { sentences } from "./ar/sentences";
import { wall } from "./ar/wall";

export const ar: Catalogue = { ...wall, alarm: alarms, sentences };
