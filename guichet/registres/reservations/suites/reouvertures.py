"""A period leaves the calendar: what it closed opens again, unless something else closes it (rule 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.erreurs.activites import OuvertureImpossible, PeriodeInconnue
from guichet.formats import jour_court
from guichet.registres.offre import calendrier, ouvertures
from guichet.registres.offre.catalogue import TEMPS_SCOLAIRE
from guichet.registres.reservations.suites import places_rendues
from guichet.registres.reservations.suites.fermetures import portee
from guichet.registres.socle.sql import en_mots
from guichet.regles.offre.calendrier import NaturePeriode, Periode
from guichet.regles.reservations.etats import OCCUPANTS

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.communes.modele import Commune
    from guichet.registres.socle.acte import Acte
    from guichet.regles.reservations.changements import Cle

_OCCUPANTS = en_mots(OCCUPANTS)
_DEBORDE = (
    "SELECT o.jour FROM ouverture o WHERE o.fermee AND o.motif = :motif AND o.capacite IS NOT NULL AND {ou} AND "
    "(SELECT count(*) FROM reservation r WHERE r.groupe_id = o.groupe_id AND r.unite_id = o.unite_id "
    "AND r.jour = o.jour AND r.derogation_agent = '' AND r.etat IN ({etats})) > o.capacite "
    "ORDER BY o.jour LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Reouverture:
    """What the removal of a period changes."""

    rouvertes: Mapping[int, Cle]
    """Openings closed by it alone: number → group, unit, day."""
    autrement: Mapping[int, str]
    """Those that stay closed, with their reason from now on."""
    manquantes: tuple[dict[str, Any], ...]
    """School days nobody had opened, since they were holidays or a bridge."""

    @property
    def jours(self) -> frozenset[date]:
        """Days that open again, in part at least."""
        return frozenset({jour for _, _, jour in self.rouvertes.values()} | {m["jour"] for m in self.manquantes})

    @property
    def nombre(self) -> int:
        """How many openings that makes."""
        return len(self.rouvertes) + len(self.manquantes)


def periode(s: Lecteur, periode_id: int) -> Periode:
    """A period by its number.

    Raises:
        PeriodeInconnue: removed meanwhile.
    """
    lue = s.lire_une(
        Periode,
        "SELECT nature, du, au, libelle, site, activite_id FROM periode_calendrier WHERE id = :id",
        {"id": periode_id},
    )
    if lue is None:
        raise PeriodeInconnue("Cette période n’est plus au calendrier : relisez-le (F5).")
    return replace(lue, nature=NaturePeriode(lue.nature))


def prevoir(s: Lecteur, commune: Commune, p: Periode, periode_id: int) -> Reouverture:
    """What would open again; nothing is written.

    Raises:
        OuvertureImpossible: a day whose places were cut while it was closed, and whose bookings were kept.
    """
    sans = calendrier.charger(s, p.du, p.au, sauf=periode_id)
    ou, champs = portee(p)
    if (plein := s.une(_DEBORDE.format(ou=ou, etats=_OCCUPANTS), champs | {"motif": p.libelle})) is not None:
        raise OuvertureImpossible(
            f"Le {jour_court(plein[0])} a plus de réservations gardées que de places : redonnez-lui des places "
            "(« guichet activites corriger »), ou annulez des réservations."
        )
    fermees = s.lignes(
        "SELECT o.id, o.groupe_id, o.unite_id, o.jour, g.site, g.activite_id, "  # noqa: S608 - no value in it
        f"CASE WHEN {TEMPS_SCOLAIRE} THEN 1 ELSE 0 END FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
        f"WHERE o.fermee AND o.motif = :motif AND {ou}",
        champs | {"motif": p.libelle},
    )
    rouvertes: dict[int, Cle] = {}
    autrement: dict[int, str] = {}
    for id_, groupe_id, unite_id, jour, site, activite_id, scolaire in fermees:
        motif = sans.motif_fermeture(jour, site=site, activite_id=activite_id, scolaire=bool(scolaire))
        if motif:
            autrement[id_] = motif
        else:
            rouvertes[id_] = (groupe_id, unite_id, jour)
    # A closure is written on openings that exist; holidays and bridges, on days that never had any.
    manquantes = ouvertures.manquantes(s, commune, sans, p.du, p.au) if p.nature is not NaturePeriode.FERMETURE else []
    return Reouverture(rouvertes, autrement, tuple(manquantes))


def rouvrir(s: Ecriture, acte: Acte, prevue: Reouverture) -> None:
    """Open them; those who wait for a place there are offered it again, in order."""
    s.ordres(
        "UPDATE ouverture SET fermee = :non, motif = '' WHERE id = :id",
        [{"non": False, "id": id_} for id_ in prevue.rouvertes],
    )
    s.ordres(
        "UPDATE ouverture SET motif = :motif WHERE id = :id",
        [{"motif": motif, "id": id_} for id_, motif in prevue.autrement.items()],
    )
    ouvertures.ouvrir(s, prevue.manquantes)
    places_rendues.suivre(s, acte, set(prevue.rouvertes.values()))
