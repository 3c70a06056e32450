"""What was just done, taken back: each day as it was, charge included, or a sentence that says what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet.accompli import Accompli, ecouter
from guichet.base import Adresse
from guichet.contexte import Contexte
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.reservations import DefaireImpossible
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from guichet.services.comptoir import passages, taches
from guichet.services.dossier import dossiers
from guichet.services.reservations import absences, inscriptions, retours
from guichet.services.socle.verification import verifier
from tests.bases import Horloge, contexte, remplir
from tests.services.annee_scolaire import LUNDI, PROCHE, Ville, enfants, ouvrir_ville

JOURS = (PROCHE, PROCHE + timedelta(1), LUNDI, LUNDI + timedelta(1), LUNDI + timedelta(3))
ETAT = "etat, facturee, majoree, annulee_le, absence_le, certificat_le, complete_le, groupe_id"


def _lignes(ctx: Contexte) -> dict[int, tuple[Any, ...]]:
    with ctx.lecture() as s:
        return {id_: tuple(reste) for id_, *reste in s.lignes(f"SELECT id, {ETAT} FROM reservation ORDER BY id")}


def _entendre(service: Callable[..., Any], ctx: Contexte, **champs: Any) -> Accompli:
    with ecouter() as faits:
        service(ctx, **champs)
    return faits


def _reserver(ctx: Contexte, *demandes: Demande) -> Accompli:
    return _entendre(reservations.enregistrer, ctx, demandes=demandes, attendu=None)


def _comme_avant(ctx: Contexte, avant: dict[int, tuple[Any, ...]]) -> None:
    apres = _lignes(ctx)
    assert {id_: apres[id_] for id_ in avant} == avant
    assert {(r[0], r[1]) for id_, r in apres.items() if id_ not in avant} <= {("annulee", False)}


def _droit(ctx: Contexte, v: Ville) -> int:
    """Léa's right to eat at the canteen."""
    with ctx.lecture() as s:
        return s.lignes(
            "SELECT id FROM inscription WHERE personne_id = :p AND activite_id = :a",
            {"p": v.lea, "a": v.activites["can"]},
        )[0][0]


def test_ce_qui_vient_d_etre_fait_se_defait_et_se_trace(ctx: Contexte) -> None:
    """Lost otherwise: a term booked for the wrong child, cancelled late, and paid."""
    v = ouvrir_ville(ctx)
    _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    passages.ouvrir(ctx, famille_id=v.famille_id)
    avant = _lignes(ctx)
    faits = _reserver(
        ctx,
        *(Demande(v.tom, j, v.unites["midi"]) for j in JOURS),
        Demande(v.lea, LUNDI, v.unites["midi"], annuler=True),
    )
    assert faits.phrase == "5 réservées, dont 2 majorées · 1 annulée"
    assert len(passages.courant(ctx).actes) == 3, "one line for each fate of each child"
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    _comme_avant(ctx, avant)
    # The paper tells what was done, not what was taken back.
    assert dossiers.lire(ctx, v.famille_id).passage.actes == passages.courant(ctx).actes == ()
    assert dossiers.historique(ctx, v.famille_id)[0].libelle == "réservations remises comme avant"
    assert [a for a in verifier(ctx).anomalies if a.controle != "recherche"] == []


def test_une_annulation_tardive_revient_facturee(ctx: Contexte) -> None:
    """Lost otherwise: u makes free a day that was due."""
    v = ouvrir_ville(ctx)
    _reserver(ctx, Demande(v.lea, PROCHE, v.unites["midi"]))
    avant = _lignes(ctx)
    faits = _reserver(ctx, Demande(v.lea, PROCHE, v.unites["midi"], annuler=True))
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert _lignes(ctx) == avant


def test_un_jour_au_dela_de_la_capacite_revient_par_sa_derogation(ctx: Contexte) -> None:
    """Lost otherwise: the place a supervisor granted, given up by a slip of the hand and refused to come back."""
    v = ouvrir_ville(ctx, capacite=1)
    midi = v.unites["midi"]
    _reserver(ctx, Demande(v.lea, LUNDI, midi), Demande(v.tom, LUNDI, midi, derogation="fratrie"))
    avant = _lignes(ctx)
    faits = _reserver(ctx, Demande(v.tom, LUNDI, midi, annuler=True))
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    _comme_avant(ctx, avant)


@pytest.mark.parametrize(
    ("appelee", "jour", "revient"),
    [("midi", LUNDI, False), ("picnic", LUNDI, True), ("midi", LUNDI + timedelta(1), True)],
)
def test_une_derogation_ne_passe_pas_devant_qui_est_appele(
    ctx: Contexte, appelee: str, jour: date, revient: bool
) -> None:
    """Lost otherwise: the very place a family is being called for, or a place of its own lost to a call about another."""
    v = ouvrir_ville(ctx, capacite=1)
    autre, troisieme = enfants(ctx, v, 2)
    midi, appel = v.unites["midi"], v.unites[appelee]
    _reserver(ctx, Demande(v.lea, LUNDI, midi), Demande(v.tom, LUNDI, midi, derogation="fratrie"))
    if revient:
        _reserver(ctx, Demande(troisieme, jour, appel))
    _reserver(ctx, Demande(autre, jour, appel))
    faits = _reserver(ctx, Demande(v.tom, LUNDI, midi, annuler=True))
    _reserver(ctx, Demande(troisieme if revient else v.lea, jour, appel, annuler=True))
    assert [t.nature for t in taches.lister(ctx)] == ["place_liberee"]
    avant = _lignes(ctx)
    if revient:
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
        assert _lignes(ctx) != avant
    else:
        with pytest.raises(DefaireImpossible, match="proposés à une autre famille"):
            retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
        assert _lignes(ctx) == avant


def test_une_attente_rendue_ne_fait_pas_une_place(ctx: Contexte) -> None:
    """Lost otherwise: one chair given back to two children, because one of them only waited for it."""
    v = ouvrir_ville(ctx, capacite=1)
    (autre,) = enfants(ctx, v, 1)
    midi = v.unites["midi"]
    _reserver(ctx, Demande(v.lea, LUNDI, midi))
    _reserver(ctx, Demande(v.tom, LUNDI, midi))
    faits = _reserver(ctx, *(Demande(p, LUNDI, midi, annuler=True) for p in (v.lea, v.tom)))
    _reserver(ctx, Demande(autre, LUNDI, midi))
    avant = _lignes(ctx)
    with pytest.raises(DefaireImpossible):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert _lignes(ctx) == avant


def test_une_absence_se_defait(ctx: Contexte) -> None:
    """Lost otherwise: the wrong week told absent, and a child nobody expects."""
    v = ouvrir_ville(ctx)
    _reserver(ctx, *(Demande(v.lea, j, v.unites["midi"]) for j in JOURS))
    avant = _lignes(ctx)
    faits = _entendre(
        absences.declarer, ctx, personne_id=v.lea, du=LUNDI, au=LUNDI + timedelta(4), certificat_le=ctx.aujourdhui()
    )
    assert _lignes(ctx) != avant
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert _lignes(ctx) == avant


def test_une_absence_d_un_jour_complet_se_defait(ctx: Contexte) -> None:
    """Lost otherwise: an absence told too late keeps its place, and is refused to be taken back for want of it."""
    v = ouvrir_ville(ctx, capacite=1)
    _reserver(ctx, Demande(v.lea, PROCHE, v.unites["midi"]))
    avant = _lignes(ctx)
    faits = _entendre(absences.declarer, ctx, personne_id=v.lea, du=PROCHE, au=PROCHE)
    assert [etat for etat, *_ in _lignes(ctx).values()] == ["absence_injustifiee"]
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert _lignes(ctx) == avant


def test_rien_n_est_defait_si_un_jour_a_change(ctx: Contexte) -> None:
    """Lost otherwise: what another agent did meanwhile."""
    v = ouvrir_ville(ctx)
    faits = _reserver(ctx, *(Demande(v.lea, j, v.unites["midi"]) for j in JOURS))
    _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"], annuler=True))
    avant = _lignes(ctx)
    with pytest.raises(DefaireImpossible, match=r"ont changé depuis \(lun\. 7 déc\.\)"):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert _lignes(ctx) == avant


def test_deux_fois_ne_defait_qu_une(ctx: Contexte) -> None:
    """Lost otherwise: a second press takes back what the first gave."""
    v = ouvrir_ville(ctx)
    faits = _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    rendus = _entendre(retours.defaire, ctx, famille_id=v.famille_id, accompli=faits)
    for seconde in (faits, rendus):
        with pytest.raises(DefaireImpossible):
            retours.defaire(ctx, famille_id=v.famille_id, accompli=seconde)


def test_une_place_proposee_ne_se_reprend_pas(ctx: Contexte) -> None:
    """Lost otherwise: a family is called for a place that is no more."""
    v = ouvrir_ville(ctx, capacite=1)
    (autre,) = enfants(ctx, v, 1)
    _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    _reserver(ctx, Demande(autre, LUNDI, v.unites["midi"]))
    faits = _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"], annuler=True))
    assert [t.nature for t in taches.lister(ctx)] == ["place_liberee"]
    avant = _lignes(ctx)
    with pytest.raises(DefaireImpossible, match="proposés à une autre famille"):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert _lignes(ctx) == avant


def test_la_place_defaite_est_proposee(ctx: Contexte) -> None:
    """Lost otherwise: a free place nobody is told of."""
    v = ouvrir_ville(ctx, capacite=1)
    (autre,) = enfants(ctx, v, 1)
    faits = _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    _reserver(ctx, Demande(autre, LUNDI, v.unites["midi"]))
    retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    assert [t.nature for t in taches.lister(ctx)] == ["place_liberee"]


def test_un_jour_repris_ou_sans_inscription_le_dit(ctx: Contexte) -> None:
    """Lost otherwise: two bookings of one day, or a booking without a right."""
    v = ouvrir_ville(ctx)
    _reserver(ctx, *(Demande(v.lea, j, v.unites["midi"]) for j in JOURS))
    faits = _reserver(ctx, *(Demande(v.lea, j, v.unites["midi"], annuler=True) for j in JOURS))
    _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    with pytest.raises(DefaireImpossible, match="réservés de nouveau"):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    droit = _droit(ctx, v)
    inscriptions.terminer(ctx, inscription_id=droit, le=ctx.aujourdhui(), futures="annuler")
    with pytest.raises(DefaireImpossible, match="perdu leur inscription"):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)


def test_ce_qui_fait_davantage_ne_se_defait_pas_d_ici(ctx: Contexte) -> None:
    """Lost otherwise: days that come back to a registration that ended; another household's days."""
    v = ouvrir_ville(ctx)
    reserve = _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    with pytest.raises(DefaireImpossible, match="là où il a été fait"):
        retours.defaire(ctx, famille_id=v.famille_id + 1, accompli=reserve)
    droit = _droit(ctx, v)
    fin = _entendre(inscriptions.terminer, ctx, inscription_id=droit, le=ctx.aujourdhui(), futures="annuler")
    assert fin.reservations
    with pytest.raises(DefaireImpossible, match="là où il a été fait"):
        retours.defaire(ctx, famille_id=v.famille_id, accompli=fin)


def test_qui_ne_reserve_pas_ne_defait_pas(ctx: Contexte) -> None:
    """Lost otherwise: a right gone round."""
    from guichet.contexte import agent_courant

    v = ouvrir_ville(ctx)
    faits = _reserver(ctx, Demande(v.lea, LUNDI, v.unites["midi"]))
    with pytest.raises(DroitInsuffisant):
        retours.defaire(
            ctx.pour(agent_courant("admin", "Ada", "administrateur")), famille_id=v.famille_id, accompli=faits
        )


def _ville(ctx: Contexte) -> Ville:
    return ouvrir_ville(ctx, capacite=None)


_GESTES = st.lists(
    st.tuples(
        st.sampled_from(("lea", "tom")), st.sampled_from(JOURS), st.sampled_from(("midi", "picnic")), st.booleans()
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def ville_prete(tmp_path_factory: pytest.TempPathFactory) -> tuple[Contexte, Ville]:
    adresse = Adresse(tmp_path_factory.mktemp("retours") / "guichet.db")
    remplir(adresse)
    ctx = contexte(adresse, Horloge())
    return ctx, _ville(ctx)


@settings(max_examples=40, deadline=None)
@given(avant=_GESTES, acte=_GESTES)
def test_defaire_rend_tout_comme_avant(ville_prete: tuple[Contexte, Ville], avant: Any, acte: Any) -> None:
    """Whatever was booked, given up, late or not: the rows are those of before, the new ones cost nothing."""
    ctx, v = ville_prete

    def demandes(gestes: Any) -> list[Demande]:
        uniques = {(e, j, u): a for e, j, u, a in gestes}
        return [Demande(getattr(v, e), j, v.unites[u], annuler=a) for (e, j, u), a in uniques.items()]

    reservations.enregistrer(ctx, demandes=demandes(avant), attendu=None)
    lues = _lignes(ctx)
    faits = _entendre(reservations.enregistrer, ctx, demandes=demandes(acte), attendu=None)
    if faits.reservations:
        retours.defaire(ctx, famille_id=v.famille_id, accompli=faits)
    _comme_avant(ctx, lues)
