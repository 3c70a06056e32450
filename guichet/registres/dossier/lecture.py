"""The rows a dossier is made of: one statement each, in the order of the fields of the sheet they fill."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.familles import FamilleInconnue, MembreInconnu
from guichet.fiches.comptoir.passages import FichePassage, LigneActe
from guichet.fiches.familles.foyer import FicheFamille, FicheQuotient, Membre
from guichet.regles.comptoir.libelles import libelle_journal
from guichet.regles.comptoir.visite import gardees
from guichet.regles.offre.annee import annees_lisibles

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur, Ligne

FAMILLE = (
    "SELECT id AS famille_id, code, adresse, complement, code_postal, ville, residence, envoi_factures, envoi_depuis, "
    "creee_le, version FROM famille WHERE "
)
_PAR_ID = FAMILLE + "id = (SELECT coalesce(fusionnee_dans, id) FROM famille WHERE id = :id)"  # noqa: S608 - constants
# Of the other household only the code is read, so that nothing else can be shown (rule 32).
MEMBRES = (
    "SELECT p.id AS personne_id, l.id AS lien_id, l.role, p.civilite, p.nom, p.nom_naissance, p.prenom, p.naissance, "
    "p.naissance_partielle, p.courriel, p.mobile, p.fixe, p.regimes, p.pai, l.qualite, l.autorite_parentale, l.payeur, "
    "l.peut_chercher, "
    "l.urgence, l.garde_rythme, l.garde_ancre, coalesce(s.ecole, '') AS ecole, coalesce(s.classe, '') AS classe, "
    "CASE WHEN l.role = 'enfant' THEN coalesce((SELECT f.code FROM lien x JOIN famille f ON f.id = x.famille_id "
    "WHERE x.personne_id = l.personne_id AND x.famille_id <> l.famille_id AND x.role = 'enfant' "
    "AND (x.au IS NULL OR x.au >= :jour) ORDER BY x.id LIMIT 1), '') ELSE '' END AS autre_foyer, "
    "l.du, p.version AS version_personne, l.version AS version_lien "
    "FROM lien l JOIN personne p ON p.id = l.personne_id "
    "LEFT JOIN scolarite s ON l.role = 'enfant' AND s.personne_id = p.id AND s.annee = (SELECT max(y.annee) "
    "FROM scolarite y WHERE y.personne_id = p.id AND y.annee BETWEEN :annee_min AND :annee) WHERE "
)
PRESENT = "(l.au IS NULL OR (l.au >= :jour AND coalesce(l.motif, '') <> 'deces'))"
"""Who is still there until the day they go; who died is not."""

DU_FOYER = f"l.famille_id = :famille_id AND {PRESENT} ORDER BY l.rang, l.id"
QUOTIENT = (
    "SELECT valeur_centimes, mois, source, du, au FROM quotient "
    "WHERE famille_id = :famille_id AND du <= :jour ORDER BY du DESC LIMIT 1"
)
PASSAGE = (
    "SELECT p.id AS passage_id, p.famille_id, p.etat, p.presence, p.personne_id, p.agent, p.poste, p.terminal, "
    "p.ouvert_le, a.le, a.libelle FROM passage p LEFT JOIN acte_passage a ON a.passage_id = p.id "
    "WHERE p.id = (SELECT id FROM passage WHERE famille_id = :famille_id AND etat <> 'clos' ORDER BY "
    "CASE WHEN etat = 'ouvert' AND terminal = :ici THEN 0 WHEN etat = 'suspendu' THEN 1 ELSE 2 END, id DESC LIMIT 1) "
    "ORDER BY a.id"
)
# Comings and goings at the counter are no démarche.
JOURNAL = (
    "SELECT j.le, j.type, j.contenu, coalesce(a.prenom || ' ' || a.nom, j.agent) FROM journal j "
    "LEFT JOIN agent a ON a.identifiant = j.agent WHERE j.objet IN "
    "(SELECT code FROM famille WHERE id = :famille OR fusionnee_dans = :famille) AND j.type NOT LIKE 'passage.%' "
    "ORDER BY j.seq DESC LIMIT :limite"
)


class _Fait(NamedTuple):
    """A visit and one thing done in it, nothing yet where `le` is None."""

    passage_id: int
    famille_id: int
    etat: str
    presence: str
    personne_id: int | None
    agent: str
    poste: str
    terminal: str
    ouvert_le: datetime
    le: datetime | None
    libelle: str


def famille(s: Lecteur, code_ou_id: str | int) -> FicheFamille:
    """The household itself; the one kept, by the code or number of another made one with it.

    Raises:
        FamilleInconnue: no such code or identifier.
    """
    if isinstance(code_ou_id, str):
        fiche = s.lire_une(FicheFamille, FAMILLE + "code = :code AND fusionnee_dans IS NULL", {"code": code_ou_id})
        if fiche is None:
            from guichet.registres.familles import codes

            return famille(s, codes.resoudre(s, code_ou_id))
    else:
        fiche = s.lire_une(
            FicheFamille,
            _PAR_ID,
            {"id": code_ou_id},
        )
    if fiche is None:
        raise FamilleInconnue("Ce dossier n’existe pas : revenez à la recherche (F3).")
    return fiche


def parametres(famille_id: int, jour: date) -> dict[str, object]:
    """Parameters of MEMBRES + DU_FOYER."""
    premiere, derniere = annees_lisibles(jour)
    return {"famille_id": famille_id, "jour": jour, "annee_min": premiere, "annee": derniere}


def membres(s: Lecteur, famille_id: int, jour: date) -> list[Membre]:
    """Everybody in the household on that day, in display order."""
    return s.lire(Membre, MEMBRES + DU_FOYER, parametres(famille_id, jour))


def membre(s: Lecteur, lien_id: int, jour: date) -> Membre:
    """One person in a household.

    Raises:
        MembreInconnu: the link does not exist or is over.
    """
    sql = f"{MEMBRES}l.id = :lien_id AND {PRESENT}"
    lu = s.lire_une(Membre, sql, {**parametres(0, jour), "lien_id": lien_id})
    if lu is None:
        raise MembreInconnu("Cette personne n’est plus dans ce foyer : relisez le dossier (F5).")
    return lu


def quotient(s: Lecteur, famille_id: int, jour: date) -> FicheQuotient | None:
    """The latest index begun on that day; it may be over."""
    return s.lire_une(FicheQuotient, QUOTIENT, {"famille_id": famille_id, "jour": jour})


def passage(s: Lecteur, famille_id: int, ici: str) -> FichePassage | None:
    """The visit held here, else one put aside, else one held elsewhere; with what was done in it."""
    faits = s.lire(_Fait, PASSAGE, {"famille_id": famille_id, "ici": ici})
    if not faits:
        return None
    tete = faits[0]
    actes = [LigneActe(fait.le, fait.libelle) for fait in faits if fait.le is not None]
    return FichePassage(
        passage_id=tete.passage_id,
        famille_id=tete.famille_id,
        etat=tete.etat,
        presence=tete.presence,
        personne_id=tete.personne_id,
        agent=tete.agent,
        poste=tete.poste,
        terminal=tete.terminal,
        ouvert_le=tete.ouvert_le,
        actes=tuple(actes[rang] for rang in gardees([acte.libelle for acte in actes])),
    )


def demarches(s: Lecteur, famille_id: int, limite: int) -> tuple[LigneActe, ...]:
    """Last acts done for the household, newest first, in French; those of the files made one with it too."""
    lues = s.lignes(JOURNAL, {"famille": famille_id, "limite": limite})
    return tuple(_acte(ligne) for ligne in lues)


def _acte(ligne: Ligne) -> LigneActe:
    le, type_, contenu, agent = ligne
    return LigneActe(datetime.fromisoformat(le), libelle_journal(type_, contenu), agent)
