"""Codes cut where they are long: each group stays one group, whatever begins alike, is renamed, or comes later."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guichet.base import Adresse
from guichet.communes import Commune
from guichet.registres.offre import ouvertures
from guichet.services.offre import reglement
from guichet.services.socle.initialisation import initialiser
from tests.bases import DEPART, Horloge, contexte, secrets_gabarit
from tests.services.offre.reglages.villes import AGENT, VILLE

if TYPE_CHECKING:
    from guichet.base import Base

LONG = "accueil-de-loisirs-du-grand-parc-nord-{}"
ECOLES = [f"Groupe scolaire Jean-Jacques Rousseau {x}" for x in ("maternelle", "élémentaire")]
_SEANCES = (
    "SELECT g.nom, g.session_du, count(o.id), min(o.jour) >= g.session_du AND max(o.jour) <= g.session_au "
    "FROM groupe g LEFT JOIN ouverture o ON o.groupe_id = g.id WHERE g.session_du IS NOT NULL "
    "GROUP BY g.id, g.nom, g.session_du, g.session_au ORDER BY g.session_du, g.nom"
)


def ville(jours: str, noms: dict[str, str], ecoles: list[str] | None = None) -> Commune:
    v: dict[str, Any] = deepcopy(VILLE)
    activite = v["activites"][0]
    activite["jours"], groupe = jours, activite["groupes"][0]
    activite["groupes"] = [groupe | {"code": c, "nom": n, "par_ecole": bool(ecoles)} for c, n in noms.items()]
    v["ecoles"] = ecoles or v["ecoles"]
    return Commune.model_validate_json(json.dumps(v))


def naitre(commune: Commune, tmp_path: Path) -> Base:
    return initialiser(
        Adresse(tmp_path / "ville.db"), commune, maintenant=DEPART, agents=(AGENT,), formation=True,
        secrets=secrets_gabarit(),
    )  # fmt: skip


def seances(base: Base) -> list[tuple[Any, ...]]:
    with base.lecture() as s:
        return s.lignes(_SEANCES)


def generer(base: Base, commune: Commune, annee: int = 2026) -> int:
    with base.ecriture() as s:
        return ouvertures.generer(s, commune, annee)


def charger(base: Base, commune: Commune) -> list[tuple[str, str]]:
    ctx = contexte(base.adresse, Horloge())
    fait = reglement.charger(ctx, commune=commune)
    ctx.base.fermer()
    return [(c.sorte, c.cle.rpartition(".")[2]) for c in fait.changements]


def test_deux_groupes_aux_longs_codes_ont_chacun_leurs_seances(tmp_path: Path) -> None:
    """Lost otherwise: the second group has Toussaint alone, its Noël passes for the first one's."""
    commune = ville("vacances", {LONG.format(1): "Un", LONG.format(2): "Deux"})
    base = naitre(commune, tmp_path)
    nees = seances(base)
    assert len(nees) == 12
    assert {nom.partition(", ")[0] for nom, *_ in nees[2:4]} == {"Un", "Deux"}
    assert all(ouvertes and dedans for *_, ouvertes, dedans in nees)
    assert generer(base, commune) == 0
    assert seances(base) == nees
    base.fermer()


def test_une_seance_renommee_reste_une(tmp_path: Path) -> None:
    """Lost otherwise: renamed by hand or by a règlement, the cut code stood for nobody, and the session was doubled."""
    commune = ville("vacances", {LONG.format(1): "Un", LONG.format(2): "Deux"})
    base = naitre(commune, tmp_path)
    with base.ecriture() as s:
        s.ordre("UPDATE groupe SET nom = 'Les grands d’automne' WHERE session_du < '2026-11-01'")
    nees = seances(base)
    assert generer(base, commune) == 0
    assert seances(base) == nees
    base.fermer()


def test_une_seance_renommee_dont_les_jours_changent_reste_une(tmp_path: Path) -> None:
    """Lost otherwise: renamed, then moved with its holidays, a session of a short code is made a second time."""
    commune = ville("vacances", {"petits": "Petits"})
    base = naitre(commune, tmp_path)
    with base.ecriture() as s:
        s.ordre(
            "UPDATE groupe SET nom = 'Les grands d’automne', session_du = '2026-11-20', session_au = '2026-11-27' "
            "WHERE session_du < '2026-11-01'"
        )
    with base.lecture() as s:
        ((avant,),) = s.lignes("SELECT count(*) FROM groupe")
    generer(base, commune)
    with base.lecture() as s:
        assert s.lignes("SELECT count(*) FROM groupe") == [(avant,)]
    base.fermer()


def test_deux_ecoles_et_deux_groupes_aux_longs_noms(tmp_path: Path) -> None:
    """Lost otherwise: a town whose base is not born."""
    base = naitre(ville("scolaires", {LONG.format(1): "Un", LONG.format(2): "Deux"}, ECOLES), tmp_path)
    with base.lecture() as s:
        lus = s.lignes(
            "SELECT g.code, g.ecole FROM groupe g WHERE EXISTS (SELECT 1 FROM ouverture WHERE groupe_id = g.id)"
        )
    base.fermer()
    assert sorted(ecole for _, ecole in lus) == sorted(ECOLES * 2)


def test_une_ecole_qui_commence_comme_une_autre_arrive_apres(tmp_path: Path) -> None:
    """Lost otherwise: the first school's group, twice: it took another code when the second one came."""
    base = naitre(ville("scolaires", {"ecole": "École"}, ECOLES[:1]), tmp_path)
    charger(base, ville("scolaires", {"ecole": "École"}, ECOLES))
    with base.lecture() as s:
        assert sorted(e for (e,) in s.lignes("SELECT ecole FROM groupe")) == sorted(ECOLES)
    base.fermer()


def test_un_reglement_suit_les_seances_aux_codes_coupes(tmp_path: Path) -> None:
    """Lost otherwise: the sessions but the first keep their name, and pass for a group that left the file."""
    base = naitre(ville("vacances", {LONG.format(1): "Noël", LONG.format(2): "Deux"}), tmp_path)
    fait = charger(base, ville("vacances", {LONG.format(1): "Trois" + "s" * 90, LONG.format(2): "Deux"}))
    assert fait == [("change", "nom")]
    noms = [nom for nom, *_ in seances(base)]
    assert sum(nom.startswith("Trois") for nom in noms) == sum(nom.startswith("Deux") for nom in noms) == 6
    assert max(map(len, noms)) == 100
    base.fermer()
