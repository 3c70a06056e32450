"""Two counters on one sheet: a telephone typed here must not vanish because an address was typed there."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from guichet.contexte import agent_courant
from guichet.erreurs.familles import EnvoiElectroniqueImpossible, FamilleInconnue, MembreInconnu, RetraitImpossible
from guichet.erreurs.saisie import SaisiesInvalides
from guichet.fiches.familles.refus import DoublonsPossibles, FicheModifiee
from guichet.fiches.socle.repose import ReposeDessus
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.regles.socle.domaine import Residence
from guichet.services import familles
from guichet.services.dossier import dossiers
from guichet.services.recherche import boite
from guichet.textes import valeur_affichee
from tests.services.departs import partir
from tests.services.ensemble import jouer_ensemble
from tests.services.saisies import KARIM, LEA, MOREAU, SOPHIE, dossier, journal, nomme


def phrases(ctx, d):
    return [acte.libelle for acte in dossiers.historique(ctx, d.famille.famille_id)]


def test_a_new_telephone_keeps_the_old_one_in_the_history_and_in_the_search(ctx):
    d = dossier(ctx)
    sophie = nomme(d, "Sophie")
    familles.modifier_membre(
        ctx,
        lien_id=sophie.lien_id,
        avant={"nom": "Léger-Martin", "mobile": "06 12 34 56 78"},
        apres={"nom": "Léger", "mobile": "07.11.22.33.44"},
    )
    lue = dossiers.membre(ctx, sophie.lien_id)
    assert (lue.nom, lue.mobile) == ("Léger", "0711223344")
    assert (lue.version_personne, lue.version_lien) == (2, 2)
    dites = phrases(ctx, d)
    assert "mobile de Sophie : 06 12 34 56 78 → 07 11 22 33 44" in dites
    assert "nom de Sophie : Léger-Martin → Léger" in dites
    for texte in ("0612345678", "07 11 22 33 44", "leger"):
        assert [x.code for x in boite.chercher(ctx, texte).lignes] == [d.famille.code], texte
    type_, contenu = journal(ctx, d.famille.code)[-1]
    assert (type_, json.loads(contenu)["champs"]) == ("membre.modifier", "mobile,nom")
    assert "0711223344" not in contenu


def test_a_birth_known_by_its_year_is_kept_so_shown_so_and_completed_later(ctx):
    """Lost otherwise: « 2018 » refused at the counter, and a first of January made up to get past it."""
    d = dossier(ctx)
    lea = nomme(d, "Léa")
    ne = valeur_affichee("naissance", lea.nee)
    familles.modifier_membre(ctx, lien_id=lea.lien_id, avant={"naissance": ne}, apres={"naissance": "03/2018"})
    lue = dossiers.membre(ctx, lea.lien_id)
    assert (lue.naissance, lue.naissance_partielle) == (None, "2018-03")
    assert valeur_affichee("naissance", lue.nee) == "03/2018"
    for texte in ("12/03/2018", "31/03/2018"):
        assert [x.code for x in boite.chercher(ctx, texte).lignes] == [d.famille.code], texte
    assert boite.chercher(ctx, "01/04/2018").lignes == ()
    complete = {"lien_id": lea.lien_id, "avant": {"naissance": "03/2018"}, "apres": {"naissance": "12/03/2018"}}
    familles.modifier_membre(ctx, **complete)
    lue = dossiers.membre(ctx, lea.lien_id)
    assert (lue.naissance, lue.naissance_partielle) == (date(2018, 3, 12), "")
    with pytest.raises(SaisiesInvalides) as refus:
        familles.modifier_membre(
            ctx, lien_id=lea.lien_id, avant={"naissance": "12/03/2018"}, apres={"naissance": "2031"}
        )
    assert "futur" in refus.value.erreurs["naissance"]


def test_moving_works_out_the_residence_again(ctx):
    d = dossier(ctx)
    avant = {c: getattr(d.famille, c) for c in ("adresse", "complement", "code_postal", "ville")}
    apres = {"adresse": "1 quai Branly", "complement": "", "code_postal": "75007", "ville": "Paris"}
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=avant, apres=apres)
    neuf = dossiers.lire(ctx, d.famille.code)
    assert (neuf.famille.ville, neuf.famille.residence, neuf.famille.version) == ("Paris", "exterieur", 2)
    assert neuf.demarches[0].libelle == "changement d’adresse"
    assert neuf.demarches[0].agent == "Nadia Benali"
    assert "adresse : 12, rue des Lilas → 1 quai Branly" in phrases(ctx, d)


def test_a_town_nothing_tells_is_asked_and_the_answer_stays(ctx):
    """Lost otherwise: an inhabitant of a hamlet the post office knows, charged as an outsider, and nobody asked."""
    d = dossier(ctx)
    avant = {c: getattr(d.famille, c) for c in ("adresse", "complement", "code_postal", "ville")}
    hameau = avant | {"adresse": "3, chemin Vert", "ville": "Les Sablons"}
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=avant, apres=hameau)
    neuf = dossiers.lire(ctx, d.famille.code)
    assert neuf.famille.residence == "inconnue"
    assert "commune à confirmer" in [a.texte for a in neuf.alertes]
    familles.demenager(
        ctx, famille_id=d.famille.famille_id, avant=hameau, apres=hameau, residence=Residence.COMMUNE.value
    )
    neuf = dossiers.lire(ctx, d.famille.code)
    assert (neuf.famille.residence, "commune à confirmer" in [a.texte for a in neuf.alertes]) == ("commune", False)
    assert neuf.demarches[0].libelle == "résidence confirmée"
    # Another street of the same town: what was answered still holds; another town is asked again.
    rue = hameau | {"adresse": "4, chemin Vert"}
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=hameau, apres=rue)
    assert dossiers.lire(ctx, d.famille.code).famille.residence == "commune"
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=rue, apres=rue | {"ville": "La Ferme"})
    assert dossiers.lire(ctx, d.famille.code).famille.residence == "inconnue"


def test_nothing_changed_writes_nothing(ctx):
    d = dossier(ctx)
    sophie = nomme(d, "Sophie")
    tel = {"mobile": sophie.mobile}
    familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant=tel, apres={"mobile": "+33 6 12 34 56 78"})
    familles.modifier_famille(
        ctx, famille_id=d.famille.famille_id, avant={"ville": d.famille.ville}, apres={"ville": d.famille.ville}
    )
    familles.choisir_factures(ctx, famille_id=d.famille.famille_id, envoi="papier")
    assert len(journal(ctx, d.famille.code)) == 1


def test_a_wrong_field_is_said_and_a_value_taken_over_does_not_block(ctx):
    d = dossier(ctx)
    sophie = nomme(d, "Sophie")
    with pytest.raises(SaisiesInvalides) as refus:
        familles.modifier_membre(
            ctx, lien_id=sophie.lien_id, avant={"courriel": sophie.courriel}, apres={"courriel": "x"}
        )
    assert refus.value.champ == "courriel"
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET fixe = '12' WHERE id = :id", {"id": sophie.personne_id})
    familles.modifier_membre(
        ctx, lien_id=sophie.lien_id, avant={"fixe": "12", "qualite": "mère"}, apres={"fixe": "12", "qualite": "tutrice"}
    )
    assert dossiers.membre(ctx, sophie.lien_id).qualite == "tutrice"
    with pytest.raises(ValueError, match="couleur"):
        familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant={}, apres={"couleur": "bleu"})


def test_the_second_agent_is_told_what_changed_by_whom_and_when_and_nothing_is_overwritten(ctx, horloge):
    d = dossier(ctx)
    sophie, karim = nomme(d, "Sophie"), nomme(d, "Karim")
    # Both pay, so that one of them may stop.
    familles.modifier_membre(ctx, lien_id=karim.lien_id, avant={"payeur": False}, apres={"payeur": True})
    vue = {"mobile": sophie.mobile, "courriel": sophie.courriel, "payeur": sophie.payeur, "naissance": sophie.naissance}
    horloge.avancer(minutes=3)
    autre = ctx.pour(agent_courant("accueil", "Claire Morin", "agent"))
    familles.modifier_membre(
        autre, lien_id=sophie.lien_id, avant=vue, apres=vue | {"courriel": "neuf@free.fr", "payeur": False}
    )
    horloge.avancer(minutes=1)
    with pytest.raises(FicheModifiee) as refus:
        familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant=vue, apres=vue | {"mobile": "0700000001"})
    assert set(refus.value.changements) == {("courriel", "Courriel", "neuf@free.fr"), ("payeur", "Payeur", "non")}
    assert (refus.value.par, refus.value.le) == ("Claire Morin", ctx.local(ctx.maintenant() - timedelta(minutes=1)))
    assert "par Claire Morin (lun. 16 nov. 14:10)\u00a0: courriel «\u00a0neuf@free.fr\u00a0»" in refus.value.message
    lue = dossiers.membre(ctx, sophie.lien_id)
    assert (lue.mobile, lue.courriel) == (sophie.mobile, "neuf@free.fr")
    # Told, the agent validates again and both changes are there.
    vue |= {"courriel": lue.courriel, "payeur": lue.payeur}
    familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant=vue, apres=vue | {"mobile": "0700000001"})
    lue = dossiers.membre(ctx, sophie.lien_id)
    assert (lue.mobile, lue.courriel) == ("0700000001", "neuf@free.fr")


def test_the_same_correction_typed_twice_harms_nobody(ctx):
    d = dossier(ctx)
    ville = {"ville": "Clairval-sur-Seine"}
    for _ in range(2):
        familles.modifier_famille(ctx, famille_id=d.famille.famille_id, avant=ville, apres={"ville": "Clairval"})
    with pytest.raises(FicheModifiee) as refus:
        familles.modifier_famille(ctx, famille_id=d.famille.famille_id, avant=ville, apres={"ville": "Paris"})
    assert refus.value.changements == (("ville", "Ville", "Clairval"),)


@pytest.mark.lent
def test_two_processes_on_one_sheet(fichier_base, ctx_sqlite):
    """Real processes, real locks: exactly one of the two writes, the other is told."""
    d = dossier(ctx_sqlite)
    sophie = nomme(d, "Sophie")
    programme = (
        "import sys\n"
        "from guichet.base import Adresse\n"
        "from pathlib import Path\n"
        "from guichet.fiches.familles.refus import FicheModifiee\n"
        "from guichet.services import familles\n"
        "from tests.bases import Horloge, contexte\n"
        "ctx = contexte(Adresse(Path(sys.argv[1])), Horloge())\n"
        "print('pret', flush=True); sys.stdin.readline()\n"
        "try:\n"
        f"    familles.modifier_membre(ctx, lien_id={sophie.lien_id}, avant={{'mobile': '{sophie.mobile}'}}, apres={{'mobile': sys.argv[2]}})\n"
        "    print('ecrit')\n"
        "except FicheModifiee as refus:\n"
        "    print('refuse', refus.changements[0][2])\n"
    )
    paroles = jouer_ensemble(programme, [[str(fichier_base), "0700000001"], [str(fichier_base), "0700000002"]])
    assert sorted(p.split()[0] for p in paroles) == ["ecrit", "refuse"]
    garde = dossiers.membre(ctx_sqlite, sophie.lien_id).mobile
    gagnant = paroles.index("ecrit")
    assert garde == f"070000000{gagnant + 1}"
    assert garde.replace("070000000", "07 00 00 00 0") in paroles[1 - gagnant]


def test_a_member_is_added_and_a_known_one_is_asked_about(ctx):
    d = dossier(ctx)
    tom = SaisieMembre(role="enfant", nom="Martin", prenom="Tom", naissance="2/9/2022", mobile="0612345678")
    lien = familles.ajouter_membre(ctx, famille_id=d.famille.famille_id, saisie=tom)
    assert dossiers.membre(ctx, lien).prenom == "Tom"
    assert dossiers.lire(ctx, d.famille.code).demarches[0].libelle == "enfant ajouté"
    with pytest.raises(DoublonsPossibles):
        familles.ajouter_membre(ctx, famille_id=d.famille.famille_id, saisie=tom)
    ailleurs = dossier(ctx, MOREAU).famille.famille_id
    with pytest.raises(DoublonsPossibles):
        familles.ajouter_membre(ctx, famille_id=ailleurs, saisie=LEA)
    assert familles.ajouter_membre(ctx, famille_id=ailleurs, saisie=LEA, malgre_doublons=True)
    with pytest.raises(SaisiesInvalides):
        familles.ajouter_membre(ctx, famille_id=ailleurs, saisie=SaisieMembre(nom="X"))
    with pytest.raises(FamilleInconnue):
        familles.ajouter_membre(ctx, famille_id=999, saisie=tom)


def test_the_last_adult_stays_until_another_comes(ctx):
    d = dossier(ctx, membres=(SOPHIE, LEA))
    sophie, lea = nomme(d, "Sophie"), nomme(d, "Léa")
    with pytest.raises(RetraitImpossible, match="seul responsable"):
        familles.retirer_membre(ctx, lien_id=sophie.lien_id, le=date(2026, 11, 17))
    familles.ajouter_membre(ctx, famille_id=d.famille.famille_id, saisie=KARIM)
    with pytest.raises(RetraitImpossible, match="avant l’arrivée"):
        familles.retirer_membre(ctx, lien_id=lea.lien_id, le=date(2026, 11, 1))
    partir(ctx, sophie.lien_id, le=date(2026, 11, 18))
    # Here until the 17th, and no longer to be modified as if she stayed.
    assert nomme(dossiers.lire(ctx, d.famille.code), "Sophie")
    with pytest.raises(MembreInconnu):
        familles.retirer_membre(ctx, lien_id=sophie.lien_id, le=date(2026, 11, 18))


def test_who_left_is_gone_on_the_day_and_still_finds_the_family(ctx, horloge):
    d = dossier(ctx)
    sophie = nomme(d, "Sophie")
    partir(ctx, sophie.lien_id, le=date(2026, 11, 18))
    horloge.avancer(days=2)
    apres = dossiers.lire(ctx, d.famille.code)
    assert [m.prenom for m in apres.responsables] == ["Karim"]
    with pytest.raises(MembreInconnu):
        dossiers.membre(ctx, sophie.lien_id)
    assert [x.code for x in boite.chercher(ctx, "leger sophie").lignes] == [d.famille.code]
    assert apres.demarches[0].libelle == "responsable retiré"


def test_somebody_added_by_mistake_goes_the_same_day(ctx):
    d = dossier(ctx)
    odile = nomme(d, "Odile")
    familles.retirer_membre(ctx, lien_id=odile.lien_id, le=ctx.aujourdhui())
    assert dossiers.lire(ctx, d.famille.code).contacts == ()


def test_electronic_invoices_follow_the_mail(ctx):
    d = dossier(ctx)
    famille_id, sophie = d.famille.famille_id, nomme(d, "Sophie")
    familles.choisir_factures(ctx, famille_id=famille_id, envoi="electronique")
    lue = dossiers.lire(ctx, d.famille.code)
    assert (lue.famille.envoi_factures, lue.famille.envoi_depuis) == ("electronique", date(2026, 11, 16))
    assert lue.demarches[0].libelle == "factures : envoi électronique"
    with pytest.raises(EnvoiElectroniqueImpossible) as refus:
        familles.modifier_membre(
            ctx, lien_id=sophie.lien_id, avant={"courriel": sophie.courriel}, apres={"courriel": ""}
        )
    assert refus.value.champ == "courriel"
    with pytest.raises(EnvoiElectroniqueImpossible):
        partir(ctx, sophie.lien_id, le=date(2026, 11, 20))
    familles.modifier_famille(
        ctx, famille_id=famille_id, avant={"envoi_factures": "electronique"}, apres={"envoi_factures": "papier"}
    )
    familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant={"courriel": sophie.courriel}, apres={"courriel": ""})
    with pytest.raises(EnvoiElectroniqueImpossible, match="aucun responsable"):
        familles.choisir_factures(ctx, famille_id=famille_id, envoi="electronique")
    with pytest.raises(SaisiesInvalides):
        familles.choisir_factures(ctx, famille_id=famille_id, envoi="fax")
    assert dossiers.lire(ctx, d.famille.code).famille.envoi_factures == "papier"


def test_school_and_class_are_those_of_the_year(ctx, horloge):
    d = dossier(ctx)
    lea = nomme(d, "Léa")
    familles.modifier_membre(ctx, lien_id=lea.lien_id, avant={"classe": "CE1"}, apres={"classe": "CE2"})
    assert dossiers.membre(ctx, lea.lien_id).classe == "CE2"
    # In July the class just left still stands; in September it would be a mistake.
    horloge.avancer(days=230)
    assert dossiers.membre(ctx, lea.lien_id).classe == "CE2"
    horloge.avancer(days=70)
    assert dossiers.membre(ctx, lea.lien_id).classe == ""
    familles.modifier_membre(
        ctx, lien_id=lea.lien_id, avant={"classe": "", "ecole": ""}, apres={"classe": "CM1", "ecole": "Molière"}
    )
    assert dossiers.membre(ctx, lea.lien_id).ecole == "Molière"


def test_coordinates_confirmed_leave_a_trace(ctx):
    d = dossier(ctx)
    familles.confirmer_coordonnees(ctx, d.famille.famille_id)
    assert dossiers.lire(ctx, d.famille.code).demarches[0].libelle == "coordonnées confirmées"
    with pytest.raises(FamilleInconnue):
        familles.confirmer_coordonnees(ctx, 999)


def test_the_last_adult_does_not_become_a_contact(ctx):
    d = dossier(ctx, membres=(SOPHIE, LEA))
    sophie = nomme(d, "Sophie")
    with pytest.raises(RetraitImpossible):
        familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant={}, apres={"role": "contact"})
    familles.ajouter_membre(ctx, famille_id=d.famille.famille_id, saisie=KARIM)
    contact = {"role": "contact", "urgence": "oui"}
    with pytest.raises(ReposeDessus, match="les factures iront à Karim") as dit:
        familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant={}, apres=contact)
    vues = [ligne.cle for ligne in dit.value.lignes]
    familles.modifier_membre(ctx, lien_id=sophie.lien_id, avant={}, apres=contact, vues=vues)
    assert dossiers.membre(ctx, sophie.lien_id).urgence
    assert [m.prenom for m in dossiers.lire(ctx, d.famille.code).contacts] == ["Sophie"]


def test_a_change_nobody_journaled_is_told_without_a_name(ctx):
    d = dossier(ctx)
    lea = nomme(d, "Léa")
    with ctx.ecriture() as s:
        s.ordre(
            "UPDATE personne SET naissance = :jour WHERE id = :id", {"id": lea.personne_id, "jour": date(2018, 3, 13)}
        )
    with pytest.raises(FicheModifiee) as refus:
        familles.modifier_membre(
            ctx, lien_id=lea.lien_id, avant={"naissance": lea.naissance}, apres={"naissance": "14/03/2018"}
        )
    assert (refus.value.par, refus.value.le) == ("", None)
    assert refus.value.changements == (("naissance", "Naissance", "13/03/2018"),)
