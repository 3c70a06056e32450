"""Units bound across activities: a meal booked without its midday, or two places taken at one hour."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet.contexte import Contexte
from guichet.erreurs.reservations import ReglesIllisibles
from guichet.fiches.reservations.planning import Demande
from guichet.registres.offre.catalogue import Offre, UniteOfferte
from guichet.registres.reservations.jugement.liens import Liens
from guichet.regles.offre.regles_activite import ReglesActivite
from guichet.services import reservations
from guichet.services.offre import activites
from tests.services.annee_scolaire import DU, LUNDI, Ville, ouvrir_ville

INCOMPATIBLES = {"can": (("repas", "mer.matin"),), "mer": (("can.repas", "matin"),)}
JOINTES = {"can": (("repas", "mer.matin"),), "mer": (("can.repas", "matin"),)}


def ville(ctx: Contexte, ou: str, **paires: tuple[tuple[str, str], ...]) -> Ville:
    """Canteen and « mercredi » open the same Monday; only the rules of `ou` hold the pairs."""
    from models import RegleActivite

    v = ouvrir_ville(ctx)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO ouverture (groupe_id, unite_id, jour, capacite, fermee, motif) VALUES (:g, :u, :j, 9, :f, '')",
            {"g": v.groupes["mer"], "u": v.unites["matin"], "j": LUNDI, "f": False},
        )
        contenu = ReglesActivite(**paires).en_json()  # type: ignore[arg-type]
        s.add(RegleActivite(activite_id=v.activites[ou], du=DU + timedelta(days=1), contenu=contenu))
    return v


def lignes(ctx: Contexte, v: Ville, *unites: str, annuler: bool = False):
    demandes = [Demande(v.lea, LUNDI, v.unites[u], annuler=annuler) for u in unites]
    return reservations.enregistrer(ctx, demandes=demandes, attendu=None).lignes


@pytest.mark.parametrize("ou", ["can", "mer"])
@pytest.mark.parametrize(("premiere", "seconde"), [("repas", "matin"), ("matin", "repas")])
def test_ce_qui_s_exclut_s_exclut_des_deux_cotes(ctx: Contexte, ou: str, premiere: str, seconde: str) -> None:
    """Whichever activity's file says so, whichever unit comes first."""
    v = ville(ctx, ou, incompatibles=INCOMPATIBLES[ou])
    assert [x.issue for x in lignes(ctx, v, premiere)] == ["reservee"]
    (refus,) = lignes(ctx, v, seconde)
    assert (refus.issue, refus.regle) == ("refusee", "incompatibilité")
    assert ("Mercredi" if premiere == "matin" else "Restauration, repas") in refus.motif


@pytest.mark.parametrize("ou", ["can", "mer"])
def test_ce_qui_s_implique_se_reserve_et_s_annule_ensemble(ctx: Contexte, ou: str) -> None:
    v = ville(ctx, ou, jointes=JOINTES[ou])
    (refus,) = lignes(ctx, v, "repas")
    assert (refus.issue, refus.regle) == ("refusee", "unités jointes")
    assert "Mercredi" in refus.motif
    # The order of the draft does not matter: what others imply is judged first.
    assert [x.issue for x in lignes(ctx, v, "repas", "matin")] == ["reservee", "reservee"]
    (refus,) = lignes(ctx, v, "matin", annuler=True)
    assert "Annulez d’abord ce qui en dépend" in refus.motif
    assert "Restauration, repas" in refus.motif
    assert [x.issue for x in lignes(ctx, v, "matin", "repas", annuler=True)] == ["annulee", "annulee"]


def test_avant_la_regle_rien_ne_lie(ctx: Contexte) -> None:
    """Bookings keep the rules of their day."""
    v = ouvrir_ville(ctx)
    activites.changer_regles(
        ctx, code="can", du=LUNDI + timedelta(days=1), reglages={"incompatibles": (("repas", "picnic"),)}
    )
    assert [x.issue for x in lignes(ctx, v, "repas", "picnic")] == ["reservee", "reservee"]
    mardi = LUNDI + timedelta(days=1)
    demandes = [Demande(v.lea, mardi, v.unites[u]) for u in ("repas", "picnic")]
    assert [x.issue for x in reservations.apercu(ctx, demandes).lignes] == ["reservee", "refusee"]


@pytest.mark.parametrize("paire", [("repas", "mer.soir"), ("repaz", "midi"), ("repas", "piscine.bain")])
def test_une_unite_inconnue_ne_se_lie_pas(ctx_sqlite: Contexte, paire: tuple[str, str]) -> None:
    """Lost otherwise: a rule written with a slip of the keyboard, that never speaks."""
    ouvrir_ville(ctx_sqlite)
    with pytest.raises(ReglesIllisibles, match="inconnue"):
        activites.changer_regles(ctx_sqlite, code="can", du=LUNDI, reglages={"jointes": (paire,)})


UNITES = {
    rang: UniteOfferte(rang, rang // 2, f"u{rang}", "U", "U", 0, f"a{rang // 2}", "A", "accueil", seule=False)
    for rang in range(6)
}
UNE_PAIRE = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda p: p[0] != p[1])


@given(st.lists(st.tuples(st.booleans(), UNE_PAIRE, st.booleans())))
def test_les_liens_se_lisent_dans_les_deux_sens(ecrites) -> None:
    """Written in either activity, with or without its own code, a pair says the same of its two units."""
    par_activite: dict[int, dict[str, list[tuple[str, str]]]] = {a: {} for a in range(3)}
    for jointe, (a, b), chez_a in ecrites:
        hote = (a if chez_a else b) // 2
        codes = tuple(f"u{x}" if x // 2 == hote and jointe else f"a{x // 2}.u{x}" for x in (a, b))
        par_activite[hote].setdefault("jointes" if jointe else "incompatibles", []).append(codes)  # type: ignore[arg-type]
    regles = {
        activite: [(DU, ReglesActivite(**{k: tuple(v) for k, v in paires.items()}), "")]  # type: ignore[arg-type]
        for activite, paires in par_activite.items()
    }
    liens = Liens(Offre(UNITES, {}, regles))
    lus = {rang: liens.de(u, LUNDI) for rang, u in UNITES.items()}
    for a in UNITES:
        exclues = {b for jointe, p, _ in ecrites if not jointe and a in p for b in p if b != a}
        assert {u.unite_id for u in lus[a].exclues} == exclues
        assert {u.unite_id for u in lus[a].impliquees} == {p[1] for jointe, p, _ in ecrites if jointe and p[0] == a}
        assert {u.unite_id for u in lus[a].dependantes} == {p[0] for jointe, p, _ in ecrites if jointe and p[1] == a}
    assert liens.de(UNITES[0], date(2020, 1, 1)).exclues == ()
