"""What is done during a visit: one line on its summary slip for each act (ecrans.md, screen 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.regles.socle.domaine import EtatPassage

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.contexte import Contexte

_LONGUEUR = 200


def noter(s: Ecriture, ctx: Contexte, famille_id: int, libelle: str) -> None:
    """Add a line to the visit open at this workstation for this family; nothing when none is.

    `libelle` is printed for the family as it stands: plain words, never a secret (rule 14).
    """
    ouvert = s.une(
        "SELECT id FROM passage WHERE poste = :poste AND etat = :etat AND famille_id = :famille_id",
        {"poste": ctx.poste, "etat": EtatPassage.OUVERT.value, "famille_id": famille_id},
    )
    if ouvert is not None:
        ajouter(s, ctx, ouvert[0], libelle)


def famille_recue(s: Ecriture, ctx: Contexte) -> tuple[int, str] | None:
    """Number and code of the family whose visit is open at this workstation, None when none is."""
    ligne = s.une(
        "SELECT f.id, f.code FROM passage p JOIN famille f ON f.id = p.famille_id "
        "WHERE p.poste = :poste AND p.etat = :etat",
        {"poste": ctx.poste, "etat": EtatPassage.OUVERT.value},
    )
    return None if ligne is None else (ligne[0], ligne[1])


def ajouter(s: Ecriture, ctx: Contexte, passage_id: int, libelle: str) -> None:
    """Add a line to a visit already known to be open."""
    s.ordre(
        "INSERT INTO acte_passage (passage_id, le, libelle) VALUES (:passage_id, :le, :libelle)",
        {"passage_id": passage_id, "le": ctx.maintenant(), "libelle": libelle[:_LONGUEUR]},
    )
