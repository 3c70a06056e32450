"""An account in the wrong state is a parent locked out, or a suspended one let back in with the old secret."""

from __future__ import annotations

import itertools

import pytest

from guichet.erreurs.identifiants import TransitionImpossible
from guichet.regles.portail import compte_portail, etapes
from guichet.regles.portail.compte_portail import (
    EtatCle,
    EtatComptePortail,
    Geste,
    GesteCle,
    ModeComptePortail,
    apres,
    apres_cle,
)
from guichet.regles.portail.etats_cle import LIBELLES_CLE, VIVANTES
from guichet.regles.portail.mots import MotsPortail


def derouler(*gestes: Geste, mode: ModeComptePortail = ModeComptePortail.COURRIEL) -> EtatComptePortail:
    etat = EtatComptePortail.A_EMETTRE
    for geste in gestes:
        etat = apres(etat, geste, mode=mode)
    return etat


@pytest.mark.parametrize(
    ("gestes", "etat"),
    [
        ((), EtatComptePortail.A_EMETTRE),
        ((Geste.EMETTRE, Geste.ACTIVER, Geste.ACCEPTER_CGU), EtatComptePortail.CGU_ACCEPTEES),
        ((Geste.EMETTRE, Geste.ACTIVER, Geste.REINITIALISER), EtatComptePortail.EMIS),
        ((Geste.EMETTRE, Geste.REINITIALISER), EtatComptePortail.EMIS),
        ((Geste.EMETTRE, Geste.ACTIVER, Geste.SUSPENDRE, Geste.RETABLIR), EtatComptePortail.EMIS),
        ((Geste.EMETTRE, Geste.EFFACER, Geste.EMETTRE), EtatComptePortail.EMIS),
        ((Geste.EMETTRE, Geste.ACTIVER, Geste.ACCEPTER_CGU, Geste.ACCEPTER_CGU), EtatComptePortail.CGU_ACCEPTEES),
        ((Geste.EMETTRE, Geste.SUSPENDRE, Geste.EFFACER), EtatComptePortail.EFFACE),
    ],
)
def test_the_life_of_an_account(gestes, etat):
    assert derouler(*gestes) is etat


def test_where_parents_create_their_account_it_turns_out_active():
    assert derouler(Geste.ACTIVER, Geste.ACCEPTER_CGU, mode=ModeComptePortail.PARENT) is EtatComptePortail.CGU_ACCEPTEES
    for mode in (ModeComptePortail.COURRIEL, ModeComptePortail.GUICHET):
        with pytest.raises(TransitionImpossible, match="émettez"):
            derouler(Geste.ACTIVER, mode=mode)


@pytest.mark.parametrize(
    ("etat", "geste", "mode"), list(itertools.product(EtatComptePortail, Geste, ModeComptePortail))
)
def test_every_refusal_explains_and_every_other_gesture_passes(etat, geste, mode):
    possibles = compte_portail.gestes_possibles(etat, mode=mode)
    if geste in possibles:
        assert apres(etat, geste, mode=mode) is possibles[geste]
        return
    with pytest.raises(TransitionImpossible) as refus:
        apres(etat, geste, mode=mode)
    assert "\u00a0:" in refus.value.message
    assert refus.value.message.endswith(".")


@pytest.mark.parametrize(
    ("etat", "geste", "cure"),
    [
        (EtatComptePortail.EMIS, Geste.EMETTRE, "réinitialisez"),
        (EtatComptePortail.EMIS, Geste.ACCEPTER_CGU, "pas encore activé"),
        (EtatComptePortail.ACTIVE, Geste.ACTIVER, "déjà activé"),
        (EtatComptePortail.ACTIVE, Geste.RETABLIR, "pas suspendu"),
        (EtatComptePortail.SUSPENDU, Geste.REINITIALISER, "rétablissez-le"),
        (EtatComptePortail.SUSPENDU, Geste.SUSPENDRE, "déjà suspendu"),
        (EtatComptePortail.EFFACE, Geste.REINITIALISER, "nouveaux identifiants"),
        (EtatComptePortail.A_EMETTRE, Geste.SUSPENDRE, "émettez"),
    ],
)
def test_a_refusal_says_what_to_do_instead(etat, geste, cure):
    with pytest.raises(TransitionImpossible, match=cure):
        apres(etat, geste)


@pytest.mark.parametrize(
    ("etat", "geste", "suivant"),
    [
        (EtatCle.EMISE, GesteCle.REMETTRE, EtatCle.REMISE),
        (EtatCle.EMISE, GesteCle.UTILISER, EtatCle.UTILISEE),
        (EtatCle.REMISE, GesteCle.UTILISER, EtatCle.UTILISEE),
        (EtatCle.REMISE, GesteCle.REVOQUER, EtatCle.REVOQUEE),
        (EtatCle.EMISE, GesteCle.EXPIRER, EtatCle.EXPIREE),
    ],
)
def test_the_life_of_a_key(etat, geste, suivant):
    assert apres_cle(etat, geste) is suivant


def test_a_key_serves_once():
    for etat, geste in itertools.product(set(EtatCle) - VIVANTES, GesteCle):
        with pytest.raises(TransitionImpossible, match="nouvelle"):
            apres_cle(etat, geste)
    with pytest.raises(TransitionImpossible, match="plus être relue"):
        apres_cle(EtatCle.REMISE, GesteCle.REMETTRE)


def test_every_state_has_its_words():
    assert set(compte_portail.LIBELLES) == set(EtatComptePortail)
    assert set(compte_portail.LIBELLES_MODES) == set(ModeComptePortail)
    assert set(LIBELLES_CLE) == set(EtatCle)


def test_six_steps_and_three_oversights_tell_the_agent_what_to_say():
    suite, oublis = etapes.etapes(MotsPortail()), etapes.oublis(MotsPortail())
    assert tuple(etape.code for etape in suite) == compte_portail.ETAPES
    assert len(suite) == len({etape.code for etape in suite}) == 6
    assert "tout en bas" in suite[-1].dire
    assert set(oublis) == set(compte_portail.Oubli)
    textes = [t for e in suite for t in (e.titre, e.voit, e.dire)]
    textes += [t for o in oublis.values() for t in (o.titre, o.dire, o.faire)]
    for texte in textes:
        assert texte
        assert "'" not in texte
