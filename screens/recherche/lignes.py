"""The search screen's lists: columns, rows, what the box understands, what is due."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from guichet import formats
from guichet.contexte import Contexte
from guichet.fiches.comptoir.passages import LignePassage
from guichet.fiches.comptoir.taches import FicheTache
from guichet.fiches.recherche.resultats import LigneFamille
from guichet.regles.comptoir.echeances import EtatEcheance
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import NatureTache
from screens.widgets.lignes import ALERTE, ColonneListe

LARGES = (
    ColonneListe(8, "code"),
    ColonneListe(0, "fort"),
    ColonneListe(30),
    ColonneListe(9, "discret"),
    ColonneListe(14),
    ColonneListe(18),
)
ETROITES = (ColonneListe(8, "code"), ColonneListe(0, "fort"), ColonneListe(18), ColonneListe(14), ColonneListe(2))
PASSAGES = (
    ColonneListe(8, "code"),
    ColonneListe(0, "fort"),
    ColonneListe(13, "discret"),
    ColonneListe(10, "discret"),
    ColonneListe(12),
)

EXEMPLES = (
    ("code famille", "20421 ou 20421-K", "Sa clé est vérifiée ; une faute de frappe propose le code voisin."),
    ("nom, prénom", "lege sop", "Dans n’importe quel ordre, sans accent ni tiret ; enfants et contacts aussi."),
    ("téléphone", "06 12 ou 56 78", "Toute écriture, le début du numéro ou ses derniers chiffres."),
    ("courriel", "sophie.leger@", "Ou l’identifiant du portail, même ancien."),
    ("naissance", "03/09/2018", "Ou « 3 septembre 2018 » : celle d’un enfant ou d’un adulte."),
    ("école", "victor hugo", "Après les familles qui portent ce nom."),
    ("Clé Enfance", "ABCD-EFGH-JKMN", "Reconnue à son empreinte, sans être gardée."),
    ("commande", "nouvelle", "Le nom d’une commande, quand aucune famille ne répond."),
)


def rangee(ligne: LigneFamille, *, large: bool) -> tuple[str, ...]:
    """One household; what was meant by what was typed in the place of the children, where the row would not tell."""
    # The town itself on every row would say nothing: only who comes from elsewhere is told.
    ville = {"exterieur": "extérieur", "inconnue": "à confirmer"}.get(ligne.residence, "")
    telephone = formats.telephone(ligne.telephone) if ligne.telephone else ""
    alerte = ALERTE + ligne.alertes if ligne.alertes else ""
    milieu = ligne.raison or ligne.enfants
    if large:
        return (affiche(ligne.code), ligne.famille, milieu, ville, telephone, alerte)
    return (affiche(ligne.code), ligne.famille, milieu, telephone, alerte[:2])


def a_traiter(taches: Sequence[FicheTache]) -> Content:
    """Line of the inbox: how many of each kind, and how many cannot wait."""
    if not taches:
        return Content.styled("À traiter   rien d’attendu aujourd’hui", "$discret")
    identifiants = sum(t.nature == NatureTache.IDENTIFIANTS_OUBLIES for t in taches)
    places = sum(t.nature == NatureTache.PLACE_LIBEREE for t in taches)
    suites = len(taches) - identifiants - places
    pressees = sum(t.urgence != EtatEcheance.A_TEMPS for t in taches)
    dits = [
        formats.pluriel(identifiants, "demande d’identifiants", "demandes d’identifiants") if identifiants else "",
        formats.pluriel(places, "place libérée", "places libérées") if places else "",
        formats.pluriel(suites, "suite à donner", "suites à donner") if suites else "",
    ]
    morceaux: list[tuple[str, str]] = [("À traiter   ", "$discret"), ("   ".join(d for d in dits if d), "")]
    if pressees:
        morceaux.append((f"   {ALERTE}{pressees} à traiter sans attendre", "bold $warning"))
    return Content.assemble(*morceaux)


def passage(ctx: Contexte, p: LignePassage) -> tuple[str, ...]:
    """One recent visit."""
    etat = "! suspendu" if p.etat == "suspendu" else ("en cours" if p.etat == "ouvert" else "")
    return (affiche(p.code), p.famille, etat, ctx.local(p.ouvert_le).strftime("%H:%M"), p.agent)
