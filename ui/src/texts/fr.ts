// SPDX-License-Identifier: Apache-2.0
// All words of the pages in French.
import type { Catalogue } from "./en";
import { alarms } from "./fr/alarms";
import { sentences } from "./fr/sentences";
import { wall } from "./fr/wall";

export const fr: Catalogue = { ...wall, alarm: alarms, sentences };
