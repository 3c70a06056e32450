"""What is asked a second time is refused with who did it and when: said « clos » again, it would be believed done now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from guichet.contexte import Contexte, agent_courant
from guichet.erreurs import ErreurMetier
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.formats import date_num, heure
from guichet.regles.portail.motifs import MotifSuspension
from guichet.regles.socle.domaine import PieceIdentite
from guichet.services import familles
from guichet.services.comptoir import passages, taches
from guichet.services.familles import fusion
from guichet.services.portail import cles, identifiants
from guichet.services.reservations import attente, inscriptions
from guichet.services.socle import agents
from tests.bases import Horloge
from tests.services.familles.fusion.deux_dossiers import Demande, reunir
from tests.services.guichet_identifiants import installer
from tests.services.places_ouvertes import LUNDI
from tests.services.reservations.suites.test_attente import file, liberer
from tests.services.socle.test_agents import arrivee, echouer

CNI = PieceIdentite.CNI
VOISIN = SaisieFamille(
    adresse="9 quai Nord",
    code_postal="78999",
    ville="Clairval-sur-Seine",
    membres=(SaisieMembre(nom="Zidane", prenom="Berthe", mobile="0788776655"),),
)
Geste = Callable[[Contexte], object]


def _clore(ctx: Contexte, horloge: Horloge) -> Geste:
    f = installer(ctx)
    passages.clore(ctx, passages.ouvrir(ctx, famille_id=f.famille).passage_id)
    ouvert = passages.ouvrir(ctx, famille_id=f.famille).passage_id
    return lambda c: passages.clore(c, ouvert)


def _suspendre(ctx: Contexte, horloge: Horloge) -> Geste:
    ouvert = passages.ouvrir(ctx, famille_id=installer(ctx).famille).passage_id
    return lambda c: passages.suspendre(c, ouvert)


def _tache_annulee(ctx: Contexte, horloge: Horloge) -> Geste:
    f = installer(ctx)
    due = taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie).tache_id
    return lambda c: taches.annuler(c, tache_id=due)


def _tache_traitee(ctx: Contexte, horloge: Horloge) -> Geste:
    f = installer(ctx)
    due = taches.demander_identifiants(ctx, famille_id=f.famille, personne_id=f.sophie).tache_id
    return lambda c: taches.traiter(c, tache_id=due)


def _offre(ctx: Contexte, horloge: Horloge, reponse: Callable[..., object]) -> Geste:
    v, rids = file(ctx, horloge)
    liberer(ctx, v, rids[0])
    (offerte,) = taches.lister(ctx)
    assert ctx.aujourdhui() < LUNDI
    return lambda c: reponse(c, tache_id=offerte.tache_id)


def _cle_revoquee(ctx: Contexte, horloge: Horloge) -> Geste:
    f = installer(ctx)
    emise = cles.emettre(ctx, famille_id=f.famille, responsable_id=f.sophie, piece=CNI).cle
    assert emise is not None
    return lambda c: cles.revoquer(c, cle_id=emise.cle_id)


def _compte_suspendu(ctx: Contexte, horloge: Horloge) -> Geste:
    f = installer(ctx)
    identifiants.emettre(ctx, famille_id=f.famille, personne_id=f.sophie, piece=CNI)
    with ctx.lecture() as s:
        ((compte,),) = s.lignes("SELECT id FROM compte_portail")
    return lambda c: identifiants.suspendre(c, compte, next(iter(MotifSuspension)))


def _inscription(ctx: Contexte, horloge: Horloge) -> Geste:
    file(ctx, horloge)
    with ctx.lecture() as s:
        ((numero, du),) = s.lignes("SELECT id, du FROM inscription ORDER BY id LIMIT 1")
    return lambda c: inscriptions.terminer(
        c, inscription_id=numero, le=du if du < LUNDI else date(2026, 9, 1), futures="annuler"
    )


def _agent_ferme(ctx: Contexte, horloge: Horloge) -> Geste:
    arrivee(ctx)
    return lambda c: agents.desactiver(c, identifiant="n.benali")


def _agent_rouvert(ctx: Contexte, horloge: Horloge) -> Geste:
    arrivee(ctx)
    agents.desactiver(ctx, identifiant="n.benali")
    return lambda c: agents.reactiver(c, identifiant="n.benali")


def _agent_debloque(ctx: Contexte, horloge: Horloge) -> Geste:
    arrivee(ctx)
    echouer(ctx, 5)
    return lambda c: agents.debloquer(c, identifiant="n.benali")


def _role(ctx: Contexte, horloge: Horloge) -> Geste:
    arrivee(ctx)
    return lambda c: agents.modifier_role(c, identifiant="n.benali", role="regisseur")


CAS: dict[str, tuple[Callable[[Contexte, Horloge], Geste], str]] = {
    "passage clos": (_clore, "Ce passage est déjà clos"),
    "passage suspendu": (_suspendre, "Ce passage est déjà suspendu"),
    "tâche annulée": (_tache_annulee, "Cette tâche n’est plus à faire : elle a été annulée"),
    "tâche faite": (_tache_traitee, "Cette tâche n’est plus à faire : elle a été faite"),
    "place acceptée": (
        lambda ctx, h: _offre(ctx, h, attente.accepter),
        "Cette place n’est plus proposée : elle a été acceptée",
    ),
    "place déclinée": (
        lambda ctx, h: _offre(ctx, h, attente.decliner),
        "Cette place n’est plus proposée : elle a été déclinée",
    ),
    "Clé révoquée": (_cle_revoquee, "Cette Clé Enfance a déjà été révoquée"),
    "compte suspendu": (_compte_suspendu, "Ce compte est déjà suspendu"),
    "inscription terminée": (_inscription, "Cette inscription est déjà terminée"),
    "accès fermé": (_agent_ferme, "L’accès de « n.benali » est déjà fermé"),
    "accès ouvert": (_agent_rouvert, "L’accès de « n.benali » est déjà ouvert"),
    "rien ne bloque": (_agent_debloque, "Rien ne bloque « n.benali » : blocage levé"),
    "même rôle": (_role, "« n.benali » est déjà régisseur"),
}


@pytest.mark.parametrize("cas", CAS)
def test_la_seconde_fois_dit_qui_et_quand(ctx: Contexte, horloge: Horloge, cas: str) -> None:
    prepare, debut = CAS[cas]
    geste = prepare(ctx, horloge)
    geste(ctx)
    fait = ctx.local(ctx.maintenant())
    with ctx.lecture() as s:
        actes = s.lignes("SELECT count(*) FROM journal")
    horloge.avancer(minutes=7)
    with pytest.raises(ErreurMetier) as refus:
        geste(ctx)
    phrase = str(refus.value).replace("\u00a0", " ")
    assert phrase.startswith(debut)
    assert f"le {date_num(fait)} à {heure(fait)}, par ".replace("\u00a0", " ") in phrase
    with ctx.lecture() as s:
        assert s.lignes("SELECT count(*) FROM journal") == actes, "nothing more is sealed"


@pytest.mark.parametrize("cas", ["passage clos", "Clé révoquée", "compte suspendu", "inscription terminée"])
def test_deux_dossiers_reunis_gardent_qui_et_quand(ctx: Contexte, horloge: Horloge, cas: str) -> None:
    """Lost otherwise: what was done before a merge is done by nobody, and looks never done."""
    prepare, debut = CAS[cas]
    geste = prepare(ctx, horloge)
    geste(ctx)
    fait = ctx.local(ctx.maintenant())
    with ctx.lecture() as s:
        ((la,),) = s.lignes("SELECT id FROM famille ORDER BY id LIMIT 1")
    ici = fusion.trouver(ctx, familles.creer(ctx, VOISIN))
    horloge.avancer(minutes=7)
    reunir(ctx, Demande(ici, la))
    with pytest.raises(ErreurMetier) as refus:
        geste(ctx)
    phrase = str(refus.value).replace("\u00a0", " ")
    assert phrase.startswith(debut)
    assert f"le {date_num(fait)} à {heure(fait)}, par ".replace("\u00a0", " ") in phrase


def test_un_agent_dont_l_acces_est_ferme_est_encore_nomme(ctx: Contexte, horloge: Horloge) -> None:
    """Lost otherwise: the colleague who did it, because they have left since."""
    passe = _clore(ctx, horloge)
    arrivee(ctx)
    elle = ctx.pour(agent_courant("n.benali", "Nadia Benali", "agent"))
    passe(elle)
    agents.desactiver(ctx, identifiant="n.benali")
    with pytest.raises(ErreurMetier, match="par Nadia Benali"):
        passe(ctx)
