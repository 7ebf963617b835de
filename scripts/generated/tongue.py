"""How articles put things, in English and in French: the words around what is planned.

Values only. The sentences are invented and say little: whatever the ontology calls an event type
stands in them under its own label, so that a new type needs no words here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. Verbs have a singular and a plural; `{}` is what they are about."""

    join: str
    according: str
    citing: str
    relayed: str
    step: str
    verbs: tuple[tuple[str, str], ...]
    together: tuple[str, ...]
    towards: tuple[str, ...]
    answers: Mapping[str, tuple[str, str]]
    of: str
    place: str
    topics: str
    conditions: str
    figures: Mapping[str, str]
    effective: str
    nth: str
    within: str
    outcome: str
    repeated: str
    label: str
    against: str
    exempt: str
    cues: Mapping[str, tuple[str, ...]]
    again: tuple[str, ...]
    fillers: tuple[str, ...]
    navigation: tuple[str, ...]
    credits: tuple[str, ...]
    heads: tuple[str, ...]
    titles: tuple[str, ...]


ENGLISH = Tongue(
    join=" and ",
    according="According to {}, ",
    citing=", citing ",
    relayed="In words passed on by {}, ",
    step="the {}",
    verbs=(
        ("was behind", "were behind"),
        ("carried on with", "carried on with"),
        ("took charge of", "took charge of"),
        ("has begun", "have begun"),
        ("made the first move in", "made the first move in"),
    ),
    together=("shared in", "were all part of", "came together for"),
    towards=(" with regard to {}", ", which concerned {}", "; on the other side stood {}"),
    answers={
        "denies": ("denied {}", "denied {}"),
        "rejects": ("turned down {}", "turned down {}"),
        "evades": ("would not be drawn on {}", "would not be drawn on {}"),
        "welcomes": ("welcomed {}", "welcomed {}"),
        "justifies": ("gave reasons for {}", "gave reasons for {}"),
        "about": ("spoke of {}", "spoke of {}"),
    },
    of="the {} told of {}",
    place=" in {}",
    topics=" (the subject: {})",
    conditions=", provided that something is done about {}",
    figures={
        "": "{}",
        ">": "more than {}",
        ">=": "at least {}",
        "<": "fewer than {}",
        "<=": "at most {}",
        "~": "some {}",
    },
    effective=", to take effect from {}",
    nth=", and this for time number {}",
    within=" within {}",
    outcome=". The outcome: {}",
    repeated=", as so often",
    label=", and the word “{}” was used for {}",
    against=", and all this is aimed at {}",
    exempt=", from which {} is spared",
    cues={
        "alleged": ("allegedly", "it is said", "so the rumour goes", "by hearsay alone"),
        "implied": ("as everybody knew by then", "as goes without saying"),
        "intended": ("if it gets its way", "with that very aim"),
        "planned": ("as the calendar has it", "under a plan made public"),
    },
    again=(
        "More was heard of the {} in the hours that followed.",
        "The {} came up once more before nightfall.",
        "Those present went over the {} a second time.",
    ),
    fillers=(
        "Shops along the quay stayed open longer than usual.",
        "A thin rain kept most people indoors, and the square was all but empty.",
        "Bread costs twice what it did before the roads were cut.",
        "The old customs house has had no roof since the winter storms.",
        "Nobody in the café wanted to give a name.",
        "Fishermen speak of calm seas and poor catches.",
        "The lights went out for an hour, then came back.",
        "On the wall of the school somebody has painted a blue door.",
    ),
    navigation=("Home › World › Dispatches", "📷 4 | 💬 12 | Share", "Menu · Search · Sign in"),
    credits=(
        "© All rights reserved. Read also: our dossier.",
        "Comments are closed. ↑ Top of page",
    ),
    heads=("What is known", "A long day", "Questions left open", "Behind the words"),
    titles=(
        "{who}: the {what} in brief",
        "The {what}, and what {who} makes of it",
        "{who} – new light on the {what}",
        "After the {what}, eyes are on {who}",
    ),
)

FRENCH = Tongue(
    join=" et ",
    according="Selon {}, ",
    citing=", qui cite ",
    relayed="Par la voix de {}, ",
    step="l'étape « {} »",
    verbs=(
        ("a mené", "ont mené"),
        ("est à l'origine de", "sont à l'origine de"),
        ("a poursuivi", "ont poursuivi"),
        ("a pris les devants dans", "ont pris les devants dans"),
        ("a engagé", "ont engagé"),
    ),
    together=("ont pris part à", "se sont retrouvés pour", "ont mené ensemble"),
    towards=(" à l'égard de {}", ", qui concerne {}", " ; en face se tient {}"),
    answers={
        "denies": ("a démenti {}", "ont démenti {}"),
        "rejects": ("a rejeté {}", "ont rejeté {}"),
        "evades": ("a éludé {}", "ont éludé {}"),
        "welcomes": ("a salué {}", "ont salué {}"),
        "justifies": ("a donné les raisons de {}", "ont donné les raisons de {}"),
        "about": ("a évoqué {}", "ont évoqué {}"),
    },
    of="l'étape « {} » attribuée à {}",
    place=" à {}",
    topics=" (au sujet de : {})",
    conditions=", à condition que l'on avance sur un point ({})",
    figures={
        "": "{}",
        ">": "plus de {}",
        ">=": "au moins {}",
        "<": "moins de {}",
        "<=": "au plus {}",
        "~": "quelque {}",
    },
    effective=", avec effet à compter de {}",
    nth=", et c'est la fois numéro {}",
    within=" en {}",
    outcome=". L'issue : {}",
    repeated=", comme si souvent",
    label=", et l'on parle de « {} » pour désigner {}",
    against=", le tout dirigé contre {}",
    exempt=", {} étant épargné",
    cues={
        "alleged": ("paraît-il", "dit-on", "à en croire la rumeur", "par ouï-dire"),
        "implied": ("comme chacun le sait alors", "cela va sans dire"),
        "intended": ("dans ce seul but", "si tout va comme voulu"),
        "planned": ("comme le veut le calendrier", "selon un plan rendu public"),
    },
    again=(
        "On a reparlé de l'étape « {} » dans les heures qui ont suivi.",
        "L'étape « {} » est revenue sur la table avant la nuit.",
        "Les présents ont repris point par point l'étape « {} ».",
    ),
    fillers=(
        "Les boutiques du quai sont restées ouvertes plus tard que d'ordinaire.",
        "Une pluie fine retenait les gens chez eux, et la place était presque vide.",
        "Le pain coûte deux fois plus cher depuis que les routes sont coupées.",
        "L'ancienne douane n'a plus de toit depuis les tempêtes d'hiver.",
        "Au café, personne n'a voulu donner son nom.",
        "Les pêcheurs parlent d'une mer calme et de filets vides.",
        "La lumière s'est éteinte une heure, puis elle est revenue.",
        "Sur le mur de l'école, quelqu'un a peint une porte bleue.",
    ),
    navigation=(
        "Accueil › Monde › Dépêches",
        "📷 4 | 💬 12 | Partager",
        "Menu · Recherche · Compte",
    ),
    credits=("© Tous droits réservés. À lire aussi : notre dossier.", "Commentaires clos. ↑ Haut"),
    heads=(
        "Ce que l'on sait",
        "Une longue journée",
        "Des questions en suspens",
        "Derrière les mots",
    ),
    titles=(
        "{who} : l'étape « {what} » en bref",
        "« {what} » : ce qu'en fait {who}",
        "{who} – nouvelles précisions sur l'étape « {what} »",
        "Après l'étape « {what} », les regards vers {who}",
    ),
)

TONGUES: Mapping[str, Tongue] = {"en": ENGLISH, "fr": FRENCH}
