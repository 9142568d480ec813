// SPDX-License-Identifier: Apache-2.0
// All words of the pages in Spanish.
import type { Catalogue } from "./en";
import { alarms } from "./es/alarms";
import { sentences } from "./es/sentences";
import { wall } from "./es/wall";

export const es: Catalogue = { ...wall, alarm: alarms, sentences };
