"""What a household or a person has once, and both files have: one row stays, before the others are moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.familles import FusionImpossible
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.fusions import trancher
from guichet.regles.offre.annee import annee_scolaire

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.registres.familles.fusion.plan import Plan
    from guichet.registres.socle.acte import Acte

_DETAIL_MAX = 200

_QUOTIENTS_DE_TROP = (
    "DELETE FROM quotient WHERE famille_id = :perdant AND EXISTS (SELECT 1 FROM quotient x "
    "WHERE x.famille_id = :gagnant AND (x.au IS NULL OR x.au >= quotient.du) "
    "AND (quotient.au IS NULL OR quotient.au >= x.du))"
)
_EXCEPTIONS_DE_TROP = (
    "DELETE FROM garde_exception WHERE personne_id = :fondu AND EXISTS (SELECT 1 FROM garde_exception x "
    "WHERE x.personne_id = :garde AND x.au >= garde_exception.du AND garde_exception.au >= x.du)"
)


class _Piece(NamedTuple):
    famille_id: int
    personne_id: int
    piece: str


def reunir(s: Ecriture, acte: Acte, plan: Plan) -> None:
    """Quotients, schools, PAI, documents seen, exceptions of custody.

    Raises:
        FusionImpossible: two details of a PAI that do not fit one field.
    """
    if plan.fondu is not None:
        _quotients(s, plan)
    for paire in plan.paires:
        _ecoles(s, acte, plan, paire.garde_id, paire.fondu_id)
        _pai(s, plan, paire.garde_id, paire.fondu_id)
        s.ordre(_EXCEPTIONS_DE_TROP, {"garde": paire.garde_id, "fondu": paire.fondu_id})
    _pieces(s, plan)


def _quotients(s: Ecriture, plan: Plan) -> None:
    garde, fondu = plan.familles
    ecart = plan.ecart("quotient")
    perd = garde if ecart is not None and ecart.valeur == ecart.fondu and ecart.valeur != ecart.garde else fondu
    s.ordre(_QUOTIENTS_DE_TROP, {"perdant": perd, "gagnant": fondu if perd == garde else garde})


def _ecoles(s: Ecriture, acte: Acte, plan: Plan, garde: int, fondu: int) -> None:
    """One school a year: this year's as it was chosen, the others of the file kept."""
    lues: dict[int, dict[int, tuple[str, str]]] = {garde: {}, fondu: {}}
    for qui, annee, ecole, classe in s.lignes(
        f"SELECT personne_id, annee, ecole, classe FROM scolarite WHERE personne_id IN ({en_liste([garde, fondu])})"  # noqa: S608
    ):
        lues[qui][annee] = (ecole, classe)
    for annee in lues[garde].keys() & lues[fondu].keys():
        choisi = plan.ecart("ecole", garde) if annee == annee_scolaire(acte.jour) else None
        valeur = choisi.valeur if choisi else trancher("ecole", lues[garde][annee], lues[fondu][annee]).valeur
        ecole, classe = valeur if isinstance(valeur, tuple) else lues[garde][annee]
        s.ordre("DELETE FROM scolarite WHERE personne_id = :p AND annee = :a", {"p": fondu, "a": annee})
        s.ordre(
            "UPDATE scolarite SET ecole = :ecole, classe = :classe WHERE personne_id = :p AND annee = :a",
            {"ecole": ecole, "classe": classe, "p": garde, "a": annee},
        )


def _pai(s: Ecriture, plan: Plan, garde: int, fondu: int) -> None:
    """Both details are kept, word for word: of health data nobody chooses half unseen (rule 31)."""
    details: dict[int, str] = dict(
        s.lignes(f"SELECT personne_id, detail FROM pai_detail WHERE personne_id IN ({en_liste([garde, fondu])})")  # noqa: S608
    )
    if len(details) < len({garde, fondu}):
        return
    reuni = " ; ".join(dict.fromkeys((details[garde], details[fondu])))
    if len(reuni) > _DETAIL_MAX:
        raise FusionImpossible(
            f"Les deux dossiers ont un détail de PAI pour {plan.garde.place(garde).prenom}, trop longs pour tenir "
            "ensemble : raccourcissez-en un, puis recommencez."
        )
    s.ordre("DELETE FROM pai_detail WHERE personne_id = :p", {"p": fondu})
    s.ordre("UPDATE pai_detail SET detail = :d WHERE personne_id = :p", {"d": reuni, "p": garde})


def _pieces(s: Ecriture, plan: Plan) -> None:
    """A document seen twice was seen the first time."""
    familles, gens = en_liste(plan.familles), en_liste(plan.personnes)
    vues: dict[tuple[int, int, str], tuple[int, int]] = {}
    for famille_id, personne_id, piece in s.lire(
        _Piece,
        "SELECT famille_id, personne_id, piece FROM piece_vue "  # noqa: S608 - integers
        f"WHERE famille_id IN ({familles}) OR personne_id IN ({gens}) ORDER BY vue_le, famille_id, personne_id",
    ):
        foyer = plan.familles[0] if famille_id in plan.familles else famille_id
        cle = (foyer, plan.siens.get(personne_id, personne_id), piece)
        if vues.setdefault(cle, (famille_id, personne_id)) != (famille_id, personne_id):
            s.ordre(
                "DELETE FROM piece_vue WHERE famille_id = :f AND personne_id = :p AND piece = :piece",
                {"f": famille_id, "p": personne_id, "piece": piece},
            )
