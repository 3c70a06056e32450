"""Attendance, meals and waiting list as posters: what hangs in the canteen and on the door of a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from guichet.editions.socle.phrases import jour, jour_et_heure
from guichet.editions.socle.tableau import ColonneTableau, SectionTableau, Tableau
from guichet.fiches.listes.releves import LignePresence, Repas
from guichet.fiches.reservations.lignes import LigneAttente
from guichet.formats import cle_recherche, instant_court, jour_court, pluriel
from guichet.formats.mots import majuscule
from guichet.regles.listes.mots import SIGNES, a_savoir, dont_regime, regimes, service
from guichet.regles.reservations.etats import EtatReservation
from guichet.regles.socle import code_famille

_E = EtatReservation

_LEGENDE = "□ attendu · ■ présent · A absence annoncée · × absent sans excuse · PAI : demander la fiche"
_SECRET = "Ne pas afficher : contient le détail de PAI, à détruire après le service."  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Cadre:
    """What every poster says around its tables."""

    commune: str
    sites: Mapping[str, str]
    """Code of a site → its name."""
    du: date
    au: date
    edite_le: datetime
    formation: bool = False

    def site(self, code: str) -> str:
        """Name of a site; a school has no code of its own in the town's settings and keeps its name."""
        return self.sites.get(code, code) or "Tous sites"

    def tableau(self, titre: str, sections: Sequence[SectionTableau], *, legende: str, vide: str) -> Tableau:
        """The poster."""
        quand = jour(self.du) if self.du == self.au else f"du {jour(self.du)} au {jour(self.au)}"
        return Tableau(
            commune=self.commune,
            titre=titre,
            sous_titre=majuscule(quand),
            sections=tuple(sections),
            legende=legende,
            vide=vide,
            pied=f"Édité le {jour_et_heure(self.edite_le)}. À jeter le {jour(self.au + timedelta(days=1))}.",
            edite_le=self.edite_le,
            formation=self.formation,
        )


def tableau_presences(cadre: Cadre, lignes: Sequence[LignePresence]) -> Tableau:
    """One table per site, activity and group; a column per day and unit, a row per child."""
    tries = sorted(lignes, key=lambda x: (x.site, x.activite, x.groupe))
    sections = [
        _groupe(cadre, *cle, list(groupe))
        for cle, groupe in groupby(tries, key=lambda x: (x.site, x.activite, x.groupe))
    ]
    return cadre.tableau("Présences", sections, legende=_LEGENDE, vide="Aucun enfant n’est attendu.")


def _groupe(cadre: Cadre, site: str, activite: str, groupe: str, lignes: list[LignePresence]) -> SectionTableau:
    # Rows come by day then unit: the first of each day gives the order of its columns.
    creneaux = list(dict.fromkeys((x.jour, x.unite, x.lettre) for x in sorted(lignes, key=lambda x: x.jour)))
    plusieurs = cadre.du != cadre.au
    enfants = {x.personne_id: x for x in sorted(lignes, key=lambda x: (cle_recherche(x.enfant), x.personne_id))}
    cases = {(x.personne_id, x.jour, x.unite): SIGNES[_E(x.etat)] for x in lignes}
    venus = Counter((x.jour, x.unite) for x in lignes if x.etat != _E.ABSENCE_JUSTIFIEE)
    return SectionTableau(
        titre=f"{cadre.site(site)} — {activite}, {groupe}",
        note=pluriel(len(enfants), "enfant"),
        colonnes=(
            ColonneTableau("Enfant", large=True),
            ColonneTableau("Classe"),
            ColonneTableau("À savoir", large=True),
            *(_creneau(j, unite, lettre, plusieurs=plusieurs) for j, unite, lettre in creneaux),
        ),
        rangees=tuple(
            (x.enfant, x.classe, a_savoir(x), *(cases.get((x.personne_id, j, unite), "") for j, unite, _ in creneaux))
            for x in enfants.values()
        ),
        total=("Attendus", "", "", *(str(venus[j, unite]) for j, unite, _ in creneaux)),
    )


def _creneau(quand: date, unite: str, lettre: str, *, plusieurs: bool) -> ColonneTableau:
    """A column of a week has its letter under « lun. 16 »; that of a day alone has its whole name."""
    if not plusieurs:
        return ColonneTableau(unite, centre=True)
    return ColonneTableau(lettre, centre=True, bandeau=jour_court(quand).rsplit(" ", 1)[0])


def tableau_repas(cadre: Cadre, repas: Sequence[Repas], *, detail: bool = False) -> Tableau:
    """Two kinds of tables: the counts of each service, then by service the children served apart."""
    sections = []
    for site, groupe in groupby(sorted(repas, key=lambda x: x.site), key=lambda x: x.site):
        services = list(groupe)
        sections.append(_comptes(cadre.site(site), services))
        sections += [_a_part(cadre.site(site), x, detail=detail) for x in services if x.convives]
    return cadre.tableau("Repas", sections, legende=_SECRET if detail else _LEGENDE_REPAS, vide="Aucun repas à servir.")


_LEGENDE_REPAS = "PAI : demander la fiche au responsable du site avant de servir."


def _comptes(site: str, services: list[Repas]) -> SectionTableau:
    colonnes = ("Ordinaires", "Régimes", "PAI", "Total")
    return SectionTableau(
        titre=f"{site} — nombre de repas",
        note="",
        colonnes=(
            ColonneTableau("Jour"),
            ColonneTableau("Service", large=True),
            *(ColonneTableau(c, centre=c != "Régimes", large=c == "Régimes") for c in colonnes),
        ),
        rangees=tuple(
            (jour_court(x.jour), service(x), str(x.ordinaires), regimes(x), _pai([x]), str(x.total)) for x in services
        ),
        total=(
            "Total",
            "",
            str(sum(x.ordinaires for x in services)),
            "",
            _pai(services),
            str(sum(x.total for x in services)),
        ),
    )


def _pai(services: list[Repas]) -> str:
    return f"{sum(x.pai for x in services)}{dont_regime(services)}"


def _a_part(site: str, repas: Repas, *, detail: bool) -> SectionTableau:
    return SectionTableau(
        titre=f"{site} — {service(repas)}, à servir à part",
        note=f"{jour(repas.jour)} : {pluriel(len(repas.convives), 'enfant')}",
        colonnes=(
            ColonneTableau("Enfant", large=True),
            ColonneTableau("Classe"),
            ColonneTableau("Groupe", large=True),
            ColonneTableau("Régime", large=True),
            ColonneTableau("PAI", large=detail),
        ),
        rangees=tuple(
            (c.enfant, c.classe, c.groupe, c.regimes, (c.pai_detail if detail else "") or ("PAI" if c.pai else ""))
            for c in repas.convives
        ),
    )


def tableau_attente(cadre: Cadre, lignes: Sequence[LigneAttente]) -> Tableau:
    """For the office, by site: who is offered the next place freed."""
    sections = [
        SectionTableau(
            titre=f"{cadre.site(site)} — liste d’attente",
            note="",
            colonnes=(
                ColonneTableau("Jour"),
                ColonneTableau("Rang", centre=True),
                ColonneTableau("Activité", large=True),
                ColonneTableau("Code"),
                ColonneTableau("Enfant", large=True),
                ColonneTableau("Demandée le"),
                ColonneTableau("Suite", large=True),
            ),
            rangees=tuple(
                (
                    jour_court(x.jour),
                    str(x.rang) if x.rang else "incomplète",
                    f"{x.activite}, {x.groupe}, {x.unite}",
                    code_famille.affiche(x.code),
                    x.enfant,
                    instant_court(x.demandee_le.astimezone(cadre.edite_le.tzinfo)),
                    _suite(x),
                )
                for x in groupe
            ),
        )
        for site, groupe in groupby(sorted(lignes, key=lambda x: x.site), key=lambda x: x.site)
    ]
    return cadre.tableau(
        "Liste d’attente",
        sections,
        legende="Le rang suit la priorité de la commune, puis l’heure de la demande.",
        vide="Personne n’attend.",
    )


def _suite(demande: LigneAttente) -> str:
    if demande.manquantes:
        return f"il manque {', '.join(demande.manquantes)}"
    return "place proposée" if demande.proposee else ""
