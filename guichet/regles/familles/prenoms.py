"""First names that may be one person's: « Tom » and « Thomas », « Léa » and « Léa Marie »."""

from __future__ import annotations

from guichet.formats import mots_recherche

_FORMES = (
    "tom thomas tommy",
    "theo theodore theophile",
    "alex alexandre alexandra alexis sacha sasha",
    "seb sebastien bastien",
    "nico nicolas nick",
    "benji benjamin benoit",
    "max maxime maximilien maxence",
    "sam samuel samy samir samantha",
    "manu emmanuel emmanuelle manuel manuela",
    "fred frederic frederique freddy alfred",
    "steph stephane stephanie",
    "chris christophe christian christine christelle christopher",
    "cathy catherine katy",
    "caro caroline carole",
    "isa isabelle",
    "nath nathalie",
    "sandy sandrine sandra alexandra",
    "jo joseph joel joelle jose",
    "jojo georges joseph",
    "gab gaby gabriel gabrielle",
    "mat math mathieu matthieu mathis matteo mathias matthias",
    "greg gregory gregoire",
    "will willy bill william guillaume",
    "ed eddy edouard edward edmond",
    "tony antoine anthony antonio antony toine",
    "mike micka mickael michael michel",
    "juju julien julie juliette jules",
    "clem clement clementine clemence",
    "mel melanie melissa melina",
    "lolo laurent laurence lorraine",
    "bea beatrice",
    "vero veronique",
    "flo florian florence florent",
    "fab fabien fabrice fabienne",
    "lou louise louis louane",
    "zac zack zacharie zakaria",
    "momo mohamed mohammed muhammad mohammad mehmet mamadou",
    "liz lise elise elisabeth elizabeth isabel",
    "kate katia catherine katherine",
    "charly charlie charles charlotte",
    "vince vincent vincenzo",
    "dom dominique",
    "pat patrick patricia patrice",
    "phil philippe",
    "val valerie valentin valentine",
    "yo yoann yoan johan johann yohan yohann",
    "steven stephen stephane",
    "lea leah eleonore",
    "nina antonina janina",
    "mimi emilie mireille michele",
    "nono arnaud bruno noe",
    "titi thierry",
    "didi didier",
    "bob bobby robert",
    "jack jacky jacques",
    "johnny john jean",
    "sophie sofia sophia",
    "aicha aisha",
    "yacine yassine",
    "ines agnes",
)
"""One line, one family of forms; a name may be in several."""
_FAMILLES: dict[str, set[int]] = {}
for _rang, _forme in enumerate(_FORMES):
    for _nom in _forme.split():
        _FAMILLES.setdefault(_nom, set()).add(_rang)
_DEBUT_MIN = 3


def memes_prenoms(a: str, b: str) -> bool:
    """Whether two first names may be one person's: a short form, a beginning, a second name said or not."""
    mots_a, mots_b = mots_recherche(a), mots_recherche(b)
    if not mots_a or not mots_b:
        return False
    if set(mots_a) <= set(mots_b) or set(mots_b) <= set(mots_a) or "".join(mots_a) == "".join(mots_b):
        return True
    premier, autre = mots_a[0], mots_b[0]
    if _FAMILLES.get(premier, set()) & _FAMILLES.get(autre, set()):
        return True
    court, long = sorted((premier, autre), key=len)
    return len(court) >= _DEBUT_MIN and long.startswith(court)
