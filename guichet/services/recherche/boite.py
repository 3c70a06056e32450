"""The one box of the counter (ecrans.md, 1): whatever the parent says finds the family.

Nothing here, nor on its way, imports SQLAlchemy: it runs at every key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from guichet.base import transaction
from guichet.fiches.comptoir.passages import LignePassage
from guichet.fiches.recherche.resultats import LigneFamille, Resultats
from guichet.registres.comptoir import actes
from guichet.registres.recherche import boite, index_recherche
from guichet.registres.recherche.lectures import mots_utiles
from guichet.regles.recherche.requete import lire_requete
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.contexte import Contexte
    from guichet.registres.recherche.questions import Trouvee

LIMITE = 50
_PROCHES = 10

# A family that came three times is one line: enough visits are read to fill the bar.
_DERNIERS = """
SELECT p.id AS passage_id, p.famille_id, f.code, r.famille, p.etat, p.agent, p.poste, p.ouvert_le
FROM passage p
JOIN famille f ON f.id = p.famille_id
JOIN fiche_recherche r ON r.famille_id = p.famille_id
ORDER BY p.ouvert_le DESC, p.id DESC
LIMIT :lus
"""


def chercher(ctx: Contexte, texte: str, *, limite: int = LIMITE) -> Resultats:
    """Families that what stands in the box may mean: at most `limite`, families of that name first.

    Any text is answered: what means nothing finds nothing, sometimes with a sentence that says why.

    Raises:
        DroitInsuffisant: the agent may not search.
    """
    ctx.exiger(Droit.CHERCHER)
    requete = lire_requete(texte)
    if requete.vide:
        return Resultats(texte)
    with ctx.lecture() as s:
        trouvees, message = boite.repondre(ctx.acte(), s, texte, requete, limite + 1)
    return Resultats(
        texte,
        tuple([_montree(trouvee) for trouvee in trouvees[:limite]]),
        tronque=len(trouvees) > limite,
        message=message,
    )


def expliquer(ctx: Contexte, resultats: Resultats) -> Resultats:
    """The same families, each with why it is there where its row does not show it, the child that was meant first.

    Raises:
        DroitInsuffisant: the agent may not search.
    """
    ctx.exiger(Droit.CHERCHER)
    requete = lire_requete(resultats.texte)
    if not resultats.lignes:
        return resultats
    from guichet.registres.recherche import foyers, raisons

    with ctx.lecture() as s:
        sources = foyers.sources(s, [ligne.famille_id for ligne in resultats.lignes])

    def dite(ligne: LigneFamille) -> LigneFamille:
        enfants = raisons.enfants_d_abord(ligne.enfants, requete.mots)
        raison = raisons.raison(requete, ligne, sources[ligne.famille_id])
        if raison is None:
            return replace(ligne, enfants=enfants)
        numero = raison.telephone or ligne.telephone
        return replace(ligne, enfants=enfants, raison=raison.court, pourquoi=raison.entier, telephone=numero)

    return replace(resultats, lignes=tuple([dite(ligne) for ligne in resultats.lignes]))


def proches(ctx: Contexte, texte: str) -> tuple[LigneFamille, ...]:
    """Families whose names look or sound like the words typed, or whose code is one slip from the digits typed.

    Raises:
        DroitInsuffisant: the agent may not search.
    """
    ctx.exiger(Droit.CHERCHER)
    requete = lire_requete(texte)
    mots = [mot for mot in mots_utiles(requete) if mot.isalpha()]
    if requete.code is None and not mots:
        return ()
    from guichet.registres.recherche import proximites

    with ctx.lecture() as s:
        if requete.code is not None:
            trouvees = boite.voisines(s, requete, _PROCHES)
        else:
            trouvees = proximites.chercher(s, mots, _PROCHES)
    return tuple(_montree(trouvee) for trouvee in trouvees)


def _montree(t: Trouvee) -> LigneFamille:
    """Leave out what ranked it."""
    return LigneFamille(t.famille_id, t.code, t.famille, t.enfants, t.ville, t.residence, t.telephone, t.alertes)


def derniers_passages(ctx: Contexte, *, limite: int = 10) -> tuple[LignePassage, ...]:
    """Last families seen at any workstation, the latest first, each once.

    Raises:
        DroitInsuffisant: the agent may not search.
    """
    ctx.exiger(Droit.CHERCHER)
    with ctx.lecture() as s:
        lus = s.lire(LignePassage, _DERNIERS, {"lus": 5 * limite})
    derniers: dict[int, LignePassage] = {}
    for passage in lus:
        derniers.setdefault(passage.famille_id, passage)
    return tuple(replace(p, ouvert_le=p.ouvert_le.astimezone(UTC)) for p in tuple(derniers.values())[:limite])


@transaction
def reindexer(ctx: Contexte, avancement: Callable[[int], None] | None = None) -> int:
    """Write the search index anew from the data; returns the number of families.

    Raises:
        DroitInsuffisant: the agent may not verify the base.
    """
    ctx.exiger(Droit.VERIFIER)
    with ctx.ecriture() as s:
        acte = ctx.acte()
        familles = index_recherche.reconstruire(s, avancement)
        actes.tracer(s, acte, TypeActe.RECHERCHE_REINDEXER, familles=familles)
    return familles
