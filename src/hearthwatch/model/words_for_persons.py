# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: RUF001 - letters of other alphabets are meant
"""Words that would name or describe a person: no template may hold one, and operators' words are warned of.

Each language has its own list, since one language's word for a person is another's for "every". A star
stands for any ending. Words that stand for things as well, such as French "il", are left out. It is a list
and no judgement: a name without such a word passes it, which is why
an operator's words are shown back to a person before they are spoken.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = {
    "en": "man men woman women boy boys girl girls child children kid kids person persons he she him his her "
    "hers teenager* youth youths lady ladies gentleman gentlemen guy guys mr mrs ms suspect* intruder* thief "
    "thieves burglar* stranger* culprit* arsonist* beggar* tramp* drunkard* foreigner* gypsy gypsies",
    "de": "mann männer* frau frauen junge jungen mädchen kind kinder* person personen herr herrn "
    "jugendliche* verdächtige* täter* dieb* einbrecher* fremde* ausländer* brandstifter* bettler*",
    "fr": "homme* femme* garçon* fille* enfant* personne personnes monsieur madame jeune jeunes "
    "suspect* voleur* voleuse* cambrioleur* inconnu* étranger* étrangère* incendiaire* mendiant*",
    "es": "hombre* mujer* niño* niña* chico* chica* persona* señor* joven jóvenes sospechos* ladr* "
    "intrus* desconocid* extranjer* pirómano* mendig*",
    "it": "uomo uomini donna donne ragazz* bambin* persona persone signor* giovane giovani sospett* "
    "ladr* intrus* sconosciut* stranier* piromane* mendicant*",
    "pt": "homem homens mulher* rapaz* rapariga* menin* criança* pessoa* senhor* jovem jovens "
    "suspeit* ladr* intrus* desconhecid* estrangeir* incendiári* mendig*",
    "nl": "man mannen vrouw* jongen* meisje* kind kinderen persoon personen meneer mevrouw "
    "verdachte* dief dieven inbreker* vreemdeling* brandstichter* bedelaar*",
    "pl": "mężczyzn* kobiet* chłop* dziewcz* dziecko dzieci osoba osoby osobę osób pan pani "
    "podejrzan* złodziej* włamywacz* nieznajom* obcokrajow* podpalacz* żebrak*",
    "sv": "man män mannen kvinna* kvinnor* pojk* flick* barn barnet person* han hon honom henne herr fru "
    "misstänkt* tjuv* inbrottstjuv* främling* utlänning* mordbrännare* tiggare*",
    "el": "άνδρας άντρας άνδρες άντρες γυναίκα γυναίκες αγόρι* κορίτσι* παιδί παιδιά άτομο άτομα "
    "κύριος κυρία ύποπτ* κλέφτη* διαρρήκτ* άγνωστ* ξένος ξένοι αλλοδαπ* εμπρηστ* ζητιάν*",
    "tr": "adam* erkek* kadın* çocuk* kız kızlar oğlan* kişi* bay bayan şüpheli* hırsız* yabancı* "
    "kundakçı* dilenci*",
    "ar": "رجل رجال امرأة نساء ولد أولاد بنت بنات طفل أطفال شخص أشخاص سيد سيدة شاب شباب مشتبه لص لصوص "
    "غريب غرباء أجنبي أجانب متسول",
    "he": "איש אנשים אישה נשים גבר גברים ילד ילדה ילדים ילדות אדם מר גברת נער* חשוד* גנב* "
    "פורץ זר זרים מצית קבצן",
    "zh": "男人 女人 男子 女子 男孩 女孩 孩子 小孩 儿童 人员 嫌疑 嫌犯 小偷 窃贼 "
    "陌生人 外国人 他们 她 先生 女士 老人 年轻人 乞丐",
    "ja": "男性 女性 男の 女の 少年 少女 子供 子ども 人物 不審者 容疑者 泥棒 犯人 外国人 彼 彼女 老人 若者",
    "sw": "mwanamume wanaume mwanamke wanawake mvulana wavulana msichana wasichana mtoto watoto mtu watu "
    "bwana bibi mshukiwa washukiwa mwizi wezi mgeni wageni ombaomba",
}  # fmt: skip
#: Languages that there is a list for: the ones in which anything is said.
LANGUAGES = tuple(sorted(_WORDS))
#: Languages that write words without spaces between them: any occurrence counts.
_UNSPACED = {"zh", "ja"}
#: Little words that these languages write onto the next word.
_JOINED = {"ar": "[وفبكل]{0,2}(?:ال|ل)?", "he": "[והבלמכש]{0,3}"}


def words_for_persons(text: str, language: str) -> tuple[str, ...]:
    """Return the words of ``text`` that name or describe a person in ``language``, as they stand there.

    A language without a list (only its base counts, ``pt`` of ``pt-BR``) gives none.
    """
    base = language.partition("-")[0].lower()
    pattern = _pattern(base) if base in _WORDS else None
    if base == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    return () if pattern is None else tuple(dict.fromkeys(pattern.findall(text.casefold())))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = (re.escape(word.casefold()).replace(r"\*", r"\w*") for word in _WORDS[language].split())
    either = "|".join(sorted(words, key=len, reverse=True))
    if language in _UNSPACED:
        return re.compile(either)
    return re.compile(rf"(?<!\w){_JOINED.get(language, '')}(?:{either})(?!\w)")
