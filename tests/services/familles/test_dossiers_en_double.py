"""Files that may be one family, over the whole base: those the form would have proposed, and no others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guichet.contexte import Contexte
from guichet.erreurs.familles import FamilleInconnue, FusionImpossible
from guichet.erreurs.socle import DroitInsuffisant
from guichet.registres.familles import doublons as formulaire
from guichet.regles.familles.doublons import Portrait
from guichet.regles.familles.paires import PARTAGE_MAX, Connu, paires
from guichet.regles.socle.droits import Droit
from guichet.services.dossier import dossiers
from guichet.services.familles import doublons, fusion
from guichet.services.familles.fusion import Demande
from tests.services.familles.fusion.deux_dossiers import indexer
from tests.services.foyers import Qui, ecrire, enfant
from tests.services.guichet_identifiants import colonne

NE = date(2018, 3, 4)


def ville(ctx: Contexte) -> dict[str, int]:
    """Each file but the last has another that looks like it."""
    foyers = {
        "20001": (Qui("Léger", "Sophie", mobile="0612345678"), enfant("Léger", "Léa", naissance=NE)),
        "20002": (Qui("Legé", "Sophie"), enfant("Léger", "Léa", naissance=NE)),
        "20003": (Qui("Moreau", "Jean", courriel="jean@exemple.fr"),),
        "20004": (Qui("Duval", "Anne", courriel="JEAN@exemple.fr"),),
        "20005": (Qui("Sophie", "Léger"),),
        "20006": (Qui("Petit", "Paul"), enfant("Petit", "Tom", naissance=NE)),
    }
    with ctx.ecriture() as s:
        numeros = {code: ecrire(s, code, *gens).famille_id for code, gens in foyers.items()}
    indexer(ctx, *numeros.values())
    return numeros


def vues(ctx: Contexte) -> list[tuple[str, str]]:
    return [(p.code, p.autre_code) for p in doublons.lister(ctx)]


def test_ce_que_le_formulaire_proposerait_et_rien_d_autre(ctx: Contexte) -> None:
    """One judge: whoever the form would propose for a person of a file is in the list, and nobody else."""
    numeros = ville(ctx)
    trouvees = vues(ctx)
    assert trouvees[0] == ("20001", "20002")
    with ctx.lecture() as s:
        attendues = {
            tuple(sorted((p.code, d.code)))
            for p in formulaire.tous(s)
            for d in formulaire.chercher(s, [formulaire.portrait_connu(p)])
            if d.famille_id != p.famille_id
        }
    assert set(trouvees) == attendues
    assert ("20003", "20004") in attendues
    assert "20006" not in {code for paire in trouvees for code in paire}
    [premiere, *_] = doublons.lister(ctx)
    assert (premiere.famille_id, premiere.autre_id) == (numeros["20001"], numeros["20002"])
    assert "même date de naissance" in premiere.raisons


def test_deux_familles_jugees_differentes_ne_reviennent_pas(ctx: Contexte) -> None:
    """Lost otherwise: the same question every week, until somebody answers « oui » to be left alone."""
    n = ville(ctx)
    doublons.distinguer(ctx, famille_id=n["20004"], autre_id=n["20003"])
    doublons.distinguer(ctx, famille_id=n["20003"], autre_id=n["20004"])
    assert ("20003", "20004") not in vues(ctx)
    assert colonne(ctx, "SELECT famille_id, autre_id FROM familles_distinctes") == [(n["20003"], n["20004"])]
    assert colonne(ctx, "SELECT count(*) FROM journal WHERE type = 'famille.distinguer'") == [2]
    dits = [a.libelle for a in dossiers.historique(ctx, n["20003"])]
    assert "dossier 20004 : ce n’est pas la même famille" in dits


def test_ce_qui_fut_juge_d_un_dossier_reuni_vaut_pour_celui_qui_reste(ctx: Contexte) -> None:
    n = ville(ctx)
    for code in ("20001", "20002"):
        doublons.distinguer(ctx, famille_id=n[code], autre_id=n["20005"])
    demande = Demande(n["20001"], n["20002"])
    fusion.fusionner(ctx, demande, vue=fusion.previsualiser(ctx, demande).empreinte)
    assert vues(ctx) == [("20003", "20004")]
    with pytest.raises(FusionImpossible, match="même dossier"):
        doublons.distinguer(ctx, famille_id=n["20002"], autre_id=n["20001"])
    with pytest.raises(FamilleInconnue):
        doublons.distinguer(ctx, famille_id=999, autre_id=n["20001"])


def test_qui_ne_reunit_pas_ne_compare_pas(ctx: Contexte) -> None:
    n = ville(ctx)
    agent = replace(ctx, agent=replace(ctx.agent, droits=ctx.agent.droits - {Droit.FUSIONNER}))
    with pytest.raises(DroitInsuffisant):
        doublons.lister(agent)
    with pytest.raises(DroitInsuffisant):
        doublons.distinguer(agent, famille_id=n["20001"], autre_id=n["20002"])
    with pytest.raises(FusionImpossible):
        doublons.distinguer(ctx, famille_id=n["20001"], autre_id=n["20001"])


def connu(famille: int, personne: int, **champs: object) -> Connu:
    return Connu(famille, personne, Portrait(**({"nom": f"Nom{famille}", "prenom": "Paul"} | champs)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("combien", "paires_dites"), [(PARTAGE_MAX, PARTAGE_MAX * (PARTAGE_MAX - 1) // 2), (61, 0)])
def test_un_indice_que_tous_partagent_n_en_est_pas_un(combien: int, paires_dites: int) -> None:
    """The number of a hostel: asking of everybody there would hide the true doubles."""
    gens = [
        connu(i, i, nom="abcdefghijklmnopqrstuvwxyz"[i % 26] * 9 + str(i), telephones=frozenset({"01"}))
        for i in range(combien)
    ]
    trouvees = paires(gens, distinctes=())
    par_telephone = [p for p in trouvees if "même téléphone" in p.ressemblance.raisons]
    assert len(par_telephone) == paires_dites


def test_l_enfant_de_deux_foyers_n_en_fait_pas_un() -> None:
    """A shared child is one person: two parents who separated are two families."""
    assert paires([connu(1, 9, nom="Roux"), connu(2, 9, nom="Roux")], distinctes=()) == ()


def test_l_avancement_va_jusqu_au_bout() -> None:
    dits: list[tuple[int, int]] = []
    paires([connu(i, i) for i in range(1200)], distinctes=(), avancer=lambda fait, total: dits.append((fait, total)))
    assert dits == [(0, 1200), (500, 1200), (1000, 1200), (1200, 1200)]
