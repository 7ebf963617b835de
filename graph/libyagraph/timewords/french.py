"""The time words of French."""

from __future__ import annotations

from libyagraph.timewords.language import Language, every, numbered

_NAMES = {
    **numbered(1, "w", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    **numbered(
        1,
        "m",
        "janvier, janv",
        "février, févr, fév",
        "mars",
        "avril, avr",
        "mai",
        "juin",
        "juillet, juil",
        "août",
        "septembre",
        "octobre, oct",
        "novembre, nov",
        "décembre, déc",
    ),
    **every("uh", "heure", "heures"),
    **every("ud", "jour", "jours"),
    **every("uw", "semaine", "semaines"),
    **every("um", "mois"),
    **every("uy", "an", "ans", "année", "années"),
    **every("we", "week-end", "weekend"),
    **every("t1", "début"),
    **every("t2", "mi", "milieu"),
    **every("t3", "fin"),
}

_NUMBERS = {
    **numbered(1, "n", "un, une, premier", "deux", "trois", "quatre", "cinq", "six", "sept"),
    **numbered(8, "n", "huit, une huitaine de", "neuf", "dix, une dizaine de, dizaine de"),
    **numbered(11, "n", "onze", "douze, une douzaine de", "treize", "quatorze"),
    **numbered(15, "n", "quinze, une quinzaine de, quinzaine de", "seize", "dix-sept", "dix-huit"),
    **numbered(19, "n", "dix-neuf", "vingt, une vingtaine de", "vingt-et-un, vingt-et-une"),
    **numbered(22, "n", "vingt-deux", "vingt-trois", "vingt-quatre", "vingt-cinq", "vingt-six"),
    **numbered(27, "n", "vingt-sept", "vingt-huit", "vingt-neuf", "trente, une trentaine de"),
    **numbered(31, "n", "trente-et-un, trente-et-une", "trente-deux", "trente-trois"),
    **numbered(40, "n", "quarante, une quarantaine de"),
    **numbered(50, "n", "cinquante, une cinquantaine de"),
    **numbered(60, "n", "soixante, une soixantaine de"),
    **numbered(100, "n", "cent, une centaine de"),
}

_WORDS = {
    **every("r-2:-2", "avant-hier"),
    **every("r-1:-1", "hier"),
    **every("r0:0", "aujourd'hui", "ce jour", "ce matin", "ce midi", "ce soir"),
    **every("r0:0", "cet après-midi", "cette matinée", "cette après-midi"),
    **every("r-1:1", "cette nuit"),
    **every("r-1:0", "la nuit dernière", "la nuit passée"),
    **every("r1:1", "demain"),
    **every("r2:2", "après-demain"),
    **every("r-30:30", "ces jours-ci"),
    **every("r-6:6", "dans la semaine", "en milieu de semaine"),
    **every("r-8:8", "en fin de semaine"),
    **every("this", "ce", "cet", "cette", "ces"),
    **every("last", "dernier", "dernière", "passé", "passée", "écoulé", "écoulée"),
    **every("lasts", "derniers", "dernières"),
    **every("next", "prochain", "prochaine"),
    **every("nexts", "prochains", "prochaines", "à venir", "qui viennent"),
    **every("ago", "il y a", "voici", "voilà"),
    **every("since", "depuis"),
    **every("until", "jusque", "jusqu'"),
    **every("by", "d'ici"),
    **every("from", "à partir", "à compter"),
    **every("hence", "dans"),
    **every("in", "en", "courant", "au mois"),
    **every("over", "au cours", "durant", "pendant", "lors"),
    **every("between", "entre"),
    **every("to", "à", "au", "aux"),
    **every("and", "et"),
    **every("or", "ou"),
    **every("about", "environ", "près de", "près d'", "presque", "quelque", "vers"),
    **every("more", "plus de", "plus d'", "au moins"),
    **every("less", "moins de", "moins d'"),
    **every("few", "quelques", "plusieurs"),
    **every("the", "le", "la", "les", "l'"),
    **every("", "de", "du", "d'", "des", "ci", "plus tôt", "plus tard"),
}

_TIMES = ("matin", "matinée", "midi", "après-midi", "soir", "soirée", "journée", "aube")
_BEFORE = (
    *("", "au ", "le ", "la ", "l'", "à l'", "dans la ", "dans l'", "en ", "en fin de "),
    *("en début de ", "en milieu de ", "tard dans la ", "tôt dans la ", "tard le ", "tôt le "),
)
_PARTS = {
    **{f"{before}{time}": "p" for before in _BEFORE for time in _TIMES},
    **every("p", "au petit matin", "tard", "tôt"),
    **every("q", "nuit", "la nuit", "dans la nuit", "pendant la nuit", "au cours de la nuit"),
    **every("q", "dans la nuit du", "minuit", "à minuit"),
}

FRENCH = Language.of(_NAMES, _NUMBERS, _WORDS, _PARTS, day_first=True)
