"""Visits, inside an open transaction: read one, make room for one at this terminal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from guichet.base.poste.terminal import disparu
from guichet.erreurs.passages import PassageClos, PassageInconnu, PassageRepris
from guichet.fiches.comptoir.passages import FichePassage, LigneActe
from guichet.formats import instant_court, pluriel
from guichet.formats.mots import de
from guichet.registres.comptoir import actes
from guichet.registres.socle import auteurs
from guichet.regles.comptoir.visite import gardees
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import EtatPassage

if TYPE_CHECKING:
    from guichet.base import Lecteur
    from guichet.base.ecriture import Ecriture
    from guichet.registres.socle.acte import Acte

_FICHE = (
    "SELECT p.id AS passage_id, p.famille_id, p.etat, p.presence, p.personne_id, p.agent, p.poste, p.terminal, "
    "p.ouvert_le FROM passage p WHERE p.id = :id"
)
_ACTES = "SELECT le, libelle FROM acte_passage WHERE passage_id = :id ORDER BY id"
_AILLEURS = "SELECT min(poste) FROM passage WHERE famille_id = :famille_id AND etat = 'ouvert' AND id <> :id"


def lire(s: Lecteur, passage_id: int) -> FichePassage:
    """Return the visit with what was done in it.

    Raises:
        PassageInconnu.
    """
    fiche = s.lire_une(FichePassage, _FICHE, {"id": passage_id}, sauf=("actes", "ailleurs", "repris"))
    if fiche is None:
        raise PassageInconnu(f"Il n’y a pas de passage n° {passage_id} : ouvrez d’abord la famille.")
    faits = s.lire(LigneActe, _ACTES, {"id": passage_id}, sauf=("agent",))
    tenus = [faits[rang] for rang in gardees([fait.libelle for fait in faits])]
    ((ailleurs,),) = s.lignes(_AILLEURS, {"id": passage_id, "famille_id": fiche.famille_id})
    return replace(fiche, actes=tuple(tenus), ailleurs=ailleurs or "")


def a_continuer(s: Ecriture, acte: Acte, famille_id: int) -> FichePassage | None:
    """The visit of this family to go on with here: held here, put aside, or left by a terminal since closed."""
    lus = s.lignes(
        "SELECT id, etat, terminal FROM passage WHERE famille_id = :famille_id AND etat <> 'clos' ORDER BY "
        "CASE WHEN etat = 'ouvert' AND terminal = :ici THEN 0 WHEN etat = 'suspendu' THEN 1 ELSE 2 END, id DESC",
        {"famille_id": famille_id, "ici": acte.terminal},
    )
    for passage_id, etat, ou in lus:
        if etat == EtatPassage.SUSPENDU or ou == acte.terminal or disparu(ou):
            return lire(s, passage_id)
    return None


def a_moi(s: Ecriture, acte: Acte, passage_id: int) -> FichePassage:
    """Return a visit this terminal may change: open here, or suspended.

    Raises:
        PassageInconnu; PassageClos; PassageRepris: another terminal goes on with it.
    """
    fiche = lire(s, passage_id)
    refuser_clos(s, fiche)
    if fiche.etat == EtatPassage.OUVERT and fiche.terminal != acte.terminal:
        raise PassageRepris(f"Ce passage se poursuit au {fiche.poste} : reprenez-le ici d’abord.")
    return fiche


def refuser_clos(s: Lecteur, fiche: FichePassage) -> None:
    """A closed visit stays so: its slip is in the parent's hands.

    Raises:
        PassageClos: by whom, and when.
    """
    if fiche.etat == EtatPassage.CLOS:
        quand = deja(s, fiche, TypeActe.PASSAGE_CLORE)
        raise PassageClos(f"Ce passage est déjà clos{quand} : rouvrez la famille pour en commencer un autre.")


def deja(s: Lecteur, fiche: FichePassage, type_: TypeActe) -> str:
    """Who last did that to this visit, and when, as a refusal says it."""
    return auteurs.fait(s, type_, actes.code(s, fiche.famille_id), passage=fiche.passage_id)


def changer(s: Ecriture, passage_id: int, **champs: str | int | datetime | None) -> None:
    """Set columns of one visit (names come from our own code)."""
    liste = ", ".join(f"{champ} = :{champ}" for champ in champs)
    s.ordre(f"UPDATE passage SET {liste} WHERE id = :id", {**champs, "id": passage_id})  # noqa: S608 - our own names


def liberer_terminal(s: Ecriture, acte: Acte, sauf: int = 0) -> None:
    """Put away the visit still open here: suspended when something was done or said in it, closed when nothing was.

    A call put aside stays a call: closed, its family would be taken for standing here at its next opening.
    """
    ligne = s.une(
        "SELECT p.id, p.famille_id, p.presence <> 'sur_place' OR EXISTS (SELECT 1 FROM acte_passage a "
        "WHERE a.passage_id = p.id) FROM passage p "
        "WHERE p.terminal = :terminal AND p.etat = 'ouvert' AND p.id <> :sauf",
        {"terminal": acte.terminal, "sauf": sauf},
    )
    if ligne is None:
        return
    passage_id, famille_id, actif = ligne
    if actif:
        changer(s, passage_id, etat=EtatPassage.SUSPENDU.value, suspendu_le=acte.le)
    else:
        changer(s, passage_id, etat=EtatPassage.CLOS.value, clos_le=acte.le)
    type_ = TypeActe.PASSAGE_SUSPENDRE if actif else TypeActe.PASSAGE_CLORE
    actes.tracer(s, acte, type_, famille_id, passage=passage_id)


def repris(s: Lecteur, acte: Acte, fiche: FichePassage) -> str:
    """Whose visit is about to be gone on with, and since when it waits: whoever sits here says what was begun."""
    if (fiche.agent, fiche.poste) == (acte.agent, acte.poste):
        return ""
    lu = s.une(
        "SELECT p.suspendu_le, p.ouvert_le, coalesce(a.prenom || ' ' || a.nom, p.agent) FROM passage p "
        "LEFT JOIN agent a ON a.identifiant = p.agent WHERE p.id = :id",
        {"id": fiche.passage_id},
    )
    assert lu is not None  # noqa: S101 - it was just read
    suspendu, ouvert, nom = lu
    etat = "suspendu" if fiche.etat == EtatPassage.SUSPENDU else "resté ouvert"
    faits = f", {pluriel(len(fiche.actes), 'acte déjà fait', 'actes déjà faits')}" if fiche.actes else ""
    depuis = instant_court(acte.local(suspendu or ouvert))
    return f"Passage {de(nom)} ({fiche.poste}) repris ici, {etat} depuis le {depuis}{faits}"


def commencer(s: Ecriture, acte: Acte, famille_id: int, presence: str, personne_id: int | None) -> int:
    """Begin a visit here, whatever was open here put away; returns its number."""
    from models import Passage

    liberer_terminal(s, acte)
    passage = Passage(
        famille_id=famille_id,
        agent=acte.agent,
        poste=acte.poste,
        terminal=acte.terminal,
        presence=presence,
        personne_id=personne_id,
        etat=EtatPassage.OUVERT.value,
        ouvert_le=acte.le,
    )
    s.add(passage)
    s.flush()
    actes.tracer(s, acte, TypeActe.PASSAGE_OUVRIR, famille_id, passage=passage.id, presence=passage.presence)
    return int(passage.id or 0)


def prendre(s: Ecriture, acte: Acte, fiche: FichePassage) -> None:
    """Go on with a visit here, whoever began it."""
    liberer_terminal(s, acte, sauf=fiche.passage_id)
    changer(
        s,
        fiche.passage_id,
        etat=EtatPassage.OUVERT.value,
        poste=acte.poste,
        terminal=acte.terminal,
        agent=acte.agent,
        suspendu_le=None,
    )
    actes.tracer(s, acte, TypeActe.PASSAGE_REPRENDRE, fiche.famille_id, passage=fiche.passage_id, depuis=fiche.poste)
