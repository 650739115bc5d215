"""The words by which labels, prose and page furniture are told apart: the place to add a language.

Everything is compared in folded case. The lists need not be complete: shape and recurrence decide
most of it, and whatever is not recognised is kept as words.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.split("|"))


PARTICLES = _phrases(
    """al|and|ben|bin|da|das|de|del|della|den|der|des|di|do|dos|du|e|el|et|ibn|la|le|of|ten|ter|the|und|
    van|von|y|zu"""
)
"""Words in small letters that are parts of names and titles."""

PROSE = _phrases(
    """am|are|be|been|did|do|does|had|has|have|he|her|his|how|i|if|is|it|its|me|my|our|said|say|says|she|
    so|that|their|there|these|they|this|those|was|we|were|what|when|where|which|who|why|will|would|
    you|your"""
)
"""A label names somebody; with one of these words it says something."""

NEVER_LABELS = _phrases(
    """abstract|address|advertisement|also|answer key|attention|background|bcc|by|caption|cc|conclusion|
    contact|contents|correction|credit|date|details|disclaimer|duration|e-mail|edited by|
    editor's note|editor’s note|email|example|examples|fact|fax|filed under|finally|first|firstly|
    for example|from|hint|however|important|in addition|in short|keywords|language|last|lastly|length|
    link|links|location|main points|n.b|n.b.|nb|next|note|notes|now|number|p.s|p.s.|phone|photo|
    photos|picture|place|posted|ps|published|read more|recorded|reference|references|related|remember|
    result|results|see|see also|second|secondly|source|sources|subject|summary|tags|tel|telephone|
    that is|then|therefore|third|thirdly|thus|time|tip|title|to|today|topic|topics|transcribed by|
    translated by|translation|update|updated|url|venue|video|warning|website|written by|
    anmerkung|beispiel|datum|hinweis|ort|quelle|wichtig|zeit|
    date et lieu|exemple|lieu|remarque|
    ejemplo|fecha|fuente|lugar|nota|
    data|esempio|fonte|luogo|
    важно|время|дата|источник|место|например|примечание|пример|
    日期|时间|時間|地点|地點|来源|來源|注|注意|备注|備註|出典|日時|場所"""
)
"""What often stands before a colon and names nobody."""

ROLES = _phrases(
    """a|anchor|announcer|answer|audience|audience member|chair|chairman|chairperson|chairwoman|co-host|
    court|guest|host|i|interviewee|interviewer|journalist|judge|moderator|narrator|operator|panelist|
    participant|presenter|president|press|q|question|r|reporter|respondent|speaker|the chair|
    the chairman|the clerk|the court|the president|the witness|unidentified speaker|unknown speaker|
    witness|
    antwort|f|frage|moderation|
    d|le président|la présidente|question de la salle|réponse|rép|
    entrevistador|moderador|p|periodista|pregunta|respuesta|
    domanda|giornalista|risposta|
    pergunta|resposta|
    в|ведущая|ведущий|вопрос|журналист|корреспондент|модератор|о|ответ|председатель|
    питання|відповідь|
    答|答覆|记者|記者|主持人|提问|提問|回答|問|问|質問|司会|
    기자|답변|사회자|질문|
    سؤال|السؤال|جواب|الجواب|المذيع|الصحفي|
    שאלה|תשובה"""
)
"""Roles that transcripts everywhere use as labels, without the number some of them carry."""

INITIALS = (("Q", "A"), ("В", "О"), ("F", "A"), ("P", "R"), ("D", "R"))
"""Question and answer by their initials, in the languages where transcripts do that."""

FURNITURE: Mapping[str, str] = MappingProxyType(
    {
        phrase: reason
        for reason, phrases in (
            (
                "a link that skips to the content",
                """skip navigation|skip to content|skip to main content|skip to navigation|
                skip to the content|skip to the main content|jump to content|jump to main content|
                aller au contenu|aller au contenu principal|zum inhalt|zum inhalt springen|
                ir al contenido|saltar al contenido|vai al contenuto|ir para o conteúdo|
                перейти к содержанию|перейти к основному содержанию|к основному содержанию""",
            ),
            (
                "a link or button of the page",
                """back to list|back to top|comments|contact us|copy link|download|download pdf|
                e-mail|email|email this page|facebook|follow us|home|instagram|leave a comment|
                linkedin|log in|login|main menu|menu|navigation|newsletter|next article|
                older posts|previous article|print|print this page|print version|
                printable version|privacy policy|read more|related articles|related content|
                related news|scroll to top|search|share|share on facebook|share on twitter|
                share this|share this article|share this page|share this post|sign in|sign up|
                site map|sitemap|subscribe|telegram|terms of service|terms of use|toggle navigation|
                tweet|twitter|vk|whatsapp|youtube|drucken|teilen|partager|imprimer|compartir|
                imprimir|condividi|stampa|compartilhar|поделиться|распечатать|печать|
                версия для печати|наверх|分享|打印|列印|シェア""",
            ),
            (
                "a link to the source",
                """link to original|link to source|link to the original|link to the source|
                original source|read the original|see original|source link|view original|view source|
                lien vers la source|zur quelle|ссылка на источник|原文链接""",
            ),
            (
                "an advertisement's frame",
                "advertisement|advertisements|sponsored|anzeige|publicité|publicidad|реклама|广告",
            ),
        )
        for phrase in _phrases(phrases)
    }
)
"""What pages say around the words, as whole lines, and the reason to give for leaving it out."""
