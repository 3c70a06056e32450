"""A first visit half recorded, or a family recorded twice, is met again at every visit for ten years."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from guichet.contexte import PERSONNE
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.familles import EnvoiElectroniqueImpossible, FamilleInconnue
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import DoublonsPossibles
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.registres.familles import doublons
from guichet.services import familles
from guichet.services.dossier import dossiers
from guichet.services.recherche import boite
from tests.services.ensemble import jouer_ensemble
from tests.services.saisies import KARIM, LEA, LEGER, MOREAU, SOPHIE, dossier, journal, nomme


def test_a_whole_family_is_there_at_once_and_found_at_once(ctx):
    code = familles.creer(ctx, LEGER)
    d = dossiers.lire(ctx, code)
    assert code == "20001"
    assert d.nom == "LÉGER-MARTIN"
    assert [m.prenom for m in d.responsables] == ["Sophie", "Karim"]
    assert [m.payeur for m in d.responsables] == [True, False]
    lea = nomme(d, "Léa")
    assert (lea.naissance, lea.ecole, lea.classe) == (date(2018, 3, 12), "Victor-Hugo", "CE1")
    assert nomme(d, "Karim").mobile == "0698765432"
    assert nomme(d, "Odile").peut_chercher
    assert d.famille.residence == "commune"
    assert [ligne.code for ligne in boite.chercher(ctx, "sop lege").lignes] == [code]
    ((type_, contenu),) = journal(ctx, code)
    assert (type_, json.loads(contenu)["enfants"]) == ("famille.creer", 1)
    assert "Sophie" not in contenu


def test_codes_go_on_from_the_towns_own_and_never_come_back(ctx):
    from models import Famille

    with ctx.ecriture() as s:
        for code in ("20421", "00030777", "A9812", "123456789012"):
            s.add(Famille(code=code, creee_le=ctx.maintenant()))
    assert familles.creer(ctx, LEGER) == "30778"
    assert familles.creer(ctx, MOREAU) == "30779"


def test_the_form_says_who_pays(ctx):
    d = dossier(ctx, membres=(SOPHIE, replace(KARIM, payeur=True)))
    assert [m.payeur for m in d.responsables] == [False, True]


@pytest.mark.lent
def test_two_counters_creating_at_once_give_two_codes(fichier_base, ctx_sqlite):
    programme = (
        "import sys\n"
        "from pathlib import Path\n"
        "from guichet.base import Adresse\n"
        "from guichet.services import familles\n"
        "from tests.bases import Horloge, contexte\n"
        "from tests.services.saisies import LEGER\n"
        "ctx = contexte(Adresse(Path(sys.argv[1])), Horloge())\n"
        "print('pret', flush=True); sys.stdin.readline()\n"
        "print(*(familles.creer(ctx, LEGER, malgre_doublons=True) for _ in range(5)))\n"
    )
    paroles = jouer_ensemble(programme, [[str(fichier_base)], [str(fichier_base)]])
    assert sorted(" ".join(paroles).split()) == [str(20001 + n) for n in range(10)]


def test_an_outsider_is_known_as_such(ctx):
    assert dossier(ctx, MOREAU).famille.residence == "exterieur"


def test_every_mistake_is_said_under_its_field_and_nothing_is_written(ctx):
    saisie = SaisieFamille(
        code_postal="7899",
        envoi_factures="pigeon",
        membres=(
            SaisieMembre(nom="", prenom="L" * 300, mobile="06 12", courriel="sophie.fr", civilite="Dr"),
            SaisieMembre(role="enfant", nom="Martin", prenom="Tom", naissance="31/02/2019"),
            SaisieMembre(role="enfant", nom="Martin", prenom="Zoé", naissance="1/1/2030", ecole="e" * 101),
            SaisieMembre(role="contact", nom="Vieux", prenom="Très", naissance="1/1/1900"),
        ),
    )
    with pytest.raises(SaisiesInvalides) as refus:
        familles.creer(ctx, saisie)
    erreurs = refus.value.erreurs
    assert erreurs["code_postal"] == (
        "Code postal\u00a0: «\u00a07899\u00a0» n’est pas un code postal\u00a0: cinq chiffres attendus, ou B-7899, CH-7899, L-7899 pour un code étranger."
    )
    assert erreurs["responsable1.nom"] == "Nom\u00a0: à remplir\u00a0: ce champ est obligatoire."
    assert erreurs["responsable1.prenom"] == "Prénom\u00a0: 100 caractères au plus (300 saisis)."
    assert erreurs["responsable1.civilite"].startswith("Civilité\u00a0: «\u00a0Dr\u00a0» n’est pas proposé")
    assert "papier ou electronique" in erreurs["envoi_factures"]
    assert "existe pas" in erreurs["enfant1.naissance"]
    assert "dans le futur" in erreurs["enfant2.naissance"]
    assert "100 caractères au plus (101 saisis)" in erreurs["enfant2.ecole"]
    assert "plus de 120 ans" in erreurs["contact1.naissance"]
    assert {"responsable1.mobile", "responsable1.courriel"} <= erreurs.keys()
    with pytest.raises(FamilleInconnue):
        dossiers.lire(ctx, "20001")


def test_a_household_has_an_adult(ctx):
    with pytest.raises(SaisiesInvalides, match="au moins un responsable"):
        familles.creer(ctx, replace(LEGER, membres=(LEA,)))


@pytest.mark.parametrize(
    ("nom", "garde"),
    [
        ("[/b]", "[/b]"),
        ('L’"Étoile" O\'Neil', 'L’"Étoile" O\'Neil'),
        ("Robert'); DROP TABLE famille;--", "Robert'); DROP TABLE famille;--"),
        ("  חיים\u202e  كوهين ", "חיים كوهين"),
        ("N" * 100, "N" * 100),
    ],
)
def test_hostile_names_are_kept_as_typed(ctx, nom, garde):
    d = dossier(ctx, membres=(replace(SOPHIE, nom=nom),))
    assert d.responsables[0].nom == garde


def test_a_family_without_mail_is_a_normal_family(ctx):
    d = dossier(ctx, membres=(KARIM, LEA))
    assert d.famille.envoi_factures == "papier"
    assert "sans courriel" in [a.texte for a in d.alertes]


def test_electronic_invoices_need_somewhere_to_go(ctx):
    with pytest.raises(EnvoiElectroniqueImpossible, match="courriel"):
        familles.creer(ctx, replace(LEGER, envoi_factures="electronique", membres=(KARIM, LEA)))
    d = dossier(ctx, envoi_factures="electronique")
    assert d.famille.envoi_depuis == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("membre", "rue", "raison"),
    [
        (replace(LEA, nom="MARTIN", prenom="lea"), "", "même date de naissance"),
        (replace(LEA, naissance="03/12/2018"), "", "date de naissance proche"),
        (replace(SOPHIE, nom="Leger", mobile="", courriel=""), "", "nom et prénom proches"),
        (replace(SOPHIE, nom="Dupont", prenom="Zoé", naissance="", courriel=""), "", "même téléphone"),
        (replace(SOPHIE, nom="Dupont", prenom="Zoé", naissance="", mobile=""), "", "même courriel"),
        (SaisieMembre(nom="Legger", prenom="Antoine"), "12 RUE DES LILAS", "nom proche à la même adresse"),
    ],
)
def test_who_is_known_already_is_proposed_before_anything_is_written(ctx, membre, rue, raison):
    code = familles.creer(ctx, LEGER)
    adulte = SaisieMembre(nom="Autre", prenom="Personne") if membre.role == "enfant" else membre
    membres = (adulte, membre) if membre.role == "enfant" else (adulte,)
    saisie = replace(LEGER, adresse=rue, code_postal="", ville="", membres=membres)
    with pytest.raises(DoublonsPossibles) as refus:
        familles.creer(ctx, saisie)
    premier = refus.value.doublons[0]
    assert (premier.code, raison in premier.raisons) == (code, True)
    nouveau = familles.creer(ctx, saisie, malgre_doublons=True)
    assert nouveau == "20002"
    assert code in journal(ctx, nouveau)[0][1]


def test_homonyms_born_apart_and_grandmothers_are_not_duplicates(ctx):
    familles.creer(ctx, LEGER)
    homonyme = replace(LEA, naissance="1/9/2016", ecole="")
    odile = SaisieMembre(role="contact", nom="Léger", prenom="Odile", mobile="0601020304")
    adulte = SaisieMembre(nom="Haddad", prenom="Nour")
    assert familles.creer(ctx, SaisieFamille(membres=(adulte, homonyme, odile))) == "20002"


def test_what_cannot_be_read_is_no_likeness(ctx):
    familles.creer(ctx, LEGER)

    def chercher(**saisi):
        with ctx.lecture() as s:
            return doublons.chercher(s, [doublons.portrait(**saisi)])

    assert chercher(nom="Martin", prenom="Léa", naissance="12/03/2018")[0].score == 100
    assert chercher(nom="", prenom="", telephones=["06.12.34.56.78"])[0].raisons == ("même téléphone",)
    assert chercher(nom="Ma", prenom="", naissance="12/0", telephones=["06 1"]) == ()


def test_an_age_to_look_at_twice_never_blocks(ctx):
    assert familles.creer(ctx, replace(LEGER, membres=(replace(SOPHIE, naissance="1/1/2014"),)))


def test_creating_is_a_right(ctx):
    with pytest.raises(DroitInsuffisant):
        familles.creer(ctx.pour(PERSONNE), LEGER)
