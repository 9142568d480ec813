// SPDX-License-Identifier: Apache-2.0
// All words of the pages in Chinese, in simplified characters.
import type { Catalogue } from "./en";
import { alarms } from "./zh/alarms";
import { sentences } from "./zh/sentences";
import { wall } from "./zh/wall";

export const zh: Catalogue = { ...wall, alarm: alarms, sentences };
