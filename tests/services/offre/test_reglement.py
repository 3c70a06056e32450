"""A règlement that changes under a town's feet: bookings made by the old one would be judged by the new."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from guichet.base import Adresse
from guichet.base.engines import creer_moteur
from guichet.communes import Commune, chemin_preset, lire_preset
from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.reglement import ReglementImpossible
from guichet.fiches.reservations.planning import Demande
from guichet.registres.offre import activites as registre
from guichet.regles.offre.regles_activite import depuis_json
from guichet.services import reservations
from guichet.services.listes import releves
from guichet.services.offre import activites, reglement
from guichet.services.reservations import inscriptions
from tests.bases import Horloge, contexte
from tests.services.foyer_simple import foyer
from tests.services.guichet_identifiants import colonne
from tests.services.socle.base.test_migrations import reculer

CLAIRVAL = chemin_preset("clairval").read_text(encoding="utf-8")
JANVIER = date(2027, 1, 4)
DECEMBRE = date(2026, 12, 7)


def ville(tmp_path: Path, *remplacements: tuple[str, str]) -> Commune:
    """Clairval, edited by hand as a town would."""
    texte = CLAIRVAL
    for avant, apres in remplacements:
        assert avant in texte
        texte = texte.replace(avant, apres, 1)
    fichier = tmp_path / "clairval.toml"
    fichier.write_text(texte, encoding="utf-8")
    return lire_preset(fichier)


def dits(fait) -> dict[str, tuple[str, str, str]]:
    lus = {x.cle: (x.sorte, x.avant, x.apres) for x in fait.changements}
    assert len(lus) == len(fait.changements), "told twice"
    return lus


def lea(ctx: Contexte) -> tuple[int, int]:
    """Household and child: Léa, at Molière."""
    famille_id, personnes = foyer(ctx)
    with ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, 'Molière', 'CE2')",
            {"p": personnes[-1]},
        )
    return famille_id, personnes[-1]


def inscrire(ctx: Contexte, qui: tuple[int, int], code: str):
    (activite_id,) = colonne(ctx, f"SELECT id FROM activite WHERE code = '{code}'")
    return inscriptions.inscrire(
        ctx, personne_id=qui[1], famille_id=qui[0], activite_id=activite_id, du=ctx.aujourdhui(), au=date(2027, 7, 2)
    )


def demande(ctx: Contexte, qui: tuple[int, int], activite: str, jour: date) -> Demande:
    (unite,) = colonne(
        ctx, f"SELECT u.id FROM unite u JOIN activite a ON a.id = u.activite_id WHERE a.code = '{activite}' LIMIT 1"
    )
    return Demande(qui[1], jour, unite)


def test_une_regle_change_a_partir_de_son_jour(ctx: Contexte, tmp_path) -> None:
    """Lost otherwise: a booking of December refused by a deadline that begins in January."""
    qui = lea(ctx)
    inscrire(ctx, qui, "restauration")
    texte = ('genre = "restauration"\nreservation = "J-15"', 'genre = "restauration"\nreservation = "J-60"')
    fait = reglement.charger(ctx, commune=ville(tmp_path, texte), le=JANVIER)
    assert dits(fait) == {"activites.restauration.reservation": ("change", "J-15", "J-60")}
    assert (fait.du, fait.ouvertures) == (JANVIER, 0)
    lignes = reservations.apercu(ctx, [demande(ctx, qui, "restauration", j) for j in (DECEMBRE, JANVIER)]).lignes
    assert [x.issue for x in lignes] == ["reservee", "majoree"]
    assert [(r.du, r.en_vigueur) for r in reglement.lister(ctx)] == [(JANVIER, False), (date(2000, 1, 1), True)]
    (contenu,) = colonne(ctx, "SELECT contenu FROM journal WHERE type = 'reglement.charger'")
    assert json.loads(contenu)["changements"] == 1


@pytest.mark.parametrize(
    ("services", "concernes"),
    [
        ('\nservices = ["restauration"]', {"restauration"}),
        ("", {s.code for s in lire_preset(chemin_preset("clairval")).services}),
    ],
)
def test_la_fenetre_de_rentree_est_celle_des_services_nommes(tmp_path, services: str, concernes: set[str]) -> None:
    """Lost otherwise: a town that opens its canteen late in September, and every Wednesday with it."""
    commune = ville(tmp_path, ('jusqu_au = "30/09"', f'jusqu_au = "30/09"{services}'))
    dites = {
        s.code: registre.regles(commune, s, m).rentree_jusqu_au
        for s in commune.services
        for m in commune.activites
        if m.service == s.code
    }
    assert {code for code, au in dites.items() if au == "30/09"} == concernes
    assert {au for code, au in dites.items() if code not in concernes} <= {""}


def test_une_reference_qui_change_seule_est_une_version(ctx: Contexte, tmp_path) -> None:
    """Lost otherwise: a refusal that quotes the article of last year's règlement once the council voted another one."""
    neuve = ville(tmp_path, ('version = "2026"', 'version = "délibération du 14 déc. 2026"'))
    fait = reglement.charger(ctx, commune=neuve, le=JANVIER)
    assert {"references[1].version", "activites.restauration.reference"} <= dits(fait).keys()
    codes = [a.service for a in neuve.activites]
    assert colonne(ctx, "SELECT code FROM activite ORDER BY ordre, code") == codes
    assert reglement.lister(ctx)[0].du == JANVIER
    versions = colonne(
        ctx,
        "SELECT r.du, r.reference FROM regle_activite r JOIN activite a ON a.id = r.activite_id "
        "WHERE a.code = 'restauration' ORDER BY r.du DESC",
    )
    assert versions[0] == (JANVIER, "Règlement des accueils périscolaires délibération du 14 déc. 2026")
    assert "délibération" not in versions[1][1]
    with pytest.raises(ReglementImpossible, match="il n’y a rien à changer"):
        reglement.charger(ctx, commune=neuve, le=JANVIER + timedelta(days=1))


def test_une_activite_nouvelle_s_ouvre_a_son_jour(ctx: Contexte, tmp_path) -> None:
    ajout = """[[services]]
code = "piscine"
nom = "Piscine"
genre = "soir"

[[activites]]
service = "piscine"
jours = "scolaires"
unites = [{ code = "bain", nom = "Bain", lettre = "B", de = "16:30", a = "17:30" }]
groupes = [{ code = "tous", nom = "Tous", salle = 12 }]
incompatibles = [["bain", "accueil-soir.soir"]]

[delais]"""
    fait = reglement.charger(ctx, commune=ville(tmp_path, ("[delais]", ajout)), le=JANVIER)
    assert dits(fait) == {"activites.piscine": ("ajoute", "rien", "Piscine")}
    jours = colonne(ctx, "SELECT min(jour) FROM ouverture o JOIN groupe g ON g.id = o.groupe_id WHERE g.code = 'tous'")
    assert [str(j) for j in jours] == [str(JANVIER)]
    assert (
        fait.ouvertures
        == colonne(ctx, "SELECT count(*) FROM ouverture o JOIN groupe g ON g.id = o.groupe_id WHERE g.code = 'tous'")[0]
    )


def test_ce_qu_un_agent_a_regle_depuis_reste_et_se_dit(ctx: Contexte, tmp_path) -> None:
    activites.changer_regles(ctx, code="etude", du=ctx.aujourdhui(), reglages={"annulation": ("J-2",)})
    texte = ('code = "etude"\nnom = "Étude surveillée"', 'code = "etude"\nnom = "Étude"')
    fait = reglement.charger(ctx, commune=ville(tmp_path, texte))
    assert dits(fait)["activites.etude.nom"] == ("change", "Étude surveillée", "Étude")
    assert dits(fait)["activites.etude.annulation"] == ("garde", "J-2", "H-48 au fichier, réglé depuis")
    assert activites.montrer(ctx, "etude").nom == "Étude"
    autre = ville(tmp_path, texte, ("pourcent = 50", "pourcent = 60"))
    with pytest.raises(ReglementImpossible, match="déjà à partir du 16/11/2026"):
        reglement.charger(ctx, commune=autre)
    reglement.charger(ctx, commune=autre, le=JANVIER)
    contenu = activites.montrer(ctx, "etude").regles[0][1]
    assert (depuis_json(contenu).annulation, depuis_json(contenu).majoration_pourcent) == (("J-2",), 60)


def test_ce_qu_un_agent_avait_deja_regle_ainsi_ne_change_pas(ctx: Contexte, tmp_path) -> None:
    """Lost otherwise: « 60 devient 60 » read to the council, among what does change."""
    activites.changer_regles(ctx, code="etude", du=ctx.aujourdhui(), reglages={"majoration_pourcent": 60})
    lus = dits(reglement.charger(ctx, commune=ville(tmp_path, ("pourcent = 50", "pourcent = 60")), le=JANVIER))
    assert "activites.etude.majoration_pourcent" not in lus


def test_des_places_de_plus_vont_a_qui_attend(ctx: Contexte, tmp_path, horloge: Horloge) -> None:
    """From its day on, and never to a day corrected by hand."""
    qui = lea(ctx)
    inscrire(ctx, qui, "restauration")
    (groupe_id,) = colonne(ctx, "SELECT groupe_id FROM inscription")
    with ctx.ecriture() as s:
        for jour, places in ((DECEMBRE, 110), (JANVIER, 110), (JANVIER + timedelta(days=1), 7)):
            s.ordre(
                "UPDATE ouverture SET capacite = :n WHERE groupe_id = :g AND jour = :j",
                {"n": places, "g": groupe_id, "j": jour},
            )
    fait = reglement.charger(ctx, commune=ville(tmp_path, ("declaree = 110", "declaree = 115")), le=JANVIER)
    (places,) = [x.apres for x in fait.changements if x.cle == "activites.restauration.groupes[ecole].places"]
    assert places.startswith("115 (")
    assert colonne(
        ctx,
        f"SELECT capacite FROM ouverture WHERE groupe_id = {groupe_id} "
        f"AND jour IN ('{DECEMBRE}', '{JANVIER}', '{JANVIER + timedelta(days=1)}') ORDER BY jour",
    ) == [110, 115, 7]


def test_une_place_ajoutee_se_propose(ctx: Contexte, tmp_path) -> None:
    qui = lea(ctx)
    inscrire(ctx, qui, "mercredi")
    mercredi = date(2027, 1, 6)
    commune = ville(tmp_path, ("salle = 84, declaree = 70, encadrants = 5", "salle = 1, declaree = 70, encadrants = 5"))
    reglement.charger(ctx, commune=commune)
    (groupe_id,) = colonne(ctx, "SELECT groupe_id FROM inscription")
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 0 WHERE groupe_id = :g AND jour = :j", {"g": groupe_id, "j": mercredi})
    (ligne,) = reservations.enregistrer(ctx, demandes=[demande(ctx, qui, "mercredi", mercredi)], attendu=None).lignes
    assert ligne.issue == "attente"
    with ctx.ecriture() as s:
        s.ordre("UPDATE ouverture SET capacite = 1 WHERE groupe_id = :g AND jour = :j", {"g": groupe_id, "j": mercredi})
    fait = reglement.charger(ctx, commune=ville(tmp_path), le=date(2026, 12, 1))
    assert fait.propositions == 1
    assert [x.proposee for x in releves.attente(ctx, du=mercredi, au=mercredi)] == [True]


@pytest.mark.parametrize("apres", ["age_min = 3, age_max = 4, places = 17", "age_min = 3, age_max = 5, places = 16"])
def test_une_tranche_d_age_qui_change_se_propose(ctx: Contexte, tmp_path, apres: str) -> None:
    """One more place for the youngest, or for other ages: read, written, and offered to the one who waits."""
    qui = lea(ctx)
    with ctx.ecriture() as s:
        s.ordre("UPDATE personne SET naissance = '2023-06-01' WHERE id = :p", {"p": qui[1]})
    inscrire(ctx, qui, "mercredi")
    mercredi = date(2027, 1, 6)
    with ctx.ecriture() as s:
        s.ordre("UPDATE quota_age SET places = 0")
    (ligne,) = reservations.enregistrer(ctx, demandes=[demande(ctx, qui, "mercredi", mercredi)], attendu=None).lignes
    assert (ligne.issue, ligne.motif.split(" :")[0]) == ("attente", "Plus de place pour cet âge")
    fait = reglement.charger(ctx, commune=ville(tmp_path, ("age_min = 3, age_max = 4, places = 16", apres)))
    assert fait.propositions == 1


@pytest.mark.parametrize(
    ("avant", "apres", "motif"),
    [
        ('slug = "clairval"', 'slug = "clairval-nord"', "slug : ce fichier est celui de"),
        ('zone = "C"', 'zone = "B"', "zone, alsace_moselle : le calendrier"),
        ('genre = "etude"', 'genre = "soir"', "activites.etude.genre : « etude »"),
        ('jours = "mercredis"', 'jours = "scolaires"', "activites.mercredi.jours : « mercredis »"),
        ('lettre = "R", de = "11:30"', 'lettre = "R", de = "12:00"', "sont attendus de 11:30-13:30"),
        ("declaree = 110", "declaree = 0", "1 enfant attendu le 07/12/2026"),
        ('nom = "Matin", lettre', 'nom = "Aube", lettre', "n’est pas daté"),
        ("par_ecole = true, salle = 120", "salle = 120", "par_ecole, ecole : des enfants y sont inscrits"),
        ("age_min = 6, age_max = 12, salle = 30", "age_min = 7, age_max = 12, salle = 30", "n’est pas daté"),
    ],
)  # fmt: skip
def test_ce_qui_ne_peut_pas_changer_est_refuse_avec_sa_raison(ctx: Contexte, tmp_path, avant, apres, motif) -> None:
    qui = lea(ctx)
    inscrire(ctx, qui, "restauration")
    reservations.enregistrer(ctx, demandes=[demande(ctx, qui, "restauration", DECEMBRE)], attendu=None)
    etat = colonne(ctx, "SELECT count(*) FROM regle_activite UNION ALL SELECT count(*) FROM reglement")
    with pytest.raises(ReglementImpossible) as refus:
        reglement.charger(ctx, commune=ville(tmp_path, (avant, apres)), le=date(2026, 12, 1))
    assert any(motif in m.replace("\u00a0", " ") for m in refus.value.motifs), refus.value.motifs
    assert colonne(ctx, "SELECT count(*) FROM regle_activite UNION ALL SELECT count(*) FROM reglement") == etat


def test_un_jour_ferme_ne_retient_pas_les_places(ctx: Contexte, tmp_path) -> None:
    """Lost otherwise: a règlement refused for a child kept on the list of a day when the town is closed."""
    qui = lea(ctx)
    inscrire(ctx, qui, "restauration")
    reservations.enregistrer(ctx, demandes=[demande(ctx, qui, "restauration", DECEMBRE)], attendu=None)
    ((groupe, unite),) = colonne(ctx, "SELECT groupe_id, unite_id FROM reservation")
    activites.corriger_ouverture(
        ctx, groupe_id=groupe, unite_id=unite, jour=DECEMBRE, capacite=110, fermee=True, motif="grève", annuler=False
    )
    fait = reglement.charger(ctx, commune=ville(tmp_path, ("declaree = 110", "declaree = 0")), le=date(2026, 12, 1))
    assert "activites.restauration.groupes[ecole].places" in dits(fait)


def test_des_heures_ne_changent_pas_le_jour_meme_d_une_reservation(ctx: Contexte, tmp_path) -> None:
    """Lost otherwise: a child expected at 11:30 by the list, at noon by the town, on the first day of the new hours."""
    qui = lea(ctx)
    inscrire(ctx, qui, "restauration")
    reservations.enregistrer(ctx, demandes=[demande(ctx, qui, "restauration", DECEMBRE)], attendu=None)
    tard = ville(tmp_path, ('lettre = "R", de = "11:30"', 'lettre = "R", de = "12:00"'))
    with pytest.raises(ReglementImpossible, match="sont attendus"):
        reglement.charger(ctx, commune=tard, le=DECEMBRE)
    # The same hours are no change: whoever is expected, the rest of the file is taken.
    texte = ('genre = "restauration"\nreservation = "J-15"', 'genre = "restauration"\nreservation = "J-60"')
    fait = reglement.charger(ctx, commune=ville(tmp_path, texte), le=DECEMBRE)
    assert dits(fait).keys() == {"activites.restauration.reservation"}


@pytest.mark.parametrize(("etat", "refuse"), [("active", True), ("efface", False)])
def test_l_identifiant_ne_change_pas_sous_des_comptes_vivants(ctx: Contexte, tmp_path, etat: str, refuse: bool) -> None:
    """Lost otherwise: parents whose login no slip names any more. A Clé in their hands keeps its mode too."""
    from models import CleEnfance, ComptePortail

    famille_id, personnes = foyer(ctx)
    qui = {"famille_id": famille_id, "personne_id": personnes[0]}
    with ctx.ecriture() as s:
        s.add(ComptePortail(identifiant="sophie", identifiant_cle="sophie", mode="guichet", etat=etat, **qui))
        cle = {"emise_le": ctx.maintenant(), "expire_le": ctx.maintenant() + timedelta(days=9), "empreinte": "ab" * 32}
        etat_cle = "remise" if refuse else "revoquee"
        s.add(CleEnfance(famille_id=famille_id, responsable_id=personnes[0], etat=etat_cle, emission=1, **cle))
    avec = ville(tmp_path, ('modes_compte = ["courriel", "guichet"]', 'modes_compte = ["parent"]'))
    reglement.charger(ctx, commune=avec)
    sans = ville(tmp_path, ('identifiant = "nom_utilisateur"', 'identifiant = "code_famille"'))
    if not refuse:
        assert reglement.charger(ctx, commune=sans, le=JANVIER).commune == "Clairval-sur-Seine"
        return
    with pytest.raises(ReglementImpossible) as refus:
        reglement.charger(ctx, commune=sans, le=JANVIER)
    assert [m.partition(" :")[0] for m in refus.value.motifs] == ["portail.identifiant", "portail.modes_compte"]
    # Another change, the mode kept: the Clés in their hands are no hindrance.
    gardee = ville(
        tmp_path,
        ('modes_compte = ["courriel", "guichet"]', 'modes_compte = ["parent"]'),
        ('version = "2026"', 'version = "2027"'),
    )
    assert reglement.charger(ctx, commune=gardee, le=JANVIER).commune == "Clairval-sur-Seine"


@pytest.mark.parametrize(("jour", "motif"), [(date(2026, 11, 15), "dans le passé"), (None, "rien à changer")])
def test_ni_dans_le_passe_ni_pour_rien(ctx_sqlite, tmp_path, jour, motif) -> None:
    with pytest.raises(ReglementImpossible, match=motif):
        reglement.charger(ctx_sqlite, commune=ville(tmp_path), le=jour)


def test_sans_le_droit_rien(ctx_sqlite, tmp_path) -> None:
    accueil = ctx_sqlite.pour(agent_courant("accueil", "Claire Morin", "agent"))
    with pytest.raises(DroitInsuffisant):
        reglement.charger(accueil, commune=ville(tmp_path), le=JANVIER)


def test_le_jour_meme_noms_ages_et_groupes_changent(ctx: Contexte, tmp_path) -> None:
    inscrire(ctx, lea(ctx), "etude")
    fait = reglement.charger(
        ctx,
        commune=ville(
            tmp_path,
            ('nom = "Matin", lettre = "M"', 'nom = "Aube", lettre = "W"'),
            ("age_min = 6, age_max = 12, salle = 30", "age_min = 7, age_max = 12, salle = 30"),
            ('{ nom = "3 ans", age_min = 3, age_max = 4, places = 16 }', '{ nom = "3 ans", age_min = 3, age_max = 4, places = 9 }'),
            ('    "Les Sablons",\n', '    "Marie-Curie",\n'),
        ),
    )  # fmt: skip
    lus = dits(fait)
    assert lus["activites.accueil-matin.unites[matin].lettre"] == ("change", "M", "W")
    assert colonne(ctx, "SELECT count(*) FROM unite WHERE nom = 'Aube' OR lettre = 'W'") == [1]
    assert lus["activites.etude.groupes[ecole].ages"] == ("change", "6 à 12 ans", "7 à 12 ans")
    assert lus["activites.mercredi.groupes[maternelle].quotas"] == (
        "change",
        "3 ans (3 à 4 ans) 16",
        "3 ans (3 à 4 ans) 9",
    )
    assert lus["activites.restauration.groupes[ecole@marie-curie]"] == ("ajoute", "rien", "Marie-Curie")
    assert lus["ecoles"] == ("change", "7 valeurs", "plus Marie-Curie, moins Les Sablons")
    assert lus["activites.restauration.groupes[ecole@les-sablons]"] == ("garde", "ses jours ouverts", "plus au fichier")
    assert fait.ouvertures > 0
    assert set(colonne(ctx, "SELECT places FROM quota_age")) == {9}


def test_un_groupe_nouveau_s_ajoute_et_se_dit_une_fois(ctx: Contexte, tmp_path) -> None:
    """With its days from then on; the groups beside it are as they were."""
    (ligne,) = [x for x in CLAIRVAL.splitlines() if 'nom = "Élémentaires"' in x and "taux = 14" in x]
    ados = (
        ligne.replace('"elementaire"', '"ados"').replace("Élémentaires", "Ados").replace("age_max = 12", "age_max = 16")
    )
    fait = reglement.charger(ctx, commune=ville(tmp_path, (ligne, f"{ligne}\n{ados}")))
    assert dits(fait) == {"activites.mercredi.groupes[ados]": ("ajoute", "rien", "Ados")}
    (premier,) = colonne(
        ctx, "SELECT min(o.jour) FROM ouverture o JOIN groupe g ON g.id = o.groupe_id WHERE g.code = 'ados'"
    )
    assert str(premier) == "2026-11-18"
    assert fait.ouvertures == colonne(ctx, "SELECT count(*) FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
                                           "WHERE g.code = 'ados'")[0]  # fmt: skip


def test_un_groupe_de_vacances_qui_revient_n_est_pas_nouveau(ctx: Contexte, tmp_path) -> None:
    """Its sessions never closed: back in the file, nothing is added."""
    _, _, vacances = CLAIRVAL.rpartition('service = "vacances"')
    (ligne,) = [x for x in vacances.splitlines() if 'code = "elementaire"' in x]
    parti = reglement.charger(ctx, commune=ville(tmp_path, (f"{ligne}\n]", "]")))
    assert {sorte for sorte, _, _ in dits(parti).values()} == {"garde"}
    assert dits(reglement.charger(ctx, commune=ville(tmp_path), le=JANVIER)) == {}


def test_une_liste_courte_se_dit_en_entier(ctx: Contexte, tmp_path) -> None:
    """Of two values, both are read quicker than what one has and the other has not."""
    fait = reglement.charger(ctx, commune=ville(tmp_path, ('["courriel", "guichet"]', '["guichet"]')))
    assert dits(fait)["portail.modes_compte"] == ("change", "courriel, guichet", "guichet")


def test_les_seances_suivent_leur_groupe(ctx: Contexte, tmp_path) -> None:
    """A holiday group stands for its sessions: renamed, moved, and a new one opened for those to come only."""
    _, _, vacances = CLAIRVAL.rpartition('service = "vacances"')
    (ligne,) = [x for x in vacances.splitlines() if 'code = "elementaire"' in x]
    neuve = ligne.replace("Élémentaires", "Grands").replace("Centre des Sablons", "Château")
    ados = neuve.replace('"elementaire"', '"ados"').replace("Grands", "Ados").replace("age_max = 12", "age_max = 16")
    fait = reglement.charger(ctx, commune=ville(tmp_path, (f"{ligne}\n]", f"{neuve}\n{ados}\n]")))
    lus = dits(fait)
    assert lus["activites.vacances.groupes[elementaire].nom"] == ("change", "Élémentaires", "Grands")
    assert lus["activites.vacances.groupes[elementaire].site"] == ("change", "Centre des Sablons", "Château")
    assert lus["activites.vacances.groupes[ados]"] == ("ajoute", "rien", "Ados")
    noms = colonne(ctx, "SELECT nom FROM groupe WHERE code LIKE 'elementaire@%' OR code LIKE 'ados@%' ORDER BY nom")
    assert {n.partition(",")[0] for n in noms} == {"Grands", "Ados"}
    assert "Ados, Toussaint 2026" not in noms
    assert "Ados, Noël 2026" in noms


def test_ce_qui_quitte_le_fichier_reste_ouvert_et_des_regles_prevues_ne_se_croisent_pas(
    ctx: Contexte, tmp_path
) -> None:
    debut = CLAIRVAL.index('[[activites]]\nservice = "etude"')
    etude = CLAIRVAL[debut : CLAIRVAL.index('[[activites]]\nservice = "mercredi"')]
    ouverts = colonne(ctx, "SELECT count(*) FROM ouverture")
    fait = reglement.charger(ctx, commune=ville(tmp_path, (etude, "")))
    assert dits(fait)["activites.etude"][0] == "garde"
    assert colonne(ctx, "SELECT count(*) FROM ouverture") == ouverts
    activites.changer_regles(ctx, code="mercredi", du=JANVIER, reglages={"annulation": ("J-3",)})
    # Neither before rules that wait, nor on their very day: they would be over before they began.
    for le in (date(2026, 12, 1), JANVIER):
        with pytest.raises(ReglementImpossible, match="ses règles changent déjà le 04/01/2027"):
            reglement.charger(ctx, commune=ville(tmp_path, ("pourcent = 50", "pourcent = 60")), le=le)


def test_une_unite_nouvelle_a_ses_places_a_son_jour(ctx: Contexte, tmp_path) -> None:
    """With the age bands of its groups; the units that left the file keep their open days."""
    soir = '    { code = "soiree", nom = "Soirée", lettre = "s", de = "18:00", a = "19:00" },\n'
    avant = '    { code = "apres-midi", nom = "Après-midi", lettre = "a", de = "13:30", a = "18:00" },\n'
    fait = reglement.charger(ctx, commune=ville(tmp_path, (avant, soir)), le=JANVIER)
    lus = dits(fait)
    assert lus["activites.mercredi.unites[soiree]"] == ("ajoute", "rien", "Soirée")
    assert lus["activites.mercredi.unites[apres-midi]"][:2] == ("garde", "Après-midi")
    de_la_soiree = "FROM {0} x JOIN unite u ON u.id = x.unite_id WHERE u.code = 'soiree'"
    assert colonne(ctx, f"SELECT count(*) {de_la_soiree.format('quota_age')}") == [1]
    (premier,) = colonne(ctx, f"SELECT min(x.jour) {de_la_soiree.format('ouverture')}")
    assert str(premier) == "2027-01-06"


def sans_activites(adresse: Adresse) -> None:
    """The règlement as schema 0001 stored it: neither activities nor what came with them."""
    moteur = creer_moteur(adresse, cles_etrangeres=False)
    with moteur.begin() as connexion:
        if adresse.postgres:
            connexion.exec_driver_sql("ALTER TABLE reglement DISABLE TRIGGER USER")
        else:
            connexion.exec_driver_sql("DROP TRIGGER IF EXISTS sc_reglement_update")
        (contenu,) = connexion.exec_driver_sql("SELECT contenu FROM reglement").one()
        brut = json.loads(contenu)
        del brut["activites"], brut["attente"]
        connexion.execute(text("UPDATE reglement SET contenu = :c"), {"c": json.dumps(brut, ensure_ascii=False)})
        if adresse.postgres:
            connexion.exec_driver_sql("ALTER TABLE reglement ENABLE TRIGGER USER")
    moteur.dispose()


def test_une_base_de_schema_0001_recoit_ses_activites(adresse: Adresse) -> None:
    """Lost otherwise: a town that updates the program can never book a child."""
    reculer(adresse)
    sans_activites(adresse)
    ctx = contexte(adresse, Horloge())
    assert activites.completer(ctx, annee=2026) == ()
    fait = reglement.charger(ctx, commune=lire_preset(chemin_preset("clairval")))
    assert {x.cle for x in fait.changements} == {f"activites.{a.code}" for a in activites.lister(ctx)}
    qui = lea(ctx)
    inscrire(ctx, qui, "restauration")
    (ligne,) = reservations.enregistrer(
        ctx, demandes=[demande(ctx, qui, "restauration", DECEMBRE)], attendu=None
    ).lignes
    assert ligne.issue == "reservee"
    ctx.base.fermer()
