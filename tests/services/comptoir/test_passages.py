"""A visit: without it the parent leaves without proof, and what two counters do for one family gets mixed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import DroitInsuffisant
from guichet.erreurs.base import DisquePlein
from guichet.erreurs.familles import FamilleInconnue
from guichet.erreurs.passages import PassageClos, PassageImpossible, PassageInconnu, PassageRepris
from guichet.registres.comptoir import actes
from guichet.services.comptoir import passages
from guichet.services.socle import papiers
from tests.bases import Horloge
from tests.services.autres_postes import finir, lancer
from tests.services.foyer_simple import foyer


def faire(ctx: Contexte, famille_id: int, libelle: str) -> None:
    with ctx.ecriture() as s:
        actes.noter(s, ctx.acte(), famille_id, libelle)


@pytest.fixture
def voisin(ctx: Contexte) -> Contexte:
    """Another agent at another workstation."""
    return replace(ctx.pour(agent_courant("accueil", "Claire Morin", "agent")), poste="poste 1")


def consultations(ctx: Contexte) -> list[tuple]:
    with ctx.lecture() as s:
        return s.lignes("SELECT agent, poste, famille_id, objet FROM consultation ORDER BY id")


def test_une_visite_du_debut_a_la_fin(ctx: Contexte, horloge: Horloge) -> None:
    famille, gens = foyer(ctx)
    visite = passages.ouvrir(ctx, famille_id=famille, personne_id=gens[0])
    assert (visite.etat, visite.presence, visite.personne_id, visite.poste) == (
        "ouvert", "sur_place", gens[0], "poste 2",
    )  # fmt: skip
    assert passages.courant(ctx) == visite
    assert passages.courant(replace(ctx, poste="poste 9")) is None
    horloge.avancer(minutes=3)
    faire(ctx, famille, "identifiants réémis, remis")
    faire(ctx, famille + 1, "ceci est pour une autre famille")
    fin = passages.clore(ctx, visite.passage_id)
    assert fin.etat == "clos"
    assert [(a.le, a.libelle) for a in fin.actes] == [(ctx.maintenant(), "identifiants réémis, remis")]
    with pytest.raises(PassageClos, match="déjà clos"):
        passages.clore(ctx, visite.passage_id)
    faire(ctx, famille, "trop tard")
    assert passages.lire(ctx, visite.passage_id) == fin
    with ctx.lecture() as s:
        types = [t for (t,) in s.lignes("SELECT type FROM journal ORDER BY seq")]
    assert types[-2:] == ["passage.ouvrir", "passage.clore"]
    assert consultations(ctx) == [("demo", "poste 2", famille, "passage")]


def test_la_deuxieme_famille_met_la_premiere_de_cote(ctx: Contexte) -> None:
    """Something done: suspended. Nothing done (a wrong line was opened): closed, no slip to give."""
    premiere, _ = foyer(ctx)
    vide, _ = foyer(ctx, "21007")
    troisieme, _ = foyer(ctx, "20988")
    a = passages.ouvrir(ctx, famille_id=premiere)
    faire(ctx, premiere, "adresse modifiée")
    b = passages.ouvrir(ctx, famille_id=vide)
    c = passages.ouvrir(ctx, famille_id=troisieme)
    etats = [passages.lire(ctx, v.passage_id).etat for v in (a, b, c)]
    assert etats == ["suspendu", "clos", "ouvert"]
    assert passages.ouvrir(ctx, famille_id=premiere).passage_id == a.passage_id, "resumed, with what was done"
    assert passages.lire(ctx, a.passage_id).etat == "ouvert"
    assert [x.passage_id for x in passages.du_jour(ctx)] == [a.passage_id, b.passage_id, c.passage_id]


def test_rouvrir_ne_change_pas_qui_telephone(ctx: Contexte) -> None:
    """Lost otherwise: refreshing the screen would let a secret be read out on the telephone."""
    famille, gens = foyer(ctx, noms=("Léger", "Martin"))
    visite = passages.ouvrir(ctx, famille_id=famille, presence="telephone", personne_id=gens[1])
    assert passages.ouvrir(ctx, famille_id=famille) == visite
    suspendue = passages.suspendre(ctx, visite.passage_id)
    assert suspendue.etat == "suspendu"
    assert passages.ouvrir(ctx, famille_id=famille).presence == "telephone"
    assert passages.ouvrir(ctx, famille_id=famille, presence="sur_place").presence == "sur_place"
    assert passages.qui_est_la(ctx, visite.passage_id, gens[0]).personne_id == gens[0]
    assert passages.qui_est_la(ctx, visite.passage_id, None, presence="telephone").presence == "telephone"


def test_un_autre_agent_reprend_a_un_autre_poste(ctx: Contexte, voisin: Contexte) -> None:
    famille, _ = foyer(ctx)
    visite = passages.ouvrir(ctx, famille_id=famille)
    faire(ctx, famille, "pièce demandée")
    passages.suspendre(ctx, visite.passage_id)
    reprise = passages.ouvrir(voisin, famille_id=famille)
    assert (reprise.passage_id, reprise.agent, reprise.poste, reprise.etat) == (
        visite.passage_id, "accueil", "poste 1", "ouvert",
    )  # fmt: skip
    assert reprise.repris == (
        "Passage de Nadia Benali (poste 2) repris ici, suspendu depuis le lun. 16 nov. 14:07, 1 acte déjà fait"
    )
    assert passages.ouvrir(voisin, famille_id=famille).repris == "", "said once"
    assert [a.libelle for a in reprise.actes] == ["pièce demandée"]
    faire(ctx, famille, "écrit depuis l’ancien poste")
    faire(voisin, famille, "pièce reçue")
    assert [a.libelle for a in passages.lire(ctx, visite.passage_id).actes] == ["pièce demandée", "pièce reçue"]
    for geste in (passages.suspendre, passages.clore):
        with pytest.raises(PassageRepris, match="se poursuit au poste 1"):
            geste(ctx, visite.passage_id)


def test_deux_postes_recoivent_la_meme_famille(ctx: Contexte, voisin: Contexte) -> None:
    """The mother stands here, the father telephones: two visits, each told of the other, nothing taken away."""
    famille, _ = foyer(ctx)
    ici = passages.ouvrir(ctx, famille_id=famille)
    la_bas = passages.ouvrir(voisin, famille_id=famille, presence="telephone")
    assert ici.passage_id != la_bas.passage_id
    assert la_bas.ailleurs == "poste 2"
    assert passages.lire(ctx, ici.passage_id).ailleurs == "poste 1"
    faire(ctx, famille, "au guichet")
    faire(voisin, famille, "au téléphone")
    assert [a.libelle for a in passages.lire(ctx, ici.passage_id).actes] == ["au guichet"]
    prise = passages.reprendre(voisin, ici.passage_id)
    assert (prise.poste, prise.agent) == ("poste 1", "accueil")
    assert prise.repris.startswith("Passage de Nadia Benali (poste 2) repris ici, resté ouvert depuis le lun. 16 nov.")
    assert passages.lire(ctx, la_bas.passage_id).etat == "suspendu"
    assert passages.reprendre(voisin, ici.passage_id) == replace(prise, repris="")


def test_deux_processus_ouvrent_a_la_fois(ctx: Contexte) -> None:
    """Same workstation name twice (a window opened again): one visit, not two, not an error."""
    famille, _ = foyer(ctx)
    programme = """
from guichet.services.comptoir import passages
for _ in range(5):
    v = passages.ouvrir(ctx, famille_id=int(sys.argv[2]))
print(v.passage_id)
"""
    ensemble = [lancer(ctx.base.adresse, programme, str(famille)) for _ in range(3)]
    assert len({finir(p) for p in ensemble}) == 1
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM passage") == (1,)


def test_la_base_refuse_deux_visites_ouvertes_sur_un_terminal(ctx: Contexte) -> None:
    famille, _ = foyer(ctx)
    autre, _ = foyer(ctx, "21007")
    passages.ouvrir(ctx, famille_id=famille)
    suspendu = passages.ouvrir(replace(ctx, poste="poste 9"), famille_id=autre)
    with pytest.raises(Exception, match=r"(?i)unique|ux_passage_terminal"), ctx.ecriture() as s:
        s.ordre("UPDATE passage SET terminal = 'poste 2' WHERE id = :id", {"id": suspendu.passage_id})


def test_refus(ctx: Contexte) -> None:
    famille, gens = foyer(ctx)
    _, etrangers = foyer(ctx, "21007", ("Legendre",))
    visite = passages.ouvrir(ctx, famille_id=famille)
    passages.clore(ctx, visite.passage_id)
    admin = ctx.pour(agent_courant("admin", "A", "administrateur"))
    cas = [
        (lambda: passages.ouvrir(ctx, famille_id=999), FamilleInconnue),
        (lambda: passages.ouvrir(ctx, famille_id=famille, presence="fax"), PassageImpossible),
        (lambda: passages.ouvrir(ctx, famille_id=famille, personne_id=gens[-1]), PassageImpossible),
        (lambda: passages.ouvrir(ctx, famille_id=famille, personne_id=etrangers[0]), PassageImpossible),
        (lambda: passages.qui_est_la(ctx, visite.passage_id, gens[0]), PassageClos),
        (lambda: passages.qui_est_la(ctx, visite.passage_id, gens[0], presence="fax"), PassageImpossible),
        (lambda: passages.suspendre(ctx, visite.passage_id), PassageClos),
        (lambda: passages.reprendre(ctx, visite.passage_id), PassageClos),
        (lambda: passages.clore(ctx, 999), PassageInconnu),
        (lambda: passages.recapitulatif(ctx, 999), PassageInconnu),
        (lambda: passages.ouvrir(admin, famille_id=famille), DroitInsuffisant),
        (lambda: passages.du_jour(admin), DroitInsuffisant),
        (lambda: passages.lire(admin, visite.passage_id), DroitInsuffisant),
        (lambda: passages.consulter(admin, famille), DroitInsuffisant),
    ]
    for geste, erreur in cas:
        with pytest.raises(erreur):
            geste()
    assert len(consultations(ctx)) == 1, "a refused opening leaves nothing"


def test_les_visites_du_jour_sont_celles_du_jour_local(ctx: Contexte, horloge: Horloge) -> None:
    """23:30 in Paris is 22:30 UTC, and 00:30 is the day before in UTC."""
    famille, _ = foyer(ctx)
    horloge.instant = horloge.instant.replace(hour=22, minute=30)
    soir = passages.ouvrir(ctx, famille_id=famille)
    passages.clore(ctx, soir.passage_id)
    horloge.avancer(hours=1)
    nuit = passages.ouvrir(ctx, famille_id=famille)
    assert [x.passage_id for x in passages.du_jour(ctx, date(2026, 11, 16))] == [soir.passage_id]
    (ligne,) = passages.du_jour(ctx)
    assert (ligne.passage_id, ligne.code, ligne.etat) == (nuit.passage_id, "20421", "ouvert")
    assert "LÉGER-MARTIN" in ligne.famille


def test_le_recapitulatif_dit_tout_et_rien_de_l_autre_foyer(ctx: Contexte, horloge: Horloge, tmp_path) -> None:
    from models import ComptePortail

    famille, gens = foyer(ctx, noms=("Léger", "Martin"))
    _, etrangers = foyer(ctx, "21007", ("Dupont",))
    with ctx.ecriture() as s:
        for (foyer_id, personne), expire in (((famille, gens[0]), 7), ((famille + 1, etrangers[0]), 3)):
            s.add(
                ComptePortail(
                    personne_id=personne, famille_id=foyer_id, identifiant=f"i{personne}",
                    identifiant_cle=f"i{personne}", mode="courriel", etat="emis",
                    expire_le=ctx.maintenant().replace(day=16 + expire),
                )
            )  # fmt: skip
    visite = passages.ouvrir(ctx, famille_id=famille)
    faire(ctx, famille, "identifiants réémis, remis [/b]")
    horloge.avancer(minutes=12)
    passages.clore(ctx, visite.passage_id)
    horloge.avancer(days=1)
    edition = passages.recapitulatif(ctx, visite.passage_id)
    papiers.imprimer(ctx, edition, chemin=tmp_path / "slip.pdf")
    assert edition.pdf.startswith(b"%PDF")
    assert not edition.confidentiel
    texte = edition.texte
    for attendu in (
        "LÉGER – MARTIN",
        "20421-K",
        "14:07",
        "remis [/b]",
        "de 14\u00a0h\u00a007 à 14\u00a0h\u00a019",
        "Nadia B.",
        "FORMATION",
        "lundi 23\u00a0novembre",
    ):
        assert attendu in " ".join(texte.replace("\u00a0", "~").split()).replace("~", "\u00a0"), attendu
    assert "DUPONT" not in texte
    assert "19\u00a0novembre" not in texte
    assert (tmp_path / "slip.txt").read_text() == texte
    assert "mémoire" in papiers.imprimer(ctx, edition).message


def test_le_recapitulatif_ne_dit_pas_que_tout_est_fait_quand_il_manque(ctx: Contexte) -> None:
    """Lost otherwise: « rien d’autre à faire », to a family that pays the highest tariff for want of a paper."""
    from models import ComptePortail, Quotient

    famille, gens = foyer(ctx, noms=("Léger",))
    visite = passages.ouvrir(ctx, famille_id=famille)

    def dit() -> str:
        return " ".join(passages.recapitulatif(ctx, visite.passage_id).texte.split())

    assert "attestation de quotient familial : le vôtre n’est pas connu" in dit()
    with ctx.ecriture() as s:
        hier = ctx.aujourdhui() - timedelta(days=1)
        s.add(
            Quotient(
                famille_id=famille, valeur_centimes=50_000, source="CAF", mois=hier.replace(day=1), du=hier, au=hier,
                recu_le=ctx.maintenant(),
            )
        )  # fmt: skip
        s.add(
            ComptePortail(
                personne_id=gens[0], famille_id=famille, identifiant="i1", identifiant_cle="i1", mode="courriel",
                etat="active",
            )
        )  # fmt: skip
    assert "le vôtre n’est plus à jour" in dit()
    assert "Accepter les conditions d’utilisation" in dit()
    with ctx.ecriture() as s:
        s.ordre("UPDATE quotient SET au = NULL")
        s.ordre("UPDATE compte_portail SET etat = 'cgu_acceptees'")
    assert "rien d’autre à faire" in dit()


def test_consulter_depuis_la_ligne_de_commande_laisse_sa_trace(ctx: Contexte) -> None:
    famille, _ = foyer(ctx)
    passages.consulter(ctx, famille, "dossier")
    assert consultations(ctx) == [("demo", "poste 2", famille, "dossier")]
    with ctx.lecture() as s:
        assert s.une("SELECT count(*) FROM journal WHERE type LIKE 'consult%'") == (0,)


def test_une_lecture_que_le_disque_plein_ne_laisse_pas_noter(ctx_sqlite: Contexte) -> None:
    """Lost otherwise: « nothing was recorded », said to who had nothing to record and sees no dossier."""
    famille, _ = foyer(ctx_sqlite)
    with ctx_sqlite.ecriture() as s:
        s.ordre("PRAGMA max_page_count = 1")
    with pytest.raises(DisquePlein, match="la lecture n’a pas pu être notée, le dossier n’est donc pas montré"):
        for _ in range(400):
            passages.consulter(ctx_sqlite, famille)
