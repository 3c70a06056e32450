"""Right to attend: which group takes a child, what already stands, what a leaving would undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from guichet.erreurs.activites import InscriptionImpossible
from guichet.fiches.offre.activites import FicheGroupe
from guichet.fiches.reservations.lignes import LigneTouchee
from guichet.formats import date_num, nom_affiche
from guichet.formats.mots import de
from guichet.formats.naissances import Naissance, connue, dite
from guichet.registres.offre import catalogue
from guichet.registres.reservations import places
from guichet.regles.familles.ages import age_connu, ages_en_mots
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.reservations.etats import EtatInscription, EtatReservation
from guichet.regles.reservations.groupes import Sejour, accueille, sejours
from guichet.regles.reservations.rang import priorite_du_foyer
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.regles.offre.regles_activite import AgeCompte

CLOSES = f"'{EtatInscription.TERMINEE.value}', '{EtatInscription.REFUSEE.value}'"
_A_VENIR = ", ".join(
    f"'{e.value}'" for e in (EtatReservation.DEMANDEE, EtatReservation.RESERVEE, EtatReservation.EN_ATTENTE)
)
ENFANTS = (
    "SELECT p.id AS personne_id, p.prenom, p.naissance, p.naissance_partielle, coalesce(c.ecole, '') AS ecole, "
    "coalesce(c.classe, '') AS classe FROM personne p LEFT JOIN scolarite c ON c.personne_id = p.id "
    "AND c.annee = (SELECT max(y.annee) FROM scolarite y WHERE y.personne_id = p.id AND y.annee <= :annee)"
)
"""Children, with the last school known of them in the school year `:annee`."""


@dataclass(frozen=True, slots=True)
class Enfant:
    """What decides of a child's group."""

    personne_id: int
    prenom: str
    naissance: Naissance
    ecole: str
    classe: str


class LigneEnfant(NamedTuple):
    """The same, as the tables have it."""

    personne_id: int
    prenom: str
    naissance: date | None
    naissance_partielle: str
    ecole: str
    classe: str

    def enfant(self) -> Enfant:
        """Itself, with what is known of the birth."""
        naissance = connue(self.naissance, self.naissance_partielle)
        return Enfant(self.personne_id, self.prenom, naissance, self.ecole, self.classe)


def enfant(s: Lecteur, personne_id: int, famille_id: int, jour: date) -> Enfant:
    """The child of a household.

    Raises:
        InscriptionImpossible: not a child of this household.
    """
    lu = s.lire_une(
        LigneEnfant,
        f"{ENFANTS} JOIN lien l ON l.personne_id = p.id AND l.famille_id = :famille AND l.role = :role "
        "AND l.au IS NULL WHERE p.id = :personne",
        {
            "annee": annee_scolaire(jour),
            "famille": famille_id,
            "role": RoleLien.ENFANT.value,
            "personne": personne_id,
        },
    )
    if lu is None:
        raise InscriptionImpossible("Cette personne n’est pas un enfant de ce foyer : relisez le dossier.")
    return lu.enfant()


def groupes_pour(
    s: Lecteur, activite_id: int, qui: Enfant, du: date, au: date, groupe_id: int | None
) -> list[Sejour[FicheGroupe]]:
    """Groups that take the child, each with its days: one for a yearly activity, one by session in holidays.

    Two where the town counts the age of each day, and a birthday comes inside the period or the session.

    Raises:
        InscriptionImpossible: none does; says which ages, classes or schools they are for.
    """
    tous = s.lire(
        FicheGroupe,
        "SELECT id AS groupe_id, code, nom, site, ecole, age_min_mois, age_max_mois, session_du, session_au, classes "
        "FROM groupe WHERE activite_id = :a AND active ORDER BY session_du, age_min_mois, id",
        {"a": activite_id},
    )
    dans_la_periode = [g for g in tous if g.session_du is None or (g.session_du <= au and (g.session_au or au) >= du)]
    if groupe_id is not None:
        dans_la_periode = [g for g in dans_la_periode if g.groupe_id == groupe_id]
    if not dans_la_periode:
        raise InscriptionImpossible("Aucun groupe de cette activité n’ouvre sur cette période : changez les dates.")
    siens = [g for g in dans_la_periode if groupe_id is not None or g.ecole in ("", qui.ecole)]
    compte = catalogue.regles_du(catalogue.regles(s, [activite_id]).get(activite_id, ()), du)[0].age
    # The school's own group before one open to all.
    retenus = _sejours(compte, sorted(siens, key=lambda g: g.ecole != qui.ecole), qui, du, au)
    if retenus:
        return retenus
    # Of a birth known to the day there is none left here: what may take the child does.
    if possibles := _possibles(compte, siens, qui, du, au):
        if groupe_id is None:
            raise InscriptionImpossible(_naissance_a_completer(qui))
        # The agent's own choice, where nothing known speaks against it.
        return possibles
    if _sejours(compte, dans_la_periode, qui, du, au):
        raise InscriptionImpossible(
            f"L’école {de(qui.prenom)} n’a pas de groupe pour cette activité : complétez sa scolarité, "
            "ou choisissez le groupe."
        )
    # Naming the first group would name the school of another child.
    qui_accueille = "cette activité" if groupe_id is None else dans_la_periode[0].nom
    if compte == "classe" and qui.classe and all(g.classes for g in dans_la_periode):
        classes = ", ".join(dict.fromkeys(c for g in dans_la_periode for c in g.classes.split(",")))
        msg = f"{qui.prenom} est en {qui.classe} : {qui_accueille} accueille {classes}."
        raise InscriptionImpossible(msg)
    tranches = sorted({(g.age_min_mois, g.age_max_mois) for g in dans_la_periode})
    acceptes = ", ou ".join(ages_en_mots(*tranche) for tranche in tranches)
    raise InscriptionImpossible(f"{qui.prenom} n’a pas l’âge : {qui_accueille} accueille {acceptes}.")


def _possibles(
    compte: AgeCompte, groupes: Sequence[FicheGroupe], qui: Enfant, du: date, au: date
) -> list[Sejour[FicheGroupe]]:
    """Groups that what is known of the birth does not speak against."""
    sejours_ = ((g, max(du, g.session_du or du), min(au, g.session_au or au)) for g in groupes)
    return [
        (g, debut, fin)
        for g, debut, fin in sejours_
        if accueille(compte, g, naissance=qui.naissance, classe=qui.classe, le=debut)
    ]


def _naissance_a_completer(qui: Enfant) -> str:
    if qui.naissance is None:
        return f"La date de naissance {de(qui.prenom)} n’est pas connue : complétez sa fiche avant de l’inscrire."
    return (
        f"De la naissance {de(qui.prenom)}, seul « {dite(qui.naissance)} » est connu, et plusieurs âges sont "
        "possibles : complétez sa fiche, ou choisissez le groupe."
    )


def _sejours(
    compte: AgeCompte, groupes: Sequence[FicheGroupe], qui: Enfant, du: date, au: date
) -> list[Sejour[FicheGroupe]]:
    """Those of each session, or of the whole period."""
    par_session: dict[tuple[date, date], list[FicheGroupe]] = {}
    for g in groupes:
        bornes = max(du, g.session_du or du), min(au, g.session_au or au)
        par_session.setdefault(bornes, []).append(g)
    return [
        sejour
        for (debut, fin), siens in sorted(par_session.items())
        for sejour in sejours(compte, siens, naissance=qui.naissance, classe=qui.classe, du=debut, au=fin)
    ]


def priorite(s: Lecteur, famille_id: int, *, residents_d_abord: bool) -> int:
    """Priority of a household by the rule of its town: 1 for who passes before, 0 for the others."""
    ((residence,),) = s.lignes("SELECT residence FROM famille WHERE id = :f", {"f": famille_id})
    return priorite_du_foyer(residence, residents_d_abord=residents_d_abord)


def refuser_chevauchement(s: Lecteur, qui: Enfant, activite_id: int, du: date, au: date) -> None:
    """Refuse a second right over the same days; the base does too.

    Raises:
        InscriptionImpossible: says from when to when the first one runs.
    """
    ligne = s.une(
        f"SELECT du, au FROM inscription WHERE personne_id = :p AND activite_id = :a AND etat NOT IN ({CLOSES}) "  # noqa: S608
        "AND du <= :au AND au >= :du ORDER BY du LIMIT 1",
        {"p": qui.personne_id, "a": activite_id, "du": du, "au": au},
    )
    if ligne is not None:
        raise InscriptionImpossible(
            f"{qui.prenom} a déjà une inscription à cette activité du {date_num(ligne[0])} au {date_num(ligne[1])} : "
            "terminez d’abord cette inscription, ou changez les dates."
        )


def complet(s: Lecteur, groupe_id: int, activite_id: int, qui: Enfant, du: date, au: date) -> bool:
    """Whether no day at all is left for this child: the registration then waits (rule 4)."""
    unites = [u for (u,) in s.lignes("SELECT id FROM unite WHERE activite_id = :a", {"a": activite_id})]
    ouvertes = [
        p.restantes_pour(age_connu(qui.naissance, jour))
        for (_, _, jour), p in places.places(s, [groupe_id], unites, du, au).items()
        if not p.fermee
    ]
    return bool(ouvertes) and all(reste == 0 for reste in ouvertes)


def ecrire(
    s: Ecriture,
    qui: Enfant,
    famille_id: int,
    activite_id: int,
    groupe_id: int,
    du: date,
    au: date,
    etat: EtatInscription,
    le: datetime,
    *,
    complete_le: datetime | None,
    priorite: int,
) -> int:
    """Write a registration asked at `le`, complete since `complete_le` (None: a document is missing); its number.

    Its demands take its priority: the greater the sooner (rule 4).
    """
    from models import Inscription

    ligne = Inscription(
        personne_id=qui.personne_id,
        famille_id=famille_id,
        activite_id=activite_id,
        groupe_id=groupe_id,
        du=du,
        au=au,
        etat=etat.value,
        demandee_le=le,
        complete_le=complete_le,
        priorite=priorite,
    )
    s.add(ligne)
    s.flush()
    assert ligne.id is not None  # noqa: S101 - just flushed
    return ligne.id


def a_venir(s: Lecteur, inscription_id: int, apres: date) -> tuple[LigneTouchee, ...]:
    """Bookings after a day that a leaving would leave without right."""
    # A right serves both households of a shared child; whoever ends it undoes its own days alone (rule 32).
    siennes = "r.inscription_id = :id AND r.famille_id = (SELECT famille_id FROM inscription WHERE id = :id)"
    return _a_venir(s, siennes, {"id": inscription_id, "apres": apres})


def a_venir_du_foyer(s: Lecteur, personne_id: int, famille_id: int, apres: date) -> tuple[LigneTouchee, ...]:
    """Bookings after a day that one household made for a child, by whatever right."""
    siennes = "r.personne_id = :p AND r.famille_id = :f"
    return _a_venir(s, siennes, {"p": personne_id, "f": famille_id, "apres": apres})


def a_venir_du_droit(s: Lecteur, inscription_id: int, apres: date) -> tuple[LigneTouchee, ...]:
    """Bookings after a day by one right, whichever household of a shared child made them."""
    return _a_venir(s, "r.inscription_id = :id", {"id": inscription_id, "apres": apres})


def _a_venir(s: Lecteur, lesquelles: str, champs: Mapping[str, object]) -> tuple[LigneTouchee, ...]:
    return tuple(
        LigneTouchee(numero, jour, site, activite, unite, code, nom_affiche(nom, prenom), "", etat)
        for numero, jour, site, activite, unite, code, nom, prenom, etat in s.lignes(
            "SELECT r.id, r.jour, g.site, a.nom, u.nom, f.code, p.nom, p.prenom, r.etat FROM reservation r "  # noqa: S608
            "JOIN groupe g ON g.id = r.groupe_id JOIN activite a ON a.id = g.activite_id "
            "JOIN unite u ON u.id = r.unite_id JOIN personne p ON p.id = r.personne_id "
            f"JOIN famille f ON f.id = r.famille_id WHERE {lesquelles} AND r.jour > :apres "
            f"AND r.etat IN ({_A_VENIR}) ORDER BY r.jour, u.ordre",
            champs,
        )
    )
