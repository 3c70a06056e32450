"""The calendar of the town as stored: bank holidays, school holidays, bridge days, closures (rule 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from guichet.regles.offre.calendrier import Calendrier, NaturePeriode, Periode

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur

ACADEMIE = "calendrier scolaire"
"""Source of the periods read from the library: those a later reading may replace."""

_PREMIERE_RENTREE = 2025


def charger(s: Lecteur, du: date, au: date, *, sauf: int = 0) -> Calendrier:
    """Calendar of some days, both included; as it would be without the period numbered `sauf`."""
    bornes = {"du": du, "au": au}
    feries: dict[date, str] = dict(
        s.lignes("SELECT jour, libelle FROM jour_ferie WHERE jour >= :du AND jour <= :au", bornes)
    )
    periodes = [
        Periode(NaturePeriode(nature), debut, fin, libelle, site, activite_id)
        for nature, debut, fin, libelle, site, activite_id in s.lignes(
            "SELECT nature, du, au, libelle, site, activite_id FROM periode_calendrier "
            "WHERE du <= :au AND au >= :du AND id <> :sauf ORDER BY du, id",
            bornes | {"sauf": sauf},
        )
    ]
    return Calendrier(feries, periodes)


def remplir(s: Ecriture, zone: str) -> None:
    """Write the school holidays the library knows from the year 2025-2026 on."""
    s.ordres(
        "INSERT INTO periode_calendrier (nature, du, au, libelle, site, source) "
        "VALUES (:nature, :du, :au, :libelle, '', :source)",
        [
            {"nature": p.nature.value, "du": p.du, "au": p.au, "libelle": p.libelle, "source": f"{ACADEMIE} {zone}"}
            for p in vacances_connues(zone)
        ],
    )


def vacances_connues(zone: str) -> Iterator[Periode]:
    """School holidays and Ascension bridge of a zone, in order, from the data shipped with the library; none of ""."""
    if not zone:
        return
    import csv
    from importlib.resources import files

    import vacances_scolaires_france

    # Its class parses all its 20 years and keeps them: the few rows wanted are read from its file.
    chemin = files(vacances_scolaires_france) / "data" / "data.csv"
    colonne = f"vacances_zone_{zone.lower()}"
    debut: date | None = None
    dernier, nom = date.min, ""
    with chemin.open(encoding="utf-8") as flux:
        for ligne in csv.DictReader(flux):
            jour = date.fromisoformat(ligne["date"])
            if jour < date(_PREMIERE_RENTREE, 9, 1) or ligne[colonne] != "True":
                continue
            if debut is not None and (jour - dernier > timedelta(days=1) or ligne["nom_vacances"] != nom):
                yield _periode(debut, dernier, nom)
                debut = None
            debut = debut or jour
            dernier, nom = jour, ligne["nom_vacances"]
    if debut is not None:
        yield _periode(debut, dernier, nom)


def _periode(du: date, au: date, nom: str) -> Periode:
    pont = nom.startswith("Pont")
    libelle = nom.replace("'", "’").replace("Vacances", "vacances").replace("Pont", "pont")
    return Periode(NaturePeriode.PONT if pont else NaturePeriode.VACANCES, du, au, libelle)
