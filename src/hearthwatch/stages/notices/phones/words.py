# SPDX-License-Identifier: Apache-2.0
"""The few words that phones need beside a message's own, by language; English where there is no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hearthwatch.model.hazard import Hazard


@dataclass(frozen=True, slots=True)
class PhoneWords:
    """``parts``: nine parts of a view, from the upper left, line by line. ``hazards``: as they are told.

    ``plate``: the words before the marks of a picture, with ``{place}``; ``mark``: a hazard in a part, with
    ``{hazard}`` and ``{part}``. ``reads_left``: whether it is written from right to left.
    """

    answer: str
    answered: str
    open: str
    drill: str
    plate: str
    mark: str
    parts: tuple[str, str, str, str, str, str, str, str, str]
    hazards: Mapping[Hazard, str]
    reads_left: bool = False


def phone_words(language: str) -> PhoneWords:
    """Return the words of a language (BCP 47), of its base language, or the English ones."""
    for wanted in (language, language.partition("-")[0]):
        if wanted in _WORDS:
            return _WORDS[wanted]
    return _WORDS["en"]


def _hazards(*words: str) -> Mapping[Hazard, str]:
    """Return words in the order of `Hazard`."""
    return MappingProxyType(dict(zip(Hazard, words, strict=True)))


_WORDS: Mapping[str, PhoneWords] = MappingProxyType(
    {
        "en": PhoneWords(
            answer="I answer for it",
            answered="It is written down that you answer for it.",
            open="See more",
            drill="DRILL, no danger",
            plate="The plate of {place}",
            mark="{hazard} in the {part} part",
            parts=(
                "upper left", "upper middle", "upper right", "middle left", "middle", "middle right",
                "lower left", "lower middle", "lower right",
            ),
            hazards=_hazards(
                "flame", "smoke", "water", "a blocked way", "no picture", "a frozen picture",
                "a covered camera", "a picture out of focus", "a moved camera", "too little light",
                "a dirty lens", "a poor picture",
            ),
        ),
        "de": PhoneWords(
            answer="Ich kümmere mich",
            answered="Es ist vermerkt, dass Sie sich kümmern.",
            open="Mehr sehen",
            drill="ÜBUNG, keine Gefahr",
            plate="Das Standbild von {place}",
            mark="{hazard} {part}",
            parts=(
                "oben links", "oben in der Mitte", "oben rechts", "links in der Mitte", "in der Mitte",
                "rechts in der Mitte", "unten links", "unten in der Mitte", "unten rechts",
            ),
            hazards=_hazards(
                "Flammen", "Rauch", "Wasser", "ein versperrter Weg", "kein Bild", "ein eingefrorenes Bild",
                "eine verdeckte Kamera", "ein unscharfes Bild", "eine verschobene Kamera", "zu wenig Licht",
                "eine schmutzige Linse", "ein schlechtes Bild",
            ),
        ),
        "fr": PhoneWords(
            answer="Je m'en occupe",
            answered="Il est noté que vous vous en occupez.",
            open="En savoir plus",
            drill="EXERCICE, aucun danger",
            plate="L'image fixe de {place}",
            mark="{hazard} {part}",
            parts=(
                "en haut à gauche", "en haut au centre", "en haut à droite", "à gauche", "au centre",
                "à droite", "en bas à gauche", "en bas au centre", "en bas à droite",
            ),
            hazards=_hazards(
                "flammes", "fumée", "eau", "passage bloqué", "pas d'image", "image figée",
                "caméra couverte", "image floue", "caméra déplacée", "trop peu de lumière",
                "objectif sale", "image médiocre",
            ),
        ),
        "es": PhoneWords(
            answer="Yo me encargo",
            answered="Queda anotado que usted se encarga.",
            open="Ver más",
            drill="SIMULACRO, sin peligro",
            plate="La imagen fija de {place}",
            mark="{hazard} {part}",
            parts=(
                "arriba a la izquierda", "arriba en el centro", "arriba a la derecha", "a la izquierda",
                "en el centro", "a la derecha", "abajo a la izquierda", "abajo en el centro",
                "abajo a la derecha",
            ),
            hazards=_hazards(
                "llamas", "humo", "agua", "paso bloqueado", "sin imagen", "imagen congelada",
                "cámara tapada", "imagen desenfocada", "cámara movida", "muy poca luz",
                "lente sucia", "imagen deficiente",
            ),
        ),
        "ar": PhoneWords(
            answer="أنا أتولى الأمر",
            answered="تم تسجيل أنك تتولى الأمر.",
            open="عرض المزيد",
            drill="تدريب، لا خطر",
            plate="الصورة الثابتة لـ{place}",
            mark="{hazard} {part}",
            parts=(
                "أعلى اليسار", "أعلى الوسط", "أعلى اليمين", "في الوسط يسارًا", "في الوسط",
                "في الوسط يمينًا", "أسفل اليسار", "أسفل الوسط", "أسفل اليمين",
            ),
            hazards=_hazards(
                "لهب", "دخان", "ماء", "طريق مسدود", "لا صورة", "صورة متجمدة",
                "كاميرا مغطاة", "صورة غير واضحة", "كاميرا تحركت", "ضوء قليل جدًا",
                "عدسة متسخة", "صورة رديئة",
            ),
            reads_left=True,
        ),
        "ja": PhoneWords(
            answer="私が対応します",
            answered="あなたが対応することを記録しました。",
            open="詳しく見る",
            drill="訓練です。危険はありません",
            plate="{place}の静止画",
            mark="{part}に{hazard}",
            parts=("左上", "上中央", "右上", "左", "中央", "右", "左下", "下中央", "右下"),
            hazards=_hazards(
                "炎", "煙", "水", "ふさがれた通路", "映像なし", "止まった映像",
                "覆われたカメラ", "ぼけた映像", "動いたカメラ", "光不足",
                "汚れたレンズ", "不良な映像",
            ),
        ),
    }
)  # fmt: skip
#: Languages in which a phone is told its own words too.
LANGUAGES: tuple[str, ...] = tuple(_WORDS)
