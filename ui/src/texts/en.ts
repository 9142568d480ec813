// SPDX-License-Identifier: Apache-2.0
// All words of the pages in English. The other languages have the same members.
import { SENTENCES, type Sentences } from "./sentences";
import { alarms } from "./en/alarms";
import { wall } from "./en/wall";

const sentences = Object.fromEntries(SENTENCES.map((each) => [each, each])) as Sentences;

export const en = { ...wall, alarm: alarms, sentences };

export type Catalogue = typeof en;
export type WallWords = typeof wall;
export type AlarmWords = typeof alarms;
