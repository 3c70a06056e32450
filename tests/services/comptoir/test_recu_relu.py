"""What a parent corrects at the counter is on the slip as it was written, for them to read over."""

from __future__ import annotations

from datetime import date

from guichet.contexte import Contexte
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.garde.reglage import Reglage
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.regles.comptoir.visite import LONGUEUR
from guichet.regles.socle.domaine import MotifDepart
from guichet.services import familles
from guichet.services.comptoir import passages
from guichet.services.garde import alternee, rattachement
from tests.services.saisies import MOREAU, dossier, nomme

ADRESSE = ("adresse", "complement", "code_postal", "ville")


def visite(ctx: Contexte) -> tuple[Dossier, int]:
    d = dossier(ctx)
    return d, passages.ouvrir(ctx, famille_id=d.famille.famille_id).passage_id


def lignes(ctx: Contexte, passage_id: int) -> list[str]:
    return [acte.libelle for acte in passages.lire(ctx, passage_id).actes]


def changer(ctx: Contexte, d: Dossier, prenom: str, **apres: str) -> None:
    membre = nomme(d, prenom)
    avant = {champ: getattr(membre, champ) for champ in apres if champ != "pai_detail"}
    avant |= {champ: "" for champ in apres if champ == "pai_detail"}
    familles.modifier_membre(ctx, lien_id=membre.lien_id, avant=avant, apres=apres)


def test_an_address_is_read_over_whole_with_the_one_it_replaces(ctx: Contexte) -> None:
    """Lost otherwise: « changement d’adresse » on the paper, and a mistyped street found at the first bill returned."""
    d, ici = visite(ctx)
    avant = {champ: getattr(d.famille, champ) for champ in ADRESSE}
    apres = avant | {"adresse": "14, rue des Lilas"}
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=avant, apres=apres)
    ville = "78999 Clairval-sur-Seine"
    assert lignes(ctx, ici) == [f"adresse : 12, rue des Lilas, {ville} → 14, rue des Lilas, {ville}"]
    assert "→ 14, rue des Lilas" in " ".join(passages.recapitulatif(ctx, ici).texte.split())
    ailleurs = {"adresse": "1 quai Branly", "complement": "", "code_postal": "75007", "ville": "Paris"}
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=apres, apres=ailleurs)
    assert lignes(ctx, ici)[1:] == [
        f"adresse : 14, rue des Lilas, {ville} → 1 quai Branly, 75007 Paris",
        "résidence : extérieur désormais",
    ]


def test_the_new_address_is_whole_where_a_line_cannot_hold_both(ctx: Contexte) -> None:
    d, ici = visite(ctx)
    longue = {"adresse": "1 rue " + "x" * 110, "complement": "", "code_postal": "75007", "ville": "Paris"}
    avant = {champ: getattr(d.famille, champ) for champ in ADRESSE}
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=avant, apres=longue)
    familles.demenager(ctx, famille_id=d.famille.famille_id, avant=longue, apres=longue | {"ville": "Lyon"})
    dite = lignes(ctx, ici)[-1]
    assert dite.endswith("75007 Lyon")
    assert len(dite) <= LONGUEUR


def test_telephones_mails_and_names_are_read_over_by_whose_they_are(ctx: Contexte) -> None:
    """Lost otherwise: « fiche de Sophie modifiée : courriel, mobile », and nobody sees the two digits turned round."""
    d, ici = visite(ctx)
    changer(ctx, d, "Sophie", mobile="07.11.22.33.44", courriel="sophie@orange.fr", nom="Léger")
    changer(ctx, d, "Karim", fixe="01 30 11 22 33")
    assert lignes(ctx, ici) == [
        "Sophie · courriel : sophie.leger@orange.fr → sophie@orange.fr",
        "Sophie · mobile : 06 12 34 56 78 → 07 11 22 33 44",
        "Sophie · nom : Léger-Martin → Léger",
        "Karim · téléphone fixe : 01 30 11 22 33",
    ]


def test_what_a_child_suffers_from_is_on_no_slip(ctx: Contexte) -> None:
    d, ici = visite(ctx)
    changer(ctx, d, "Léa", pai_detail="arachide")
    assert lignes(ctx, ici) == ["Léa · PAI : oui", "Léa · détail du PAI : changé"]


def test_who_comes_and_who_goes_are_named(ctx: Contexte) -> None:
    """Lost otherwise: « enfant retiré du foyer », of a household with three."""
    d, ici = visite(ctx)
    tom = SaisieMembre(role="enfant", nom="Martin", prenom="Tom", naissance="3/9/2020", ecole="Victor-Hugo")
    familles.ajouter_membre(ctx, famille_id=d.famille.famille_id, saisie=tom, malgre_doublons=True)
    lea = nomme(d, "Léa")
    familles.retirer_membre(
        ctx, lien_id=lea.lien_id, le=ctx.aujourdhui(), motif=MotifDepart.DEMENAGEMENT, vues=(), sort=None
    )
    assert lignes(ctx, ici) == [
        "enfant ajouté : Tom",
        "Tom · école : Victor-Hugo",
        "Tom · naissance : 03/09/2020",
        "Tom · nom : Martin",
        "enfant retiré du foyer : Léa (déménagement)",
    ]


def test_a_custody_is_read_over_with_its_child_and_its_weeks(ctx: Contexte) -> None:
    """Lost otherwise: « garde alternée réglée », and a father who learns at the school gate which week was meant."""
    autre = dossier(ctx, MOREAU)
    d, ici = visite(ctx)
    lea = nomme(d, "Léa")
    tenue = {"lien_id": lea.lien_id, "rythme": "1/2", "ancre": "7/9/2026"}
    rattachement.rattacher_enfant(ctx, autre_code=autre.famille.code, **tenue)
    alternee.regler(ctx, lien_id=lea.lien_id, voulu=Reglage("1/2", "14/9/2026"))
    jours = {"du": date(2026, 12, 21), "au": date(2026, 12, 25)}
    alternee.ajouter_exception(ctx, lien_id=lea.lien_id, ici=False, **jours)
    assert lignes(ctx, ici) == [
        "garde alternée de Léa : second foyer, semaines et vacances réglés",
        "Léa · semaine ici : 07/09/2026 → 14/09/2026",
        "garde alternée de Léa : dans l’autre foyer du 21/12/2026 au 25/12/2026",
    ]
