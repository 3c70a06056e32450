"""Identifiers: the code famille where the town logs in with it, a user name made from the name elsewhere."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING

from guichet.erreurs.identifiants import IdentifiantRefuse
from guichet.formats import mots_recherche, nettoyer
from guichet.formats.mots import citer
from guichet.regles.socle import code_famille

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur
    from guichet.fiches.comptoir.destinataires import Destinataire
    from guichet.registres.socle.acte import Acte

_LONGUEUR_MIN = 3
_LONGUEUR_MAX = 100


def plier(identifiant: str) -> str:
    """Key of uniqueness: two identifiers never differ by case alone."""
    return identifiant.casefold()


def choisir(s: Lecteur, acte: Acte, a: Destinataire, voulu: str | None, *, compte_id: int | None = None) -> str:
    """The identifier an account gets: the one wanted, checked, or the one this town's rule gives.

    Where the code famille is the login (source 4.7), the household has one account under its code: a second
    adult is refused it, since a code with a suffix is known neither to the portal nor to the parents; another
    name may be asked for explicitly.

    Raises:
        IdentifiantRefuse: taken, another household's code, or not typeable.
    """
    if voulu is not None:
        return _verifie(s, a, nettoyer(voulu), compte_id)
    if acte.commune.portail.identifiant == "code_famille":
        return _libre(s, code_famille.affiche(a.code), compte_id)
    return propose(s, a)


def propose(s: Lecteur, a: Destinataire) -> str:
    """« sophie.leger-martin », with a number when somebody has or had it."""
    ligne = s.une("SELECT prenom, nom FROM personne WHERE id = :id", {"id": a.personne_id})
    mots = ("-".join(mots_recherche(mot)) for mot in ligne or ())
    # Room is left for the number.
    souche = ".".join(mot for mot in mots if mot)[: _LONGUEUR_MAX - 6].rstrip(".-")
    candidats = chain((souche,), (f"{souche}{n}" for n in count(2)))
    return next(c for c in candidats if len(c) >= _LONGUEUR_MIN and not _donne(s, c))


def _donne(s: Lecteur, identifiant: str) -> bool:
    cle = {"cle": plier(identifiant)}
    return (
        s.une("SELECT 1 FROM compte_portail WHERE identifiant_cle = :cle", cle) is not None
        or s.une("SELECT 1 FROM identifiant_ancien WHERE lower(identifiant) = :cle", cle) is not None
    )


def _verifie(s: Lecteur, a: Destinataire, identifiant: str, compte_id: int | None) -> str:
    if not _LONGUEUR_MIN <= len(identifiant) <= _LONGUEUR_MAX or " " in identifiant:
        raise IdentifiantRefuse(
            f"{citer(identifiant)} ne peut pas servir d’identifiant : il faut {_LONGUEUR_MIN} à {_LONGUEUR_MAX} "
            "signes, sans espace.",
            champ="identifiant",
        )
    # Somebody else's code as a login would have the search box open the wrong household.
    for lu in code_famille.lectures(identifiant):
        if lu.corps != a.code and s.une("SELECT 1 FROM famille WHERE code = :code", {"code": lu.corps}):
            raise IdentifiantRefuse(
                f"{citer(identifiant)} est le code d’une autre famille : choisissez un autre identifiant.",
                champ="identifiant",
            )
    return _libre(s, identifiant, compte_id)


def _libre(s: Lecteur, identifiant: str, compte_id: int | None) -> str:
    pris = s.une(
        "SELECT id, famille_id FROM compte_portail WHERE identifiant_cle = :cle",
        {"cle": plier(identifiant)},
    )
    if pris is None or pris[0] == compte_id:
        return identifiant
    famille = s.une("SELECT code FROM famille WHERE id = :id", {"id": pris[1]})
    if famille is not None and identifiant == code_famille.affiche(famille[0]):
        raise IdentifiantRefuse(
            f"Le code famille {identifiant} est déjà l’identifiant du compte de ce foyer, qui n’en a qu’un à son "
            "code : réinitialisez ce compte, ou donnez à cette personne un autre identifiant.",
            champ="identifiant",
        )
    raise IdentifiantRefuse(
        f"L’identifiant {citer(identifiant)} est déjà pris : ajoutez par exemple un chiffre.",
        champ="identifiant",
    )
