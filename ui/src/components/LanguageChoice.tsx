// SPDX-License-Identifier: Apache-2.0
// Chooses the language of the pages; each is called as it is in itself.
import { ABOUT, LANGUAGES, useLanguage, type Language } from "../language";
import { text } from "../text";

export function LanguageChoice() {
  const [language, choose] = useLanguage();
  return (
    <select
      class="language"
      aria-label={text.chooseLanguage}
      value={language}
      onChange={(event) => { choose(event.currentTarget.value as Language); }}
    >
      {LANGUAGES.map((each) => (
        <option key={each} value={each} lang={ABOUT[each].tag}>
          {ABOUT[each].name}
        </option>
      ))}
    </select>
  );
}
