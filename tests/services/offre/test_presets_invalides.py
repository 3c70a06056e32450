"""Towns edit their preset by hand: every mistake is told with file, key, line and cure, all at once."""

from __future__ import annotations

import base64
import re

import pytest

from guichet.communes import chemin_preset, lire_preset
from guichet.erreurs.fichiers import PresetInvalide

CLAIRVAL = chemin_preset("clairval").read_text(encoding="utf-8")


def refuser(tmp_path, texte):
    fichier = tmp_path / "ville.toml"
    fichier.write_bytes(texte if isinstance(texte, bytes) else texte.encode())
    with pytest.raises(PresetInvalide) as refus:
        lire_preset(fichier)
    return refus.value


@pytest.mark.parametrize(
    ("avant", "apres", "cle", "extraits"),
    [
        ('zone = "C"', 'zonne = "C"', "zonne", ["clé inconnue", "« zone »"]),
        ('zone = "C"', 'zone = "D"', "zone", ["« A » ou « B » ou « C »"]),
        ('zone = "C"', "zone = 3", "zone", ["« A »"]),
        ('nom = "Clairval-sur-Seine"', "nom = 12", "nom", ["texte entre guillemets"]),
        ('slug = "clairval"', 'slug = "Clairval !"', "slug", ["minuscules"]),
        ('["courriel", "guichet"]', '["courriel", "guichets"]', "portail.modes_compte[2]", ["vouliez-vous « guichet »"]),
        ('["courriel", "guichet"]', '"courriel"', "portail.modes_compte", ["entre crochets"]),
        ('["courriel", "guichet"]', "[]", "portail.modes_compte", ["vide"]),
        ('["courriel", "guichet"]', '["guichet", "guichet"]', "portail.modes_compte", ["deux fois"]),
        ("changement_force = true", 'changement_force = "oui"', "portail.changement_force", ["true ou false"]),
        ("espace-citoyens.example/clairval-sur-seine", "espace citoyens", "portail.adresse", ["illisible"]),
        ('mardi = ["08:30-12:30"', 'mardii = ["08:30-12:30"', "sites[1].horaires.mardii", ["« mardi »"]),
        ('"13:30-19:45"', '"13h30-19h45"', "sites[2].horaires.mardi", ["09:00-12:30"]),
        ('"13:30-19:45"', '"19:45-13:30"', "sites[2].horaires.mardi", ["échangez"]),
        ('"13:30-19:45"', '"12:00-19:45"', "sites[2].horaires.mardi", ["chevauchent"]),
        ('"13:30-19:45"', '"13:30-19:45 dernier accès 20:00"', "sites[2].horaires.mardi", ["hors de la plage"]),
        ('code = "sablons"\nnom = "Annexe', 'code = "mairie"\nnom = "Annexe', "sites[2].code", ["déjà pris"]),
        ('code = "mercredi"\nnom = "Acc', 'code = "etude"\nnom = "Acc', "services[5].code", ["changez"]),
        ('"vendredi S-1 12:00"', '"vendredi midi"', "services[4].reservation[1]", ["illisible", "J-15"]),
        ('jusqu_au = "30/09"', 'jusqu_au = "30 septembre"', "delais.rentree.jusqu_au", ["30/09"]),
        ('jusqu_au = "30/09"', 'jusqu_au = "31/06"', "delais.rentree.jusqu_au", ["« 31/06 »", "30/09"]),
        ('jusqu_au = "30/09"', 'jusqu_au = "30/09"\nservices = ["piscine"]', "delais.rentree.services[1]", ["Codes de"]),
        ("pourcent = 50", 'pourcent = "50"', "majoration.pourcent", ["nombre entier sans guillemets"]),
        ("pourcent = 50", "pourcent = 0", "majoration.pourcent", ["au moins 1"]),
        ("pourcent = 50", "pourcent = 50\nmontant_centimes = 100", "majoration.montant_centimes", ["pas les deux"]),
        ("verrouillage_minutes = 5", "conservation_consultations_mois = 13", "donnees.conservation_consultations_mois", ["au plus 12"]),
        ('code = "sablons"', 'code = "sablons"\ndu = "demain"', "sites[2].du", ["2026-09-30"]),
        ('code = "sablons"', 'code = "sablons"\ndu = 2026-09-01\nau = 2026-08-31', "sites[2].au", ["précède"]),
        ("[paiement]", "[payement]", "payement", ["vouliez-vous « paiement »"]),
        ('service = "etude"', 'service = "piscine"', "activites[4].service", ["« piscine » inconnu", "accueil-matin"]),
        ('service = "vacances"', 'service = "restauration"#', "activites[6].service", ["déjà organisé"]),
        ('jours = "mercredis"', 'jours = "mercredi"', "activites[5].jours", ["vouliez-vous « mercredis »"]),
        ('[["repas", "matinee"]]', '[["repas", "midi"]]', "activites[5].jointes[1]", ["« midi » inconnue", "apres-midi"]),
        ('[["repas", "matinee"]]', '[["repas", "etude.soir"]]', "activites[5].jointes[1]", ["« etude.soir »", "Unités de « etude »"]),
        ('[["repas", "matinee"]]', '[["repas", "piscine.bain"]]', "activites[5].jointes[1]", ["Unités de « piscine »"]),
        ('[["repas", "matinee"]]', '[["etude.etude", "vacances.repas"]]', "activites[5].jointes[1]", ["de cette activité"]),
        ("reponse_heures = 48", "reponse_heures = 0", "attente.reponse_heures", ["au moins 1"]),
        ('de = "07:30", a = "08:30"', 'de = "7h30", a = "08:30"', "activites[1].unites[1].de", ["illisible", "07:30"]),
        ('de = "07:30", a = "08:30"', 'de = "09:30", a = "08:30"', "activites[1].unites[1].a", ["échangez"]),
        ("age_max = 4, places = 16 }", 'age_max = 4, places = 16 }, { nom = "petits", age_min = 2, age_max = 5, places = 4 }', "activites[5].groupes[1].quotas[2].age_min", ["« 3 ans »", "séparez"]),
        ("age_min = 3, age_max = 4, places", "age_min = 4, age_max = 4, places", "activites[5].groupes[1].quotas[1].age_max", ["dépasser"]),
        ('site = "Centre des Sablons", age_min = 3', "age_min = 7", "activites[5].groupes[1].age_max", ["dépasser"]),
        ("[portail.vocabulaire]", '[portail.vocabulaire]\noubli = ""', "portail.vocabulaire.oubli", ["vide"]),
        ("[portail.vocabulaire]", "[portail.mot_de_passe]\nlongueur_min = 8\nminuscules_min = 5\nchiffres_min = 4\n\n[portail.vocabulaire]", "portail.mot_de_passe.longueur_min", ["dépassent les 8 signes"]),
        ('"Actualités", ', '"", ', "portail.vocabulaire.menu[3]", ["vide"]),
        ('version = "2026"\n', 'version = "2026"\nservices = ["piscine"]\n', "references[1].services[1]", ["« piscine » inconnu"]),
        ('titre = "Règlement des accueils périscolaires"', f'titre = "{"Règlement " * 11}"', "references[1].titre", ["dépassent 100 signes"]),
        ('code_postal = "78999"', 'code_postal = "7899"', "code_postal", ["cinq chiffres"]),
        ("01 99 00 12 34", "12 34", "sites[1].telephone", ["dix chiffres"]),
        ("01 99 00 12 34", "01 99 00 12 34 h", "sites[1].telephone", ["dix chiffres"]),
        ('zone = "C"', 'zone = "C"\ndomaines_a_probleme = ["@yahoo"]', "domaines_a_probleme[1]", ["yahoo.*"]),
        ('"Les Sablons",', '"",', "ecoles[2]", ["vide"]),
        ('code = "apres-midi", n', 'code = "repas",  n', "activites[5].unites[3].code", ["déjà pris"]),
    ],
)  # fmt: skip
def test_une_valeur_fausse_est_nommee_avec_sa_ligne_et_son_remede(tmp_path, avant, apres, cle, extraits):
    assert avant in CLAIRVAL
    texte = CLAIRVAL.replace(avant, apres, 1)
    marque = cle.rpartition(".")[2].partition("[")[0]
    debut = texte[: texte.index(apres) + apres.rfind(marque if marque in apres else apres)]
    refus = refuser(tmp_path, texte)
    (faute,) = refus.fautes
    assert faute.cle == cle
    assert faute.ligne == debut.count("\n") + 1
    assert str(refus).startswith(f"ville.toml, ligne {faute.ligne}, clé «\u00a0{cle}\u00a0»\u00a0: ")
    for extrait in extraits:
        assert extrait in faute.texte


HORS_DE_TOUT = (
    "1000000000000", "9223372036854775808", "-1", "1e400", "nan", "2026-02-31", "25:00:00", "10000-01-01", "[1]", "true",
    '"31/02"', '"2026-02-31"', '"25:00"', '"1000000000000 h"',
)  # fmt: skip
TEXTE = re.compile(r"\b(?:adresse|texte|version|version_cgu|titre|nom|article|resume|bp)\s*=\s*\[?$")
"""Before figures that are words: « 2026 » is the name of an edition."""


@pytest.mark.parametrize("nom", sorted(f.stem for f in chemin_preset("clairval").parent.glob("*.toml")))
def test_chaque_nombre_et_chaque_date_a_ses_bornes(tmp_path, nom):
    """Lost otherwise: a règlement of 10^12 hours or 2^63 places, refused by the base in the middle of an act."""
    lignes = chemin_preset(nom).read_text(encoding="utf-8").splitlines()
    essayees = 0
    for rang, ligne in enumerate(lignes):
        for chiffres in re.finditer(r'"[^"]*\d[^"]*"|(?<=[=\[ ])-?\d[\d:T.Z-]*', ligne.partition("#")[0]):
            avant, apres = ligne[: chiffres.start()], ligne[chiffres.end() :]
            if "=" not in avant or avant.count('"') % 2 or TEXTE.search(avant):
                continue
            for valeur in HORS_DE_TOUT:
                refus = refuser(tmp_path, "\n".join([*lignes[:rang], avant + valeur + apres, *lignes[rang + 1 :]]))
                assert f"ligne {rang + 1}" in str(refus), avant + valeur + apres
                essayees += 1
    assert essayees > 10, nom


def test_une_cle_absente_est_nommee_a_la_ligne_de_sa_table(tmp_path):
    (faute,) = refuser(tmp_path, CLAIRVAL.replace('code = "sablons"\n', "")).fautes
    assert (faute.cle, "ajoutez-la" in faute.texte) == ("sites[2].code", True)
    assert CLAIRVAL.splitlines()[faute.ligne - 1] == "[[sites]]"


def test_toutes_les_fautes_sont_dites_en_une_fois_et_dans_l_ordre_du_fichier(tmp_path):
    texte = CLAIRVAL.replace('zone = "C"', 'zone = "Z"').replace("pourcent = 50", 'pourcent = "x"')
    texte = texte.replace('identifiant = "nom_utilisateur"', 'identifiant = "login"')
    refus = refuser(tmp_path, texte)
    assert [faute.cle for faute in refus.fautes] == ["zone", "portail.identifiant", "majoration.pourcent"]
    assert len(str(refus).splitlines()) == 3


@pytest.mark.parametrize(
    ("texte", "ligne", "extrait"),
    [
        ('nom = "a"\nzone = C\n', 2, "illisible"),
        ('nom = "a"\nnom = "b"\n', 2, "deux fois"),
        ('nom = "a"\necoles = ["x",\n', 2, "resté ouvert"),
        ("", 1, "ajoutez-la"),
        ("\xff\xfe".encode("latin-1"), 0, "UTF-8"),
    ],
)
def test_un_fichier_qui_n_est_pas_du_toml_le_dit_avec_sa_ligne(tmp_path, texte, ligne, extrait):
    faute = refuser(tmp_path, texte).fautes[0]
    assert faute.ligne == ligne
    assert extrait in faute.texte


def test_un_fichier_absent_ou_illisible_le_dit(tmp_path):
    with pytest.raises(PresetInvalide, match="introuvable"):
        lire_preset(tmp_path / "rien.toml")
    with pytest.raises(PresetInvalide, match="ne peut pas être lu"):
        lire_preset(tmp_path)


def test_le_reperage_ne_prend_pas_un_texte_pour_une_cle(tmp_path):
    """A key written inside a long text or a list over several lines must not shift the line told."""
    texte = CLAIRVAL.replace('zone = "C"', 'zone = "C"\nalsace_moselle = "non"\nresume2 = """\n[portail]\nnom = 1\n"""')
    texte = texte.replace('    "Molière",', '    12, # "Molière = [",')
    fautes = {faute.cle: faute.ligne for faute in refuser(tmp_path, texte).fautes}
    lignes = texte.splitlines()
    assert lignes[fautes["alsace_moselle"] - 1] == 'alsace_moselle = "non"'
    assert lignes[fautes["ecoles[3]"] - 1].startswith("    12,")
    assert lignes[fautes["resume2"] - 1].startswith("resume2")


@pytest.mark.parametrize(
    ("cle", "extrait"),
    [("pas du base64 !", "base64"), (base64.b64encode(b"x" * 31).decode(), "31")],
)
def test_une_cle_de_portail_fausse_est_refusee_avant_de_perdre_des_secrets(tmp_path, cle, extrait):
    texte = CLAIRVAL.replace("[portail]\n", f'[portail]\ncle_publique = "{cle}"\n', 1)
    (faute,) = refuser(tmp_path, texte).fautes
    assert faute.cle == "portail.cle_publique"
    assert extrait in faute.texte


def test_une_cle_de_portail_juste_est_rendue_en_octets(tmp_path):
    fichier = tmp_path / "ville.toml"
    cle = base64.b64encode(bytes(range(32))).decode()
    fichier.write_text(CLAIRVAL.replace("[portail]\n", f'[portail]\ncle_publique = "{cle}"\n', 1), encoding="utf-8")
    assert lire_preset(fichier).portail.cle_publique_octets == bytes(range(32))
    assert lire_preset(chemin_preset("clairval")).portail.cle_publique_octets is None
