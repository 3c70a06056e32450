"""THE keyboard grammar: every command once. Bindings, footer, palette, F1 and README's key table all read it here.

`touche` is Textual's name of the key; `nom_touche` says it as a French keyboard does. A town remaps by id in
guichet.toml. Never F10, F11, Ctrl+digit, Ctrl+punctuation, AltGr: terminals or keyboards take them (ecrans.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from guichet.regles.droits import Droit

PARTOUT = "partout"
"""Screen name of the commands that live on every screen, dialogs included."""

ECRANS: dict[str, str] = {
    "recherche": "Recherche",
    "dossier": "Dossier",
    "identifiants": "Identifiants",
    "formulaire": "Formulaires",
    "taches": "À traiter",
    "historique": "Historique",
    "modale": "Questions et choix",
    PARTOUT: "Partout",
}
"""Screens in the order of the help; value: the title shown."""


@dataclass(frozen=True, slots=True)
class Commande:
    """One command: its key, its words, where it lives and the right it needs."""

    id: str
    touche: str
    libelle: str
    """Short words of the footer."""
    aide: str
    """One sentence for the palette and F1."""
    ecran: str
    droit: Droit | None = None
    pied: bool = True
    """Shown in the footer; the palette and F1 show them all."""

    @property
    def action(self) -> str:
        """Name of the method `action_…` that does it."""
        return self.id.partition(".")[2]

    @property
    def prioritaire(self) -> bool:
        """Seen before the field that has the focus: Ctrl and function keys, never letters nor arrows."""
        return self.touche.startswith("ctrl+") or (self.touche[0] == "f" and self.touche[1:].isdigit())


def _de(ecran: str, *lignes: tuple[str, str, str, str, Droit | None, bool]) -> Iterator[Commande]:
    for nom, touche, libelle, aide, droit, pied in lignes:
        yield Commande(f"{ecran}.{nom}", touche, libelle, aide, ecran, droit, pied)


COMMANDES: tuple[Commande, ...] = (
    *_de(
        "recherche",
        ("ouvrir", "enter", "ouvrir", "Ouvrir la famille choisie\u00a0: son passage commence.", Droit.CONSULTER, True),
        ("nouvelle", "f6", "nouvelle famille", "Créer une famille.", Droit.CREER_FAMILLE, True),
        ("avancee", "f4", "avancée", "Tout ce que la boîte sait chercher, un exemple de chaque.", None, True),
        ("taches", "ctrl+e", "à traiter", "Ce qui est dû aux familles, avec son échéance.", Droit.CONSULTER, True),
        ("monter", "up", "plus haut", "Famille précédente de la liste.", None, False),
        ("descendre", "down", "plus bas", "Famille suivante de la liste.", None, False),
        ("page_haut", "pageup", "page plus haut", "Une page plus haut.", None, False),
        ("page_bas", "pagedown", "page plus bas", "Une page plus bas.", None, False),
        ("effacer", "escape", "effacer", "Vider la boîte.", None, False),
    ),
    *_de(
        "dossier",
        ("identifiants", "g", "identifiants", "Compte portail et Clé Enfance de la famille.", Droit.CONSULTER, True),
        (
            "modifier",
            "f2",
            "modifier",
            "Modifier la fiche choisie\u00a0: personne, ou adresse.",
            Droit.MODIFIER_FAMILLE,
            True,
        ),
        ("clore", "ctrl+s", "clore", "Clore le passage et sortir son récapitulatif.", Droit.TENIR_PASSAGE, True),
        ("ajouter", "f6", "ajouter", "Ajouter un adulte, un enfant ou un contact.", Droit.MODIFIER_FAMILLE, True),
        (
            "historique",
            "h",
            "historique",
            "Tout ce qui a été fait, et les anciennes coordonnées.",
            Droit.CONSULTER,
            True,
        ),
        ("expliquer", "exclamation_mark", "pourquoi", "Pourquoi ces alertes, et que faire.", None, True),
        ("ici", "i", "qui est ici", "Dire qui se présente, ou que la famille téléphone.", Droit.TENIR_PASSAGE, True),
        ("demenager", "d", "déménagement", "Changer d’adresse, en gardant l’ancienne.", Droit.MODIFIER_FAMILLE, False),
        (
            "factures",
            "e",
            "factures par courriel",
            "Choisir facture électronique ou papier.",
            Droit.MODIFIER_FAMILLE,
            False,
        ),
        (
            "verifier",
            "v",
            "coordonnées vérifiées",
            "Noter que courriel, téléphone et adresse ont été relus.",
            Droit.MODIFIER_FAMILLE,
            False,
        ),
        ("foyer", "c", "second foyer", "Rattacher l’enfant choisi à un second foyer.", Droit.MODIFIER_FAMILLE, False),
        ("retirer", "delete", "retirer", "Retirer la personne choisie de la famille.", Droit.MODIFIER_FAMILLE, False),
        ("monter", "up", "plus haut", "Personne précédente.", None, False),
        ("descendre", "down", "plus bas", "Personne suivante.", None, False),
        ("imprimer", "f9", "imprimer", "Imprimer le récapitulatif du passage.", Droit.TENIR_PASSAGE, False),
        (
            "suspendre",
            "escape",
            "suspendre",
            "Revenir à la recherche\u00a0; deux fois suspend le passage.",
            Droit.TENIR_PASSAGE,
            False,
        ),
    ),
    *_de(
        "identifiants",
        (
            "generer",
            "g",
            "émettre",
            "Émettre ou réémettre identifiant et mot de passe.",
            Droit.EMETTRE_IDENTIFIANTS,
            True,
        ),
        (
            "cle",
            "k",
            "Clé Enfance",
            "Émettre et remettre une Clé Enfance\u00a0: l’ancienne ne vaut plus.",
            Droit.REMETTRE_CLE,
            True,
        ),
        ("clore", "ctrl+s", "clore", "Clore le passage et sortir son récapitulatif.", Droit.TENIR_PASSAGE, True),
        (
            "bloque",
            "b",
            "où bloqué\u00a0?",
            "Les six étapes du portail\u00a0: où le parent est-il bloqué\u00a0?",
            None,
            True,
        ),
        (
            "oubli",
            "o",
            "oubli",
            "Noter une demande d’identifiants oubliés\u00a0: due sous 24 h ouvrées.",
            Droit.EMETTRE_IDENTIFIANTS,
            True,
        ),
        ("suspendre", "s", "suspendre", "Suspendre ou rétablir le compte.", Droit.SUSPENDRE_COMPTE, True),
        (
            "tout",
            "t",
            "tout remettre",
            "Identifiants et Clé Enfance ensemble, sur un seul bordereau.",
            Droit.EMETTRE_IDENTIFIANTS,
            False,
        ),
        ("lier", "l", "lier", "Relier le compte que le parent a créé.", Droit.EMETTRE_IDENTIFIANTS, False),
        (
            "renommer",
            "n",
            "identifiant changé",
            "Noter que le parent a changé d’identifiant.",
            Droit.EMETTRE_IDENTIFIANTS,
            False,
        ),
        ("cgu", "c", "CGU acceptées", "Noter la version des CGU acceptée.", Droit.EMETTRE_IDENTIFIANTS, False),
        ("utiliser", "u", "Clé utilisée", "Noter que la Clé Enfance a servi.", Droit.REMETTRE_CLE, False),
        ("revoquer", "delete", "révoquer la Clé", "Révoquer la Clé Enfance.", Droit.REVOQUER_CLE, False),
        (
            "efface",
            "x",
            "effacé par le portail",
            "Noter que le portail a effacé le compte.",
            Droit.SUSPENDRE_COMPTE,
            False,
        ),
        ("expliquer", "exclamation_mark", "pourquoi", "Ce que veut dire l’état du compte, et que faire.", None, True),
        ("monter", "up", "plus haut", "Responsable précédent.", None, False),
        ("descendre", "down", "plus bas", "Responsable suivant.", None, False),
        ("retour", "escape", "retour", "Revenir au dossier.", None, True),
    ),
    *_de(
        "formulaire",
        ("valider", "ctrl+s", "enregistrer", "Valider tout l’écran.", None, True),
        ("section_apres", "f8", "section", "Section suivante.", None, True),
        ("ajouter", "f6", "enfant", "Ajouter un enfant à la nouvelle famille.", None, True),
        ("choisir", "f4", "choix", "Liste de choix du champ.", None, True),
        ("suivant", "enter", "champ suivant", "Champ suivant\u00a0; le dernier valide.", None, False),
        ("section_avant", "f7", "section précédente", "Section précédente.", None, False),
        ("monter", "up", "champ précédent", "Champ précédent.", None, False),
        ("descendre", "down", "champ suivant", "Champ suivant.", None, False),
        ("retour", "escape", "retour", "Revenir\u00a0; demande une fois si une saisie serait perdue.", None, True),
    ),
    *_de(
        "taches",
        ("ouvrir", "enter", "ouvrir", "Ouvrir la famille concernée.", Droit.CONSULTER, True),
        ("suivant", "f8", "suivante", "Tâche suivante.", None, True),
        ("precedent", "f7", "précédente", "Tâche précédente.", None, False),
        ("monter", "up", "plus haut", "Ligne précédente.", None, False),
        ("descendre", "down", "plus bas", "Ligne suivante.", None, False),
        ("retour", "escape", "retour", "Revenir à la recherche.", None, True),
    ),
    *_de(
        "historique",
        ("monter", "up", "plus haut", "Ligne précédente.", None, False),
        ("descendre", "down", "plus bas", "Ligne suivante.", None, False),
        ("page_haut", "pageup", "page plus haut", "Une page plus haut.", None, True),
        ("page_bas", "pagedown", "page plus bas", "Une page plus bas.", None, True),
        ("retour", "escape", "retour", "Revenir au dossier.", None, True),
    ),
    *_de(
        "modale",
        ("valider", "enter", "valider", "Accepter ce qui est proposé.", None, True),
        ("monter", "up", "plus haut", "Ligne précédente.", None, False),
        ("descendre", "down", "plus bas", "Ligne suivante.", None, False),
        ("imprimer", "f9", "imprimer", "Imprimer, ou enregistrer sans imprimante.", None, False),
        ("retour", "escape", "retour", "Renoncer et revenir.", None, True),
    ),
    *_de(
        PARTOUT,
        ("aide", "f1", "aide", "Aide de cet écran (aussi\u00a0? hors d’un champ).", None, True),
        ("aide_bis", "question_mark", "aide", "Aide de cet écran, hors d’un champ.", None, False),
        ("palette", "ctrl+p", "commandes", "Toutes les commandes par leur nom.", None, True),
        ("rechercher", "f3", "rechercher", "La boîte de recherche, d’où que l’on soit.", None, False),
        ("aller_dossier", "ctrl+o", "dossier", "Le dossier de la famille en cours.", Droit.CONSULTER, False),
        (
            "aller_identifiants",
            "ctrl+g",
            "identifiants",
            "Les identifiants de la famille en cours.",
            Droit.CONSULTER,
            False,
        ),
        ("rafraichir", "f5", "rafraîchir", "Relire ce qui est affiché.", None, False),
        (
            "verrouiller",
            "ctrl+l",
            "verrouiller",
            "Verrouiller ce poste\u00a0; on reprend exactement où l’on était.",
            None,
            False,
        ),
        ("theme", "ctrl+y", "thème", "Changer de thème\u00a0: clair, sombre, contraste.", None, False),
        ("quitter", "ctrl+q", "quitter", "Fermer Guichet sur ce poste.", None, False),
    ),
)

_NOMS = {
    "enter": "Entrée",
    "escape": "Échap",
    "delete": "Suppr",
    "exclamation_mark": "!",
    "question_mark": "?",
    "up": "↑",
    "down": "↓",
    "pageup": "Page ↑",
    "pagedown": "Page ↓",
    "space": "Espace",
    "tab": "Tab",
}


def nom_touche(touche: str) -> str:
    """Say a key as it is written on a French keyboard: "ctrl+s" → "Ctrl+S"."""
    if touche in _NOMS:
        return _NOMS[touche]
    if touche.startswith("ctrl+"):
        return "Ctrl+" + touche[5:].upper()
    return touche.upper() if touche[0] == "f" and touche[1:].isdigit() else touche


def commandes_de(ecran: str) -> tuple[Commande, ...]:
    """Commands that live on a screen, then those that live everywhere."""
    return tuple(c for c in COMMANDES if c.ecran == ecran) + tuple(c for c in COMMANDES if c.ecran == PARTOUT)


def touche_de(commande: Commande, keymap: Mapping[str, str]) -> str:
    """Key of a command, as remapped by the town."""
    return keymap.get(commande.id, commande.touche)


def fautes_de_touches(keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Say what a town's keys cannot do: (command id, sentence) for each unknown command and each key used twice."""
    connues = {c.id: c for c in COMMANDES}
    fautes = [(i, f"cette commande n’existe pas\u00a0: {_voisine(i, connues)}") for i in keymap if i not in connues]
    for ecran in ECRANS:
        prises: dict[str, Commande] = {}
        # Those the town did not move come first: it is the moved one that must go elsewhere.
        for c in sorted(dict.fromkeys(commandes_de(ecran)), key=lambda c: c.id in keymap):
            for touche in touche_de(c, keymap).split(","):
                autre = prises.setdefault(touche, c)
                if autre is not c:
                    nom = f"{nom_touche(touche)} sert déjà à «\u00a0{autre.libelle}\u00a0» ({ECRANS[autre.ecran]})"
                    fautes.append((c.id, f"{nom}\u00a0: choisissez une autre touche."))
    return list(dict.fromkeys(fautes))


def _voisine(nom: str, connues: Mapping[str, Commande]) -> str:
    from difflib import get_close_matches

    proches = get_close_matches(nom, connues, 1)
    return f"vouliez-vous «\u00a0{proches[0]}\u00a0»\u00a0?" if proches else "leurs noms sont dans README."
