"""Alternate custody: a parent who books the other's days pays for an absent child, and learns where the child is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from guichet.contexte import Contexte
from guichet.erreurs import SaisieInvalide
from guichet.erreurs.familles import FoyerImpossible, MembreInconnu
from guichet.erreurs.garde import GardeImpossible
from guichet.fiches.familles.refus import FicheModifiee
from guichet.fiches.garde.reglage import Reglage
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.regles.garde.jours import Garde, PartVacances, Sejour
from guichet.regles.socle.domaine import MoitieVacances
from guichet.services.dossier import dossiers
from guichet.services.familles import creer, modifier_membre, retirer_membre
from guichet.services.garde import alternee
from guichet.services.garde.rattachement import rattacher_enfant
from tests.bases import Horloge
from tests.services.foyer_simple import foyer
from tests.services.guichet_identifiants import colonne

LUNDI = date(2026, 11, 16)
PREMIERE, SECONDE = MoitieVacances
FRATRIE = SaisieFamille(
    membres=(
        SaisieMembre(nom="Léger", prenom="Sophie", mobile="0612345678"),
        SaisieMembre(role="enfant", nom="Léger", prenom="Léa", naissance="12/04/2019"),
        SaisieMembre(role="enfant", nom="Léger", prenom="Tom", naissance="03/05/2021"),
    )
)


def partage(ctx: Contexte) -> tuple[int, int, int, list[int]]:
    """Léa in two households, one week in two from LUNDI in the first; (first, second, child, links)."""
    ici_, personnes = foyer(ctx)
    autre, _ = foyer(ctx, "20988", ("Martin",))
    (lien,) = colonne(ctx, f"SELECT id FROM lien WHERE famille_id = {ici_} AND role = 'enfant'")
    nouveau = rattacher_enfant(ctx, lien_id=lien, autre_code="20988", rythme="1/2", ancre=LUNDI)
    return ici_, autre, personnes[-1], [lien, nouveau]


def jours(ctx: Contexte, famille_id: int, enfant: int, du: date, combien: int) -> str:
    siens = alternee.jours(ctx, famille_id=famille_id, personne_id=enfant, du=du, au=du + timedelta(days=combien - 1))
    return "".join("x" if du + timedelta(days=k) in siens else "." for k in range(combien))


def test_chaque_foyer_a_ses_jours(ctx: Contexte) -> None:
    """Together every day, never the same one: rhythm, holidays by halves, exception."""
    ici_, autre, enfant, (lien, _) = partage(ctx)
    assert jours(ctx, ici_, enfant, LUNDI, 14) == "x" * 7 + "." * 7
    assert jours(ctx, autre, enfant, LUNDI, 14) == "." * 7 + "x" * 7
    alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI, PartVacances(PREMIERE, 2026)))
    alternee.ajouter_exception(ctx, lien_id=lien, du=date(2026, 11, 24), au=date(2026, 11, 25))
    for debut, combien in ((LUNDI, 28), (date(2026, 12, 14), 40), (date(2027, 7, 1), 62)):
        a, b = (jours(ctx, f, enfant, debut, combien) for f in (ici_, autre))
        assert a.replace("x", "o").replace(".", "x").replace("o", ".") == b
    assert jours(ctx, ici_, enfant, date(2026, 11, 23), 4) == ".xx."
    alternee.retirer_exception(ctx, lien_id=lien, du=date(2026, 11, 24))
    assert jours(ctx, ici_, enfant, date(2026, 11, 23), 4) == "...."


def test_l_annee_et_la_semaine_disent_les_memes_jours(ctx: Contexte) -> None:
    """Lost otherwise: halves of holidays right in the fortnight, and wrong in the planner of the year."""
    ici_, _, enfant, (lien, _) = partage(ctx)
    alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI, PartVacances(PREMIERE, 2026)))
    semaines = [jours(ctx, ici_, enfant, LUNDI + timedelta(weeks=n), 7) for n in range(40)]
    assert jours(ctx, ici_, enfant, LUNDI, 280) == "".join(semaines)


def test_le_foyer_d_avant_n_est_pas_l_autre_foyer(ctx: Contexte) -> None:
    """Lost otherwise: weeks refused to a parent in the name of a household the child had left before."""
    from models import Lien

    ici_, autre, enfant, _ = partage(ctx)
    ancien, _ = foyer(ctx, "20989", ("Durand",))
    (arrivee,) = colonne(ctx, f"SELECT du FROM lien WHERE famille_id = {ici_} AND role = 'enfant'")
    with ctx.ecriture() as s:
        # Its last day there was the first one here.
        s.add(Lien(personne_id=enfant, famille_id=ancien, role="enfant", du=date(2025, 9, 1), au=arrivee))
    assert jours(ctx, ici_, enfant, LUNDI - timedelta(days=7), 21) == "x" * 14 + "." * 7
    assert jours(ctx, autre, enfant, LUNDI - timedelta(days=7), 21) == "." * 14 + "x" * 7


def test_un_enfant_parti_n_a_plus_de_jours_ici(ctx: Contexte) -> None:
    """Lost otherwise: the last day at home is nobody’s to book, or the first day elsewhere still is."""
    famille, personnes = foyer(ctx)
    (lien,) = colonne(ctx, f"SELECT id FROM lien WHERE famille_id = {famille} AND role = 'enfant'")
    retirer_membre(ctx, lien_id=lien, le=LUNDI)
    assert jours(ctx, famille, personnes[-1], LUNDI - timedelta(days=2), 4) == "xx.."


def test_aucun_foyer_ne_voit_l_autre(ctx: Contexte) -> None:
    """What a household reads of its custody names nobody else; a stranger reads nothing (rule 32)."""
    *_, enfant, (lien, la) = partage(ctx)
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI)
    alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI, PartVacances(PREMIERE, 2026)))
    lue = alternee.fiche(ctx, la).garde
    assert lue.sejours == (Sejour(LUNDI, LUNDI, ici=False),)
    assert lue.vacances == PartVacances(SECONDE, 2026)
    assert str(lue.rythme) == "1/2"
    tiers, _ = foyer(ctx, "20112", ("Şahin",))
    assert jours(ctx, tiers, enfant, LUNDI, 7) == "." * 7


def test_un_seul_foyer_a_tous_les_jours(ctx: Contexte) -> None:
    """A child who lives there all the time, from the day of arrival on."""
    famille, personnes = foyer(ctx)
    assert jours(ctx, famille, personnes[-1], date(2026, 8, 30), 4) == "..xx"
    assert alternee.jours(ctx, famille_id=famille, personne_id=personnes[-1], du=LUNDI, au=date(2026, 11, 1)) == ()


def test_refus(ctx: Contexte) -> None:
    famille, _ = foyer(ctx, "20500", ("Abadie",))
    (seul,) = colonne(ctx, f"SELECT id FROM lien WHERE famille_id = {famille} AND role = 'enfant'")
    with pytest.raises(GardeImpossible, match="n’a qu’un foyer"):
        alternee.regler(ctx, lien_id=seul, voulu=Reglage("1/2", LUNDI))
    with pytest.raises(MembreInconnu):
        alternee.regler(ctx, lien_id=9999, voulu=Reglage("1/2", LUNDI))
    (adulte,) = colonne(ctx, f"SELECT min(id) FROM lien WHERE famille_id = {famille} AND role = 'responsable'")
    with pytest.raises(MembreInconnu):
        alternee.regler(ctx, lien_id=adulte, voulu=Reglage("1/2", LUNDI))
    *_, (lien, autre) = partage(ctx)
    with pytest.raises(SaisieInvalide, match="vient avant"):
        alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=date(2026, 11, 1))
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=date(2026, 11, 18))
    with pytest.raises(GardeImpossible, match="16/11/2026 au 18/11/2026"):
        alternee.ajouter_exception(ctx, lien_id=autre, du=date(2026, 11, 18), au=date(2026, 11, 20))
    with pytest.raises(GardeImpossible, match="Aucune exception"):
        alternee.retirer_exception(ctx, lien_id=lien, du=date(2026, 11, 17))
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET au = :au WHERE id = :id", {"au": LUNDI, "id": lien})
    with pytest.raises(MembreInconnu):
        alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI))


def test_la_garde_se_regle_d_un_coup_pour_les_deux_foyers(ctx: Contexte) -> None:
    """Weeks, holidays and payer in one transaction; what one household gets the other does not."""
    ici_, autre, enfant, (lien, la) = partage(ctx)
    fiche = alternee.fiche(ctx, lien)
    [payeur] = fiche.responsables
    voulu = Reglage("2/4", "23/11/2026", PartVacances(PREMIERE, 2026), frozenset({payeur.personne_id}))
    alternee.regler(ctx, lien_id=lien, voulu=voulu, avant=fiche.reglage)
    relue = alternee.fiche(ctx, lien)
    assert relue.reglage == replace(voulu, ancre=date(2026, 11, 23))
    chez_l_autre = alternee.fiche(ctx, la)
    assert chez_l_autre.reglage.ancre == date(2026, 12, 7)
    assert chez_l_autre.garde.vacances == PartVacances(SECONDE, 2026)
    assert not chez_l_autre.payeurs, "the payer of one household is nobody in the other"
    assert jours(ctx, autre, enfant, LUNDI, 28) == "x" * 7 + "." * 14 + "x" * 7
    alternee.regler(ctx, lien_id=la, voulu=replace(chez_l_autre.reglage, payeurs=None, vacances=None))
    assert alternee.fiche(ctx, lien).garde.vacances is None
    assert jours(ctx, ici_, enfant, LUNDI, 28) == "." * 7 + "x" * 14 + "." * 7


def test_deux_agents_reglent_la_meme_garde(ctx: Contexte) -> None:
    """Lost otherwise: the second agent undoes what the first one was told, unseen."""
    *_, (lien, _) = partage(ctx)
    avant = alternee.fiche(ctx, lien).reglage
    alternee.regler(ctx, lien_id=lien, voulu=replace(avant, vacances=PartVacances(PREMIERE, 2026)), avant=avant)
    with pytest.raises(FicheModifiee, match="première moitié"):
        alternee.regler(ctx, lien_id=lien, voulu=replace(avant, vacances=PartVacances(SECONDE, 2026)), avant=avant)
    assert alternee.fiche(ctx, lien).garde.vacances == PartVacances(PREMIERE, 2026)


def test_le_payeur_est_un_responsable_de_ce_foyer(ctx: Contexte) -> None:
    """Lost otherwise: bills sent to nobody, or to the other household (rule 32)."""
    *_, enfant, (lien, la) = partage(ctx)
    [sophie], [etranger] = ([m.personne_id for m in alternee.fiche(ctx, li).responsables] for li in (lien, la))
    alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI, None, frozenset({sophie})))
    for payeurs in (frozenset[int](), frozenset({etranger}), frozenset({enfant})):
        with pytest.raises(SaisieInvalide, match="responsable de ce foyer"):
            alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI, None, payeurs))


def test_une_exception_se_passe_aussi_ailleurs(ctx: Contexte) -> None:
    """The wedding at the other grand-mother's: the day here goes there, and both histories say so."""
    ici_, autre, enfant, (lien, _) = partage(ctx)
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI, ici=False)
    assert jours(ctx, ici_, enfant, LUNDI, 2) == ".x"
    assert jours(ctx, autre, enfant, LUNDI, 2) == "x."
    dits = colonne(ctx, "SELECT objet FROM journal WHERE type = 'garde.exception' ORDER BY objet")
    assert dits == ["20421", "20988"]


def test_une_exception_vaut_aussi_sans_semaines(ctx: Contexte) -> None:
    """Two homes that settled no weeks: the one day they agreed on is still the other's."""
    ici_, autre, enfant, (lien, la) = partage(ctx)
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI, ici=False)
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET garde_rythme = '', garde_ancre = NULL WHERE id IN (:a, :b)", {"a": lien, "b": la})
    assert jours(ctx, ici_, enfant, LUNDI, 3) == ".xx"
    assert jours(ctx, autre, enfant, LUNDI, 3) == "xxx"


def test_partir_rend_tous_les_jours_au_foyer_qui_reste(ctx: Contexte) -> None:
    """Lost otherwise: the parent left alone may book one week in two only; and a link with holidays never goes."""
    ici_, _, enfant, (lien, la) = partage(ctx)
    alternee.regler(ctx, lien_id=lien, voulu=Reglage("1/2", LUNDI, PartVacances(PREMIERE, 2026)))
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI, ici=False)
    retirer_membre(ctx, lien_id=la, le=LUNDI)
    assert alternee.fiche(ctx, lien).garde == Garde()
    assert jours(ctx, ici_, enfant, LUNDI, 21) == "x" * 21


def test_partir_rend_aussi_les_jours_excepts_de_qui_n_avait_pas_de_semaines(ctx: Contexte) -> None:
    """Lost otherwise: the day once given to a household that ended stays refused to the only one left."""
    ici_, _, enfant, (lien, la) = partage(ctx)
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI, ici=False)
    with ctx.ecriture() as s:
        s.ordre("UPDATE lien SET garde_rythme = '', garde_ancre = NULL WHERE id = :a", {"a": lien})
    assert jours(ctx, ici_, enfant, LUNDI, 3) == ".xx"
    retirer_membre(ctx, lien_id=la, le=LUNDI)
    assert jours(ctx, ici_, enfant, LUNDI, 3) == "xxx"
    retirer_membre(ctx, lien_id=lien, le=LUNDI)
    assert colonne(ctx, "SELECT id FROM garde_exception") == []


@pytest.mark.parametrize(("semaines", "dite"), [(True, ["20421"]), (False, [])])
def test_la_fin_d_une_garde_se_dit_si_elle_etait_reglee(ctx: Contexte, semaines: bool, dite: list[str]) -> None:
    """Lost otherwise: a household reads the end of weeks that were never settled, hence that the other one left."""
    *_, (lien, la) = partage(ctx)
    if not semaines:
        with ctx.ecriture() as s:
            s.ordre("UPDATE lien SET garde_rythme = '', garde_ancre = NULL WHERE id IN (:a, :b)", {"a": lien, "b": la})
    retirer_membre(ctx, lien_id=la, le=LUNDI)
    assert colonne(ctx, "SELECT objet FROM journal WHERE type = 'garde.finir'") == dite


def test_le_depart_d_un_enfant_ne_touche_pas_la_garde_d_un_autre(ctx: Contexte) -> None:
    """Lost otherwise: one child leaves, and every other of the town has no half of the holidays any more."""
    *_, (lien, la) = partage(ctx)
    voisins, _ = foyer(ctx, "20500", ("Abadie",))
    foyer(ctx, "20501", ("Zerbib",))
    (sien,) = colonne(ctx, f"SELECT id FROM lien WHERE famille_id = {voisins} AND role = 'enfant'")
    rattacher_enfant(ctx, lien_id=sien, autre_code="20501", rythme="1/2", ancre=LUNDI)
    for chacun in (lien, sien):
        alternee.regler(ctx, lien_id=chacun, voulu=Reglage("1/2", LUNDI, PartVacances(PREMIERE, 2026)))
        alternee.ajouter_exception(ctx, lien_id=chacun, du=LUNDI, au=LUNDI)
    avant = alternee.fiche(ctx, sien).garde
    retirer_membre(ctx, lien_id=la, le=LUNDI)
    assert alternee.fiche(ctx, sien).garde == avant
    assert avant.vacances is not None
    assert avant.sejours


def test_a_trois_foyers_le_depart_de_l_un_laisse_aux_autres_leurs_semaines(ctx: Contexte) -> None:
    """Two files made one may give a child a third home: lost otherwise, the weeks and days the other two agreed on."""
    from models import Lien

    ici_, _, enfant, (lien, la) = partage(ctx)
    troisieme, _ = foyer(ctx, "20112", ("Şahin",))
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI, ici=False)
    with ctx.ecriture() as s:
        s.add(Lien(personne_id=enfant, famille_id=troisieme, role="enfant", rang=5, du=date(2026, 9, 1)))
    avant = alternee.fiche(ctx, lien).garde
    retirer_membre(ctx, lien_id=la, le=LUNDI)
    assert alternee.fiche(ctx, lien).garde == avant
    assert jours(ctx, ici_, enfant, LUNDI, 14) == ".xxxxxx" + "." * 7
    assert colonne(ctx, "SELECT objet FROM journal WHERE type = 'garde.finir'") == []


def test_un_enfant_revenu_suit_sa_nouvelle_garde(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the weeks of before the departure, shown to a parent who agreed on others."""
    *_, (lien, la) = partage(ctx)
    horloge.avancer(days=14)
    retirer_membre(ctx, lien_id=la, le=ctx.aujourdhui())
    horloge.avancer(days=7)
    revenu = rattacher_enfant(ctx, lien_id=lien, autre_code="20988", rythme="1/4", ancre=LUNDI)
    assert str(alternee.fiche(ctx, revenu).garde.rythme) == "3/4"


def test_la_fiche_de_l_enfant_ne_separe_pas_les_deux_foyers(ctx: Contexte) -> None:
    """A rhythm corrected on the child's sheet is the other household's too: no day is nobody's."""
    _, autre, enfant, (lien, _) = partage(ctx)
    modifier_membre(ctx, lien_id=lien, avant={}, apres={"garde_rythme": "1/3"})
    assert jours(ctx, autre, enfant, LUNDI, 21) == "." * 7 + "x" * 14
    with pytest.raises(SaisieInvalide, match="deux foyers"):
        modifier_membre(ctx, lien_id=lien, avant={}, apres={"garde_rythme": ""})


def test_un_troisieme_foyer_se_refuse(ctx: Contexte) -> None:
    *_, (lien, _) = partage(ctx)
    foyer(ctx, "20112", ("Şahin",))
    with pytest.raises(FoyerImpossible, match="déjà deux foyers"):
        rattacher_enfant(ctx, lien_id=lien, autre_code="20112", rythme="1/2", ancre=LUNDI)


def test_le_dossier_dit_ou_est_l_enfant_aujourd_hui(ctx: Contexte) -> None:
    """Exceptions and holidays included. Lost otherwise: « ici cette semaine » said of a child who is away."""
    ici_, autre, _, (lien, _) = partage(ctx)
    alternee.ajouter_exception(ctx, lien_id=lien, du=LUNDI, au=LUNDI, ici=False)
    dits = [[a.detail for a in dossiers.lire(ctx, f).alertes if a.code == "garde_alternee"] for f in (ici_, autre)]
    assert dits == [["1/2, ailleurs aujourd’hui"], ["1/2, ici aujourd’hui"]]


def test_la_fratrie_suit_la_meme_garde(ctx: Contexte) -> None:
    """One write for brothers and sisters; nobody of another household is taken along."""
    famille = creer(ctx, FRATRIE)
    autre, _ = foyer(ctx, "20988", ("Martin",))
    lea, tom = dossiers.lire(ctx, famille).enfants
    assert [m.prenom for m in alternee.fiche(ctx, lea.lien_id).fratrie] == ["Tom"]
    (intrus,) = colonne(ctx, f"SELECT id FROM lien WHERE famille_id = {autre} AND role = 'enfant'")
    partage_ = {"lien_id": lea.lien_id, "autre_code": "20988", "rythme": "1/2", "ancre": LUNDI}
    with pytest.raises(MembreInconnu):
        rattacher_enfant(ctx, **partage_, fratrie=[intrus])
    rattacher_enfant(ctx, **partage_, vacances=PartVacances(PREMIERE, 2026), fratrie=[tom.lien_id])
    for enfant in dossiers.lire(ctx, famille).enfants:
        assert (enfant.autre_foyer, enfant.garde_rythme) == ("20988", "1/2")
        assert alternee.fiche(ctx, enfant.lien_id).garde.vacances == PartVacances(PREMIERE, 2026)
        assert alternee.fiche(ctx, enfant.lien_id).fratrie == ()
    assert len(dossiers.lire(ctx, "20988").enfants) == 3
