"""What is done: sealed in the journal, said on the slip of the visit, seen by the search, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.registres.recherche import index_recherche
from guichet.registres.socle import journal
from guichet.regles.comptoir.visite import LONGUEUR
from guichet.regles.socle.domaine import EtatPassage
from guichet.signes import sans_effet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte
    from guichet.registres.socle.journal import Valeur
    from guichet.regles.socle.actes import TypeActe


def tracer(
    s: Ecriture,
    acte: Acte,
    type_: TypeActe,
    famille_id: int | None = None,
    phrase: str = "",
    *,
    qui: int | None = None,
    objet: str | None = None,
    foyers: Collection[int] = (),
    details: Sequence[str] = (),
    faits: Mapping[str, Valeur] | None = None,
    **contenu: Valeur,
) -> int:
    """Seal an act, say it on the slip of the visit under way, let the search follow; returns its journal number.

    Args:
        s: the open write transaction.
        acte: who, where, when.
        type_: what; its `cherche` says whether the index of the household is written again.
        famille_id: the household it is done for, None when there is none.
        phrase: line of the visit as it is printed for the family: plain words, never a secret (rule 14); "" for none.
        qui: the person it is done for, whom the phrase does not name: two parents have one household.
        objet: what it is about in the journal; None: the code of the household. Never a name (rule 33).
        details: the lines of the visit, where the phrase only sums them up: who, what, which days.
        foyers: other households whose line in the search changes with it.
        faits: more of the payload, already gathered by name.
        contenu: codes, states, counts that tell what was done, never what was asked; never a name nor a secret.
    """
    s.accompli.actes.append(type_)
    if objet is None:
        objet = "" if famille_id is None else code(s, famille_id)
    numero = journal.inscrire(
        s,
        le=acte.le,
        agent=acte.agent,
        poste=acte.poste,
        type_=type_,
        objet=objet,
        contenu={**(faits or {}), **contenu},
    )
    if famille_id is not None and phrase:
        noter(s, acte, famille_id, phrase if qui is None else f"{phrase} ({prenom(s, qui)})", details)
    if type_.cherche and (touchees := {*foyers} | ({famille_id} if famille_id is not None else set())):
        index_recherche.rafraichir(s, sorted(touchees))
    return numero


def prenom(s: Lecteur, personne_id: int) -> str:
    """First name, else the name, of whom an act is done for."""
    lu = s.une("SELECT prenom, nom FROM personne WHERE id = :id", {"id": personne_id})
    return "" if lu is None else lu[0] or lu[1]


def code(s: Lecteur, famille_id: int) -> str:
    """Code of a household, for the journal."""
    ligne = s.une("SELECT code FROM famille WHERE id = :id", {"id": famille_id})
    return ligne[0] if ligne else ""


def noter(s: Ecriture, acte: Acte, famille_id: int, libelle: str, details: Sequence[str] = ()) -> None:
    """Add a line to the visit open at this terminal for this family, or those it sums up; nothing when none is."""
    ouvert = s.une(
        "SELECT id FROM passage WHERE terminal = :terminal AND etat = :etat AND famille_id = :famille_id",
        {"terminal": acte.terminal, "etat": EtatPassage.OUVERT.value, "famille_id": famille_id},
    )
    if ouvert is not None:
        for ligne in details or (libelle,):
            ajouter(s, acte, ouvert[0], ligne)
        s.accompli.phrase = libelle


def famille_recue(s: Ecriture, acte: Acte) -> tuple[int, str] | None:
    """Number and code of the family whose visit is open at this terminal, None when none is."""
    ligne = s.une(
        "SELECT f.id, f.code FROM passage p JOIN famille f ON f.id = p.famille_id "
        "WHERE p.terminal = :terminal AND p.etat = :etat",
        {"terminal": acte.terminal, "etat": EtatPassage.OUVERT.value},
    )
    return None if ligne is None else (ligne[0], ligne[1])


def ajouter(s: Ecriture, acte: Acte, passage_id: int, libelle: str) -> None:
    """Add a line to a visit already known to be open."""
    ligne = sans_effet(libelle)[:LONGUEUR]
    s.ordre(
        "INSERT INTO acte_passage (passage_id, le, libelle) VALUES (:passage_id, :le, :libelle)",
        {"passage_id": passage_id, "le": acte.le, "libelle": ligne},
    )
    s.accompli.lignes.append(ligne)
    s.accompli.phrase = ligne
