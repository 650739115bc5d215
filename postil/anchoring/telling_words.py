"""Words whose change turns the meaning of a sentence, in the languages that guards know.

The lists are small and of all languages at once: a word too many costs a look, a word too few may cost
a note its truth.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LANGUAGES = frozenset(("en", "de", "fr", "es", "ru", "ar"))
"""The languages that the lists are of."""

NEGATIONS = _set("""
    not no nor never none nobody nothing nowhere neither without cannot hardly barely scarcely except unless
    nicht nichts nie niemals kein keine keinen keinem keiner keines niemand nirgends weder ohne kaum ne pas
    jamais rien aucun aucune personne ni sans guère point non nunca nadie nada ningún ninguno ninguna tampoco
    sin не нет ни никогда никто ничего нигде никакой никакая никакие без нельзя لا ما لم لن ليس ليست ليسوا
    غير بدون دون أبدا كلا
""")
"""What denies."""

NUMBERS = _set("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand
    million billion trillion dozen dozens hundreds thousands millions billions trillions half third quarter
    double twice once triple first second fourth fifth sixth seventh eighth ninth tenth both percent
    percentage null ein eine eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig
    vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend millionen milliarde milliarden dutzend
    halb hälfte drittel viertel doppelt erste ersten zweite zweiten dritte dritten prozent zéro un une deux
    trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
    cinquante soixante cent cents mille milliard milliards moitié tiers quart premier deuxième cero uno dos
    tres cuatro cinco siete ocho nueve diez doce veinte treinta cuarenta cincuenta sesenta setenta ochenta
    noventa cien ciento mil millón millones mitad tercio cuarto doble primero segundo tercero ноль один одна
    два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто тысяча
    тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов половина треть четверть первый
    второй третий процент процента процентов صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشر
    عشرون ثلاثون مئة مائة ألف آلاف مليون ملايين مليار مليارات نصف ثلث ربع dollar dollars euro euros pounds
    rubles roubles
""")
"""Numbers in words, and what they are counted in."""

MODALS = _set("""
    can could may might must shall should will would ought need needs needed kann können könnte könnten
    konnte konnten darf dürfen dürfte muss müssen müsste soll sollen sollte sollten wollen wollte würde
    würden mag möchte peut peuvent pourrait pourraient doit doivent devrait devraient faut puede pueden
    podría podrían debe deben debería deberían может могут мог могли должен должна должны надо нужно следует
    бы يمكن يجب قد ينبغي سوف
""")
"""What makes a fact a possibility or a duty."""

MEASURES = _set("""
    allegedly supposedly reportedly perhaps maybe probably possibly likely unlikely nearly almost
    approximately falsely wrongly seemingly apparently angeblich vermeintlich vielleicht wahrscheinlich
    beinahe fast ungefähr
    all every each some any most many few several more less fewer least only always often sometimes rarely
    before after until since if although because against alle jeder jede einige manche viele wenige mehr
    weniger nur immer oft manchmal selten vor nach bis seit wenn gegen tous toutes chaque quelques plus moins
    seulement toujours parfois avant après contre todos todas cada algunos más menos solo siempre antes
    después contra все всё каждый некоторые больше меньше только всегда иногда до после против если كل بعض
    أكثر أقل فقط دائما قبل بعد ضد إذا
""")
"""How sure, how many, how often, in which order, under which condition."""
