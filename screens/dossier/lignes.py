"""The dossier as lines: alerts first, then the members, then accounts and last acts (ecrans.md, 2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from guichet import formats
from guichet.contexte import Contexte
from guichet.fiches.comptoir.taches import Alerte, FicheTache
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.foyer import Membre
from guichet.regles.dossier.gestes import alerte_de
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, Residence
from screens.dossier.cibles import Adresse, Alertes, Portail
from screens.dossier.semaines import lignes_semaines
from screens.socle import mots
from screens.widgets.lignes import ajuster
from screens.widgets.page import VIDE, LignePage, Morceau, caler, ligne, paragraphe

SIGNES = {"refus": "×", "attention": "!", "info": "·"}
LIGNES_ALERTES = 4
ECART = 3
LARGE = 84
"""A page beside a visit; 80 columns have fewer words."""
SAUT = LignePage()
"""A blank given up first."""
MARGES = 4
"""Columns kept blank on both sides of the page."""
TITRE = 20
"""Columns of the title of a line."""
NOM, NOM_MAX = 22, 32
QUALITE = 13
TELEPHONE = 15
"""Columns of a name: the four columns of a member fill 80; a wider page gives a name what it needs."""
ECOLE = 25
NAISSANCE = 20
"""« 12/04/2018 · 8 ans »: an age alone identifies nobody."""


def lignes_dossier(ctx: Contexte, d: Dossier, largeur: int, hauteur: int) -> list[LignePage]:
    """Everything of the household; the groups stand apart as long as all of it is in sight."""
    nom = _colonne_du_nom(d, largeur)
    lignes = [
        *_alertes(d, largeur),
        ligne(("Responsables", "titre")),
        *(li for m in d.responsables for li in _adulte(d, m, largeur, nom)),
        SAUT,
        ligne(("Enfants", "titre")),
        *(li for m in d.enfants for li in _enfant(ctx, m, largeur, nom)),
        *([] if d.enfants else [ligne(("aucun enfant : F6 pour en ajouter un", "discret"))]),
        *([SAUT, ligne(("À prévenir", "titre"))] if d.contacts else []),
        *(_contact(m, largeur, nom) for m in d.contacts),
        SAUT,
        *lignes_semaines(d, largeur, ctx.aujourdhui()),
        *([SAUT] if d.enfants else []),
        *_adresse(d, largeur),
        *_etats(ctx, d, largeur),
        SAUT,
        *_demarches(ctx, d),
    ]
    for blanc in (SAUT, VIDE):
        if len(lignes) > hauteur:
            lignes = [li for li in lignes if li is not blanc]
    return lignes


def depart(d: Dossier, lignes: Sequence[LignePage], tache: FicheTache | None) -> object:
    """On the alert one came for, else on somebody, the alerts in sight above: one step up answers the first."""
    voulue = None if tache is None else alerte_de(d.alertes, tache)
    tenues = (li.cible for li in lignes if isinstance(li.cible, Alertes) and voulue in li.cible.alertes)
    return next(iter((*tenues, *d.responsables, *d.enfants)), None)


def _colonne_du_nom(d: Dossier, largeur: int) -> int:
    """Wide enough for the longest name of the household, where the page has the room."""
    if largeur < LARGE:
        return NOM
    longueurs = (cell_len(mots.qui(m)) + 1 for m in (*d.responsables, *d.enfants, *d.contacts))
    return min(NOM_MAX, max([NOM, *longueurs]))


def _alertes(d: Dossier, largeur: int) -> Iterator[LignePage]:
    """Side by side as long as they stand whole: they are read first, and leave the rest its room."""
    rangs: list[list[Morceau]] = []
    siennes: list[list[Alerte]] = []
    pris, montrees = largeur, 0
    for a in d.alertes:
        dite = (signalee(a), (f" · {a.detail}" if a.detail else "", "discret"))
        longueur = sum(cell_len(t) for t, _ in dite)
        if pris + ECART + longueur <= largeur - MARGES:
            rangs[-1] += [(" " * ECART, ""), *dite]
            siennes[-1].append(a)
            pris += ECART + longueur
        elif len(rangs) == LIGNES_ALERTES:
            break
        else:
            rangs.append(list(dite))
            siennes.append([a])
            pris = longueur
        montrees += 1
    yield from (ligne(*rang, cible=Alertes(tuple(a))) for rang, a in zip(rangs, siennes, strict=True))
    reste = d.alertes[montrees:]
    if reste:
        phrase = f"  et {formats.pluriel(len(reste), 'autre')} : ! pour tout lire"
        yield ligne((phrase, "discret"), cible=Alertes(reste))
    if d.alertes:
        yield VIDE


def signalee(a: Alerte) -> Morceau:
    """« ! PAI Léa »: its sign and its word, with what the colour says besides."""
    return f"{SIGNES.get(a.niveau, '·')} {a.texte}", a.niveau if a.niveau in {"attention", "refus"} else ""


def _adresse(d: Dossier, largeur: int) -> Iterator[LignePage]:
    """Where the width lacks, the street gives way and not the sign that changes the tariff."""
    f = d.famille
    postal = " ".join(t for t in (f.code_postal, f.ville) if t)
    texte = " · ".join(t for t in (f.adresse, f.complement, postal) if t) or "adresse à compléter"
    residence = Residence(f.residence)
    fin: Morceau = ("", "") if residence is Residence.COMMUNE else (f"   ! {LIBELLES[residence]}", "attention")
    reste = largeur - MARGES - TITRE - cell_len(fin[0])
    visible = texte if cell_len(texte) <= reste else ajuster(texte, reste)
    yield ligne((caler("Adresse", TITRE), "titre"), visible, fin, cible=Adresse())


def _adulte(d: Dossier, m: Membre, largeur: int, colonne: int) -> Iterator[LignePage]:
    """Parental authority is the rule: only its absence is told. An address of mail is read whole, be it below."""
    ici = d.passage is not None and d.passage.personne_id == m.personne_id
    nom: Morceau = (caler(mots.qui(m), colonne), "fort")
    qualite: Morceau = (caler(m.qualite, QUALITE), "discret")
    telephone = caler(mots.telephones(m) or "sans téléphone", TELEPHONE)
    courriel: Morceau = (m.courriel or "pas de courriel", "" if m.courriel else "discret")
    fin: Morceau = ("", "") if m.autorite_parentale else ("  ! sans autorité", "attention")
    debut: Morceau = ("● ici ", "ok") if ici else ("", "")
    place = largeur - MARGES - colonne - QUALITE - TELEPHONE
    if sum(cell_len(t) for t, _ in (debut, courriel, fin)) <= place:
        yield ligne(nom, qualite, telephone, debut, courriel, fin, cible=m)
    else:
        yield ligne(nom, qualite, telephone, debut, (fin[0].lstrip(), fin[1]), cible=m)
        yield ligne(" " * (colonne + QUALITE), courriel)


def _enfant(ctx: Contexte, m: Membre, largeur: int, colonne: int) -> Iterator[LignePage]:
    """What does not stand beside the birth goes below, whole: a diet cut in two is another diet."""
    nom: Morceau = (caler(mots.qui(m), colonne), "fort")
    ecole = caler(" ".join(t for t in (m.classe, m.ecole) if t) or "école à compléter", ECOLE)
    naissance: Morceau = (caler(mots.naissance(m, ctx.aujourdhui()), NAISSANCE), "discret")
    signes: list[Morceau] = []
    if m.pai:
        signes.append(("! PAI ", "attention"))
    if m.regimes:
        signes.append((f"{m.regimes} ", ""))
    if m.garde_rythme:
        autre = f"autre foyer {affiche(m.autre_foyer)}" if m.autre_foyer else "garde alternée"
        rythme = f" ({m.garde_rythme})" if largeur >= LARGE else ""
        signes.append((f"· {autre}{rythme}", "discret"))
    if sum(cell_len(t) for t, _ in (nom, naissance, *signes)) + ECOLE <= largeur - MARGES + 1:
        yield ligne(nom, ecole, naissance, *signes, cible=m)
    else:
        yield ligne(nom, ecole, naissance, cible=m)
        if signes:
            yield ligne(" " * colonne, *signes)


def _contact(m: Membre, largeur: int, colonne: int) -> LignePage:
    chercher = "peut venir chercher" if largeur >= LARGE else "vient chercher"
    peut = [t for t, vrai in ((chercher, m.peut_chercher), ("urgence", m.urgence)) if vrai]
    detail = " · ".join(peut)
    return ligne(
        (caler(mots.qui(m), colonne), ""),
        (caler(m.qualite, QUALITE), "discret"),
        caler(mots.telephones(m), 15),
        (detail, "discret"),
        cible=m,
    )


def _etats(ctx: Contexte, d: Dossier, largeur: int) -> Iterator[LignePage]:
    titre = 20
    if d.quotient is None:
        qf: tuple[Morceau, ...] = (("! aucun : prix le plus haut", "attention"),)
    else:
        q = d.quotient
        fin = f" → {formats.mois_court(q.au)}" if q.au else ""
        valeur = formats.euros(q.valeur_centimes).removesuffix("\u00a0€").removesuffix(",00")
        qf = ((valeur, "fort"), (f" ({q.source}, {formats.mois_court(q.mois)}{fin})", "discret"))
    factures = LIBELLES[EnvoiFactures(d.famille.envoi_factures)]
    yield ligne((caler("Quotient familial", titre), "titre"), *qf, ("     Facture ", "titre"), factures)
    comptes = {c.personne_id: c for c in d.comptes}
    cles = {c.personne_id: c for c in d.cles}
    plusieurs = len(d.responsables) > 1
    for rang, m in enumerate(d.responsables):
        nom = caler(m.prenom, 12) if plusieurs else ""
        tete = "Portail et Clé" if rang == 0 else ""
        compte = [*mots.compte_portail(ctx, comptes.get(m.personne_id))]
        cle: tuple[Morceau, ...] = (("Clé ", "titre"), *mots.cle(ctx, cles.get(m.personne_id)))
        debut: tuple[Morceau, ...] = ((caler(tete, titre), "titre"), (nom, ""))
        if sum(len(t) for t, _ in (*debut, *compte, *cle)) + 7 <= largeur:
            yield ligne(*debut, *compte, "   ", *cle, cible=Portail(m.personne_id))
        else:
            while len(compte) > 1 and sum(len(t) for t, _ in (*debut, *compte)) > largeur - MARGES:
                # The state, and until when: since when is on the identifiers' screen.
                del compte[1]
            yield ligne(*debut, *compte, cible=Portail(m.personne_id))
            yield ligne((caler("", titre) + " " * len(nom), ""), *cle)
    if d.champs_manquants:
        yield from paragraphe(
            (caler("À compléter", titre), "titre"), ", ".join(d.champs_manquants[:4]), largeur, "discret"
        )


def _demarches(ctx: Contexte, d: Dossier) -> Iterator[LignePage]:
    for rang, acte in enumerate(d.demarches[:5]):
        tete = "Démarches" if rang == 0 else ""
        quand = caler(mots.jour(ctx, acte.le), 16)
        yield ligne((caler(tete, TITRE), "titre"), (quand, "discret"), acte.libelle)
