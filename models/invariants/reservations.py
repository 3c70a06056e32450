"""What the database refuses about activities and bookings (rule 4): one list of conditions for both engines.

A place is counted by ix_reservation_place, in the transaction that takes it: two counters never share the last one.
"""

from collections.abc import Iterator

from guichet.regles.reservations.etats import OCCUPANTS, EtatInscription
from models.invariants.gardes import Dialecte, Garde, garde, sans_remplacement

PLUS_DE_PLACE = "reservation: plus de place"
PLUS_DE_PLACE_A_CET_AGE = "reservation: plus de place a cet age"
JOUR_FERME = "reservation: jour non ouvert"
_RANG = "reservation: le rang ne se gagne pas"

_OCCUPANTS = ", ".join(f"'{e.value}'" for e in sorted(OCCUPANTS))
_CLOSES = ", ".join(f"'{e.value}'" for e in (EtatInscription.TERMINEE, EtatInscription.REFUSEE))

_DU_JOUR = "groupe_id = NEW.groupe_id AND {0}.unite_id = NEW.unite_id AND {0}.jour = NEW.jour"
_OUVERT = f"SELECT 1 FROM ouverture o WHERE o.{_DU_JOUR.format('o')} AND NOT o.fermee"
_PRISES = f"SELECT count(*) FROM reservation r WHERE r.{_DU_JOUR.format('r')} AND r.etat IN ({_OCCUPANTS})"
_OCCUPE = f"NEW.etat IN ({_OCCUPANTS})"
_PLEIN = (
    f"NEW.derogation_agent = '' AND EXISTS (SELECT 1 FROM ouverture o WHERE o.{_DU_JOUR.format('o')} "
    f"AND o.capacite IS NOT NULL AND ({_PRISES}{{autres}}) >= o.capacite)"
)
_ARRIVE = (
    f"(OLD.etat NOT IN ({_OCCUPANTS}) OR NEW.groupe_id <> OLD.groupe_id OR NEW.unite_id <> OLD.unite_id "
    "OR NEW.jour <> OLD.jour{perd})"
)
_PLACE = "etat, groupe_id, unite_id, jour, derogation_agent"
_BANDE = "{moins} >= q.age_min_mois AND {plus} < q.age_max_mois"
"""Known by its year only, a birth is of a band where the whole of it is (guichet.regles.familles.ages)."""
_BANDE_PLEINE = (
    "NEW.derogation_agent = '' AND EXISTS (SELECT 1 FROM quota_age q JOIN personne n ON n.id = NEW.personne_id "
    "WHERE q.groupe_id = NEW.groupe_id AND q.unite_id = NEW.unite_id AND {du_nouveau} "
    "AND (SELECT count(*) FROM reservation r JOIN personne e ON e.id = r.personne_id "
    f"WHERE r.{_DU_JOUR.format('r')} AND r.etat IN ({_OCCUPANTS})"
    "{autres} AND {des_autres}) >= q.places)"
)
_RIVALE = (
    f"NEW.etat NOT IN ({_CLOSES}) AND EXISTS (SELECT 1 FROM inscription x WHERE x.personne_id = NEW.personne_id "
    f"AND x.activite_id = NEW.activite_id AND x.etat NOT IN ({_CLOSES}) "
    "AND x.au >= NEW.du AND x.du <= NEW.au{autres})"
)
_DEPASSE = (
    "NEW.capacite IS NOT NULL AND NOT NEW.fermee "
    f"AND ({_PRISES} AND r.derogation_agent = '') > NEW.capacite AND (OLD.capacite IS NULL OR OLD.fermee "
    "OR NEW.capacite < OLD.capacite)"
)


def gardes(d: Dialecte) -> Iterator[Garde]:
    """Every refusal about bookings, in the words of one engine."""
    yield from _demandes()
    yield from _places(d)
    yield from _ouvertures()
    yield from _inscriptions()
    for nom, table, meme in (
        ("rv_remplacement", "reservation", "id = NEW.id"),
        ("sc_regle_activite_date", "regle_activite", "activite_id = NEW.activite_id AND du = NEW.du"),
    ):
        yield sans_remplacement(nom, table, f"{table}: ligne deja ecrite", meme)


def _demandes() -> Iterator[Garde]:
    """When a booking was asked never moves, and its rank is not gained by writing an earlier time."""
    yield garde(
        "rv_demande",
        "reservation",
        "UPDATE",
        "demandee_le",
        "reservation: la date de demande ne change pas",
        "NEW.demandee_le <> OLD.demandee_le",
    )
    yield garde("rv_rang_i", "reservation", "INSERT", "", _RANG, "NEW.complete_le < NEW.demandee_le")
    yield garde(
        "rv_rang_u",
        "reservation",
        "UPDATE",
        "complete_le",
        _RANG,
        "NEW.complete_le < NEW.demandee_le OR (OLD.complete_le IS NOT NULL "
        "AND (NEW.complete_le IS NULL OR NEW.complete_le <> OLD.complete_le))",
    )


def _places(d: Dialecte) -> Iterator[Garde]:
    """Nobody on a day that is not open, nor beyond its places, those of an age band included."""
    yield garde(
        "rv_ouvert_i",
        "reservation",
        "INSERT",
        "",
        JOUR_FERME,
        f"{_OCCUPE} AND NOT EXISTS ({_OUVERT})",
    )
    yield garde(
        "rv_ouvert_u",
        "reservation",
        "UPDATE",
        _PLACE,
        JOUR_FERME,
        f"{_OCCUPE} AND {_ARRIVE.format(perd='')} AND NOT EXISTS ({_OUVERT})",
    )
    yield garde("rv_place_i", "reservation", "INSERT", "", PLUS_DE_PLACE, f"{_OCCUPE} AND {_PLEIN.format(autres='')}")
    # Losing a dérogation counts as arriving: the place it was given is then one too many.
    arrive = _ARRIVE.format(perd=" OR OLD.derogation_agent <> ''")
    yield garde(
        "rv_place_u",
        "reservation",
        "UPDATE",
        _PLACE,
        PLUS_DE_PLACE,
        f"{_OCCUPE} AND {arrive} AND {_PLEIN.format(autres=' AND r.id <> NEW.id')}",
    )
    # The band of an age is a capacity too: of the whole group some places are kept for the youngest.
    bande = {
        qui: _BANDE.format(moins=d.age.format(n=d.dernier.format(p=qui)), plus=d.age.format(n=d.premier.format(p=qui)))
        for qui in ("n", "e")
    }
    for nom, evenement, colonnes, quand, autres in (
        ("rv_bande_i", "INSERT", "", "", ""),
        ("rv_bande_u", "UPDATE", _PLACE, f" AND {arrive}", " AND r.id <> NEW.id"),
    ):
        pleine = _BANDE_PLEINE.format(du_nouveau=bande["n"], des_autres=bande["e"], autres=autres)
        yield garde(nom, "reservation", evenement, colonnes, PLUS_DE_PLACE_A_CET_AGE, f"{_OCCUPE}{quand} AND {pleine}")


def _ouvertures() -> Iterator[Garde]:
    """A day neither shrinks below its children nor goes away with them."""
    yield garde(
        "ou_capacite",
        "ouverture",
        "UPDATE",
        "capacite, fermee",
        "ouverture: plus de reservations que de places",
        _DEPASSE,
    )
    yield garde(
        "ou_occupee",
        "ouverture",
        "DELETE",
        "",
        "ouverture: des enfants y sont attendus",
        f"EXISTS ({_PRISES.replace('count(*)', '1').replace('NEW.', 'OLD.')})",
    )


def _inscriptions() -> Iterator[Garde]:
    """Two registrations of a child for one activity never overlap."""
    chevauche = "inscription: periodes qui se chevauchent"
    yield garde("in_periode_i", "inscription", "INSERT", "", chevauche, _RIVALE.format(autres=""))
    yield garde(
        "in_periode_u",
        "inscription",
        "UPDATE",
        "personne_id, activite_id, du, au, etat",
        chevauche,
        _RIVALE.format(autres=" AND x.id <> NEW.id"),
    )
