"""Lists of the day: whoever is missing from one is not fed, not looked for, not called."""

from __future__ import annotations

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import DroitInsuffisant
from guichet.fiches.reservations.planning import Demande
from guichet.regles.socle.droits import Role, droits_de
from guichet.services.listes import releves
from guichet.services.offre import calendrier
from guichet.services.reservations import enregistrer
from tests.services.annee_scolaire import LUNDI, Ville, enfants, ouvrir_ville
from tests.services.guichet_identifiants import colonne


def cantine(ctx: Contexte) -> Ville:
    """Léa and Tom eat on LUNDI, a third child waits; Tom has a PAI, Léa eats no pork."""
    v = ouvrir_ville(ctx)
    (troisieme,) = enfants(ctx, v, 1)
    for p in (v.lea, v.tom, troisieme):
        enregistrer(ctx, demandes=[Demande(p, LUNDI, v.unites[u]) for u in ("midi", "repas")], attendu=None)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET pai = :oui WHERE id = :id", {"oui": True, "id": v.tom})
        s.ordre("UPDATE personne SET regimes = 'sans porc' WHERE id = :id", {"id": v.lea})
        s.ordre("INSERT INTO pai_detail (personne_id, detail) VALUES (:id, 'arachide')", {"id": v.tom})
        s.ordre(
            "UPDATE personne SET mobile = '0612345678' WHERE id = (SELECT min(personne_id) FROM lien "
            "WHERE famille_id = :f AND role = 'responsable')",
            {"f": v.famille_id},
        )
    return v


def test_qui_vient(ctx: Contexte) -> None:
    """Those booked, by unit and name; who waits is not expected; an absence told ahead is shown."""
    v = cantine(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'absence_justifiee' WHERE personne_id = :id", {"id": v.tom})
    venus = releves.presences(ctx, du=LUNDI, au=LUNDI)
    assert [(x.unite, x.enfant, x.etat) for x in venus] == [
        ("Midi", "LÉGER-MARTIN Léa", "reservee"),
        ("Midi", "LÉGER-MARTIN Tom", "absence_justifiee"),
        ("Repas", "LÉGER-MARTIN Léa", "reservee"),
        ("Repas", "LÉGER-MARTIN Tom", "absence_justifiee"),
    ]
    assert (venus[0].code, venus[0].regimes, venus[1].pai) == ("20421", "sans porc", True)
    assert len(releves.presences(ctx, du=LUNDI, au=LUNDI, groupe_id=v.groupes["can"])) == 4
    assert releves.presences(ctx, du=LUNDI, au=LUNDI, groupe_id=v.groupes["mer"]) == ()
    assert releves.presences(ctx, du=LUNDI, au=LUNDI, site="ailleurs") == ()


def test_les_noms_se_lisent_dans_l_ordre_francais(ctx: Contexte) -> None:
    """Lost otherwise: « ÉTIENNE » below « ZIDANE », called last or not found on the sheet."""
    v = cantine(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET nom = 'Étienne' WHERE id = :id", {"id": v.tom})
    attendus = ["ÉTIENNE Tom", "LÉGER-MARTIN Léa"] * 2
    assert [x.enfant for x in releves.presences(ctx, du=LUNDI, au=LUNDI)] == attendus
    touches = calendrier.touches(ctx, du=LUNDI, au=LUNDI, activite_id=v.activites["can"])
    assert [x.enfant for x in touches] == ["AUTRE Enfanta", *attendus[:2]] * 2


def test_ce_qu_ils_mangent(ctx: Contexte) -> None:
    """Every unit of the canteen is a line; the sign of a PAI without its substance."""
    v = cantine(ctx)
    midi, repas = releves.repas(ctx, du=LUNDI, au=LUNDI)
    assert (repas.unite, repas.total, repas.ordinaires, repas.pai) == ("Repas", 2, 0, 1)
    assert repas.par_regime == (("sans porc", 1),)
    assert [(c.enfant, c.pai, c.pai_detail) for c in repas.convives] == [
        ("LÉGER-MARTIN Léa", False, ""),
        ("LÉGER-MARTIN Tom", True, ""),
    ]
    assert midi.total == 2
    assert colonne(ctx, "SELECT objet FROM consultation WHERE objet = 'pai'") == []
    with ctx.ecriture() as s:
        s.ordre("UPDATE reservation SET etat = 'absence_justifiee' WHERE personne_id = :id", {"id": v.tom})
    assert releves.repas(ctx, du=LUNDI, au=LUNDI)[0].total == 1


def test_le_detail_d_un_pai_demande_un_droit_et_laisse_une_trace(ctx: Contexte) -> None:
    """Health data: who read it is known for each household (rule 31)."""
    cantine(ctx)
    accueil = ctx.pour(type(ctx.agent)("accueil", "A", Role.AGENT, droits_de(Role.AGENT)))
    with pytest.raises(DroitInsuffisant):
        releves.repas_avec_pai(accueil, du=LUNDI, au=LUNDI)
    _, repas = releves.repas_avec_pai(ctx, du=LUNDI, au=LUNDI)
    assert [c.pai_detail for c in repas.convives] == ["", "arachide"]
    assert colonne(ctx, "SELECT agent FROM consultation WHERE objet = 'pai'") == ["demo"]


def test_qui_prevenir_d_une_fermeture(ctx: Contexte) -> None:
    """Booked or waiting, with the number to call."""
    v = cantine(ctx)
    touches = calendrier.touches(ctx, du=LUNDI, au=LUNDI, activite_id=v.activites["can"])
    assert [(t.enfant, t.unite, t.etat, t.telephone) for t in touches if t.unite == "Repas"] == [
        ("AUTRE Enfanta", "Repas", "en_attente", ""),
        ("LÉGER-MARTIN Léa", "Repas", "reservee", "06 12 34 56 78"),
        ("LÉGER-MARTIN Tom", "Repas", "reservee", "06 12 34 56 78"),
    ]
    assert calendrier.touches(ctx, du=LUNDI, au=LUNDI, activite_id=v.activites["mer"]) == ()
    assert calendrier.touches(ctx, du=LUNDI, au=LUNDI, site="moliere") == ()
    assert [x.enfant for x in releves.attente(ctx, du=LUNDI, au=LUNDI)] == ["AUTRE Enfanta"] * 2
