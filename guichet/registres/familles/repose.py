"""What of a household rests on one of its people: its bills on the payer, a PAI on the school that knows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from guichet.fiches.socle.repose import Change, Fait, LigneRepose, Sort, Sujet
from guichet.registres.comptoir import actes, taches
from guichet.registres.familles import payeurs
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, NatureTache, RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte

_LAISSE = (
    "SELECT f.id AS famille_id, f.code, f.envoi_factures FROM famille f WHERE f.id = :f AND NOT EXISTS "
    "(SELECT 1 FROM lien l WHERE l.famille_id = f.id AND l.role = :role AND l.au IS NULL AND l.personne_id <> :p)"
)
_ENFANTS = (
    "SELECT p.id, p.prenom FROM lien l JOIN personne p ON p.id = l.personne_id WHERE l.famille_id = :f "
    "AND l.role = :role AND l.au IS NULL ORDER BY l.rang, l.id"
)


class _Foyer(NamedTuple):
    """A household left to nobody."""

    famille_id: int
    code: str
    envoi_factures: str


_DEPARTS = frozenset({Change.DEPART, Change.ROLE})


def dire(s: Lecteur, acte: Acte, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    """The bills of who goes, the household left to nobody, the PAI of a child who changes school."""
    del acte
    return (*_payeurs(s, faits), *_orphelins(s, faits), *_pai(s, faits))


def _payeurs(s: Lecteur, faits: Sequence[Fait]) -> Iterator[LigneRepose]:
    for fait in faits:
        if fait.change in _DEPARTS and (payeur := payeurs.apres(s, fait).payeur) is not None:
            yield LigneRepose(
                f"{Sujet.PAYEUR}:{fait.famille_id}:{payeur.personne_id}",
                "C’est le payeur du foyer",
                f"les factures iront à {payeur.prenom}",
            )


def _orphelins(s: Lecteur, faits: Sequence[Fait]) -> Iterator[LigneRepose]:
    for foyer in _laisses(s, faits):
        yield LigneRepose(
            f"{Sujet.RESPONSABLE}:{foyer.famille_id}",
            f"La famille {affiche(foyer.code)} n’a plus de responsable, ni personne qui reçoive ses factures",
            "ses réservations sont gardées, et un superviseur est prévenu ; le responsable qui sera ajouté paiera",
        )
        if foyer.envoi_factures == EnvoiFactures.ELECTRONIQUE:
            quoi = f"Les factures de la famille {affiche(foyer.code)} partaient par courriel"
            yield LigneRepose(f"{Sujet.ENVOI}:factures:{foyer.famille_id}", quoi, "elles repartent sur papier")


def _laisses(s: Lecteur, faits: Sequence[Fait]) -> Iterator[_Foyer]:
    """Households whose last responsable goes; the same before the departure is written and after."""
    for fait in faits:
        if fait.change is Change.DEPART and fait.role == RoleLien.RESPONSABLE.value:
            qui = {"f": fait.famille_id, "p": fait.personne_id, "role": RoleLien.RESPONSABLE.value}
            foyer = s.lire_une(_Foyer, _LAISSE, qui)
            if foyer is not None:
                yield foyer


def _prevenir(s: Ecriture, acte: Acte, foyer: _Foyer, partant: int | None) -> None:
    """A task for a supervisor, and bills on paper: there is no mail left to send them to."""
    qui = {"f": foyer.famille_id, "role": RoleLien.ENFANT.value}
    enfants = s.lignes(_ENFANTS, qui)
    noms = ", ".join(prenom for _, prenom in enfants) or "aucun enfant dans le foyer"
    premier = int(enfants[0][0]) if enfants else partant
    manque = NatureTache.RESPONSABLE_MANQUANT
    taches.ouvrir(s, acte, manque, foyer.famille_id, premier, f"{LIBELLES[manque]} : {noms}")
    if foyer.envoi_factures == EnvoiFactures.ELECTRONIQUE:
        papier = EnvoiFactures.PAPIER.value
        s.ordre(
            "UPDATE famille SET envoi_factures = :envoi, envoi_depuis = :le, version = version + 1 WHERE id = :f",
            {"envoi": papier, "le": acte.jour, "f": foyer.famille_id},
        )
        actes.tracer(s, acte, TypeActe.FAMILLE_FACTURES, foyer.famille_id, envoi=papier, champs="envoi_factures")


def _pai(s: Lecteur, faits: Sequence[Fait]) -> tuple[LigneRepose, ...]:
    return tuple(
        LigneRepose(
            f"{Sujet.PAI}:{fait.personne_id}",
            f"PAI : {fait.avant.get('ecole') or 'l’ancienne école'} le connaît",
            f"il est à remettre à {_ecole(fait)} avant son premier repas, « À traiter » le rappelle",
            personne_id=fait.personne_id,
        )
        for fait in faits
        if _pai_a_transmettre(s, fait)
    )


def _pai_a_transmettre(s: Lecteur, fait: Fait) -> bool:
    change = fait.change is Change.GROUPE and "ecole" in fait.apres
    return change and s.une("SELECT 1 FROM personne WHERE id = :id AND pai", {"id": fait.personne_id}) is not None


def _ecole(fait: Fait) -> str:
    return str(fait.apres["ecole"] or "la nouvelle école")


def suivre(s: Ecriture, acte: Acte, faits: Sequence[Fait], sort: Sort | None) -> tuple[LigneRepose, ...]:
    """Name who pays, or tell that nobody does; of a PAI a paper changes hands: somebody is to see to it."""
    del sort
    for foyer in list(_laisses(s, faits)):
        partant = next(f.personne_id for f in faits if f.famille_id == foyer.famille_id)
        _prevenir(s, acte, foyer, partant)
    for fait in faits:
        if _pai_a_transmettre(s, fait):
            pai = NatureTache.PAI_A_TRANSMETTRE
            # Why stands with what: whoever sees to it has neither the file nor the act under their eyes.
            quitte = f" (quitte {fait.avant['ecole']})" if fait.avant.get("ecole") else ""
            phrase = f"{LIBELLES[pai]} à {_ecole(fait)}{quitte}"
            taches.ouvrir(s, acte, pai, fait.famille_id, fait.personne_id, phrase)
    for fait in faits:
        if fait.change in _DEPARTS and (payeur := payeurs.apres(s, fait).payeur) is not None:
            phrase = f"factures : {payeur.prenom} paie désormais"
            payeurs.choisir(s, acte, fait.famille_id, [payeur.personne_id], phrase)
    return ()
