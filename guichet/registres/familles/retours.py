"""Who was in a household and comes back: found by name, placed again with the sheet they had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from guichet.erreurs.familles import MembreInconnu
from guichet.fiches.familles.doublons import Doublon
from guichet.formats import cle_recherche, date_num, nom_affiche
from guichet.formats.naissances import Naissance, connue
from guichet.registres.familles import membres
from guichet.regles.offre.annee import annee_scolaire
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import LIBELLES, MotifDepart

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.registres.socle.acte import Acte
    from models import Lien

# The latest of each person who is no longer there, or whose departure is noted.
_PARTIS = (
    "SELECT l.id AS lien_id, l.personne_id, l.role, l.au, l.motif, p.nom, p.nom_naissance, p.prenom, p.naissance, "
    "p.naissance_partielle, "
    "f.code, f.ville FROM lien l JOIN personne p ON p.id = l.personne_id JOIN famille f ON f.id = l.famille_id "
    "WHERE l.famille_id = :famille AND l.au IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lien x "
    "WHERE x.famille_id = l.famille_id AND x.personne_id = l.personne_id AND (x.au IS NULL OR x.au > l.au)) "
    "ORDER BY l.au DESC, l.id"
)
# Those of no household at all, born that day: the latest place of each, but for this household's own.
_PARTIS_DE_PARTOUT = (
    "SELECT l.id AS lien_id, l.personne_id, l.role, l.au, l.motif, p.nom, p.nom_naissance, p.prenom, p.naissance, "
    "p.naissance_partielle, "
    "f.code, f.ville FROM personne p JOIN lien l ON l.personne_id = p.id JOIN famille f ON f.id = l.famille_id "
    "WHERE p.naissance = :naissance AND NOT EXISTS (SELECT 1 FROM lien x WHERE x.personne_id = p.id "
    "AND (x.au IS NULL OR x.famille_id = :famille OR x.au > l.au OR (x.au = l.au AND x.id > l.id))) "
    "ORDER BY l.au DESC, l.id"
)


class _Parti(NamedTuple):
    lien_id: int
    personne_id: int
    role: str
    au: date
    motif: str | None
    nom: str
    nom_naissance: str
    prenom: str
    naissance: date | None
    naissance_partielle: str
    code: str
    ville: str


def anciens(
    s: Lecteur, acte: Acte, famille_id: int, *, nom: str, prenom: str, naissance: Naissance = None
) -> tuple[Doublon, ...]:
    """Those who left and bear that name: of this household, then of others when they are of none any more.

    The latter by their birth date too: a name alone is many people's.
    """
    voulu = cle_recherche(nom), cle_recherche(prenom)
    trouves = [_ancien(s, acte, p, _dit_ici(p)) for p in _d_ici(s, famille_id) if _porte(p, voulu)]
    if isinstance(naissance, date):
        ailleurs = s.lire(_Parti, _PARTIS_DE_PARTOUT, {"naissance": naissance, "famille": famille_id})
        trouves += [
            _ancien(s, acte, p, f"a été dans la famille {affiche(p.code)}, jusqu’au {date_num(p.au)}")
            for p in ailleurs
            if _porte(p, voulu)
        ]
    return tuple(replace(d, famille_id=famille_id) for d in trouves)


def partis(s: Lecteur, acte: Acte, famille_id: int) -> tuple[Doublon, ...]:
    """Everybody who left this household, the latest first: to be brought back without typing who they are."""
    return tuple(_ancien(s, acte, p, _dit_ici(p)) for p in _d_ici(s, famille_id))


def _porte(p: _Parti, voulu: tuple[str, str]) -> bool:
    return voulu in {(cle_recherche(n), cle_recherche(p.prenom)) for n in (p.nom, p.nom_naissance)}


def _dit_ici(p: _Parti) -> str:
    return f"a été dans ce foyer, jusqu’au {date_num(p.au)}"


def _ancien(s: Lecteur, acte: Acte, p: _Parti, dit: str) -> Doublon:
    return Doublon(
        0,
        p.code,
        p.personne_id,
        nom_affiche(p.nom, p.prenom),
        p.role,
        connue(p.naissance, p.naissance_partielle),
        p.ville,
        100,
        (dit + (f" ({LIBELLES[MotifDepart(p.motif)]})" if p.motif else ""), *_passe(s, acte, p)),
        ancien=True,
    )


def _d_ici(s: Lecteur, famille_id: int) -> list[_Parti]:
    return s.lire(_Parti, _PARTIS, {"famille": famille_id})


def _passe(s: Lecteur, acte: Acte, p: _Parti) -> tuple[str, ...]:
    """What comes back with them: the latest school, what they attended."""
    qui = {"p": p.personne_id, "annee": annee_scolaire(acte.jour)}
    ecole = s.une(
        "SELECT ecole, classe FROM scolarite WHERE personne_id = :p AND annee <= :annee ORDER BY annee DESC LIMIT 1",
        qui,
    )
    activites = s.lignes(
        "SELECT DISTINCT a.nom FROM inscription i JOIN activite a ON a.id = i.activite_id WHERE i.personne_id = :p "
        "ORDER BY a.nom",
        {"p": p.personne_id},
    )
    dits = [" ".join(mot for mot in ecole if mot)] if ecole else []
    dits += [f"inscrit à {', '.join(nom for (nom,) in activites).lower()}"] if activites else []
    return tuple(dit for dit in dits if dit)


def reprendre(s: Ecriture, acte: Acte, famille_id: int, personne_id: int, valeurs: Mapping[str, Any]) -> Lien:
    """Their place again, or one here if they are of no household; a departure to come, or of today, is taken back.

    Raises:
        MembreInconnu: never there and of another household, or there.
    """
    from models import Lien

    parti = next((p for p in _d_ici(s, famille_id) if p.personne_id == personne_id), None)
    if parti is None:
        if not _libre(s, personne_id):
            raise MembreInconnu("Cette personne n’a pas quitté ce foyer : relisez le dossier (F5).")
        return membres.placer(s, acte, famille_id, personne_id, valeurs)
    # Gone from today on, their last day was yesterday.
    if parti.au < acte.jour - timedelta(days=1) or parti.role != valeurs["role"]:
        return membres.placer(s, acte, famille_id, personne_id, valeurs)
    lien = s.get_one(Lien, parti.lien_id)
    lien.au = lien.motif = None
    lien.version += 1
    s.flush()
    return lien


def place_d_avant(s: Ecriture, famille_id: int, personne_id: int) -> dict[str, Any]:
    """What the household said of them when they were there; who pays is said again.

    Raises:
        MembreInconnu: they never were, or are.
    """
    from models import Lien

    parti = next((p for p in _d_ici(s, famille_id) if p.personne_id == personne_id), None)
    if parti is None:
        raise MembreInconnu("Cette personne n’a pas quitté ce foyer : relisez le dossier (F5).")
    lien = s.get_one(Lien, parti.lien_id)
    champs = ("qualite", "autorite_parentale", "peut_chercher", "urgence")
    return {nom: getattr(lien, nom) for nom in champs} | {"role": parti.role, "prenom": parti.prenom}


def _libre(s: Lecteur, personne_id: int) -> bool:
    """Somebody the base knows and who is of no household."""
    qui = {"p": personne_id}
    return bool(
        s.une("SELECT 1 FROM lien WHERE personne_id = :p", qui)
        and not s.une("SELECT 1 FROM lien WHERE personne_id = :p AND au IS NULL", qui)
    )
