"""What the parent does next, in the very words of the town's portal (sources 0, 1, 3 and 4).

Numbers are given by whoever prints: the guide the towns hand out numbers two steps 6 (source 3.9).
"""

from __future__ import annotations

from guichet.regles.portail.mots import MotsPortail


def etapes(mots: MotsPortail, mode_compte: str, *, mot_de_passe: bool, cle: bool) -> tuple[str, ...]:
    """The steps after a slip carrying a temporary password, a Clé Enfance, both or neither.

    `mode_compte` is `courriel` (activation link first), `parent` (creates the account) or `guichet`.
    """
    suivre = f"Vos demandes se suivent dans «\u00a0{mots.tableau_de_bord}\u00a0»."
    # The page of who takes everything home is full: what comes after the children can wait for the next visit.
    fin = _relier(mots) if cle and mot_de_passe else (*(_relier(mots) if cle else ()), suivre)
    aller = f"Allez à l’adresse ci-dessus, {mots.sur_le_portail}."
    if mot_de_passe:
        acces = _activer(mots) if mode_compte == "courriel" else (aller,)
        return (*acces, _entrer(mots), _nouveau(mots), f"{mots.accepter}.", *fin)
    if mode_compte == "parent":
        return (*_creer(mots), *fin)
    habituels = (
        f"Connectez-vous avec votre identifiant et votre mot de passe habituels («\u00a0{mots.connexion}\u00a0»)."
    )
    return (aller, habituels, *fin)


def _activer(mots: MotsPortail) -> tuple[str, str]:
    return (
        "Ouvrez votre boîte mail et cliquez sur le lien d’activation envoyé par la ville.",
        f"Un message confirme l’activation. Cliquez sur «\u00a0{mots.accueil}\u00a0».",
    )


def _entrer(mots: MotsPortail) -> str:
    identifiant = _case("l’identifiant", mots.identifiant)
    mot_de_passe = _case("le mot de passe", mots.mot_de_passe)
    return f"Entrez {identifiant} et {mot_de_passe} ci-dessus, puis cliquez sur «\u00a0{mots.connexion}\u00a0»."


def _case(quoi: str, mot: str) -> str:
    """What is typed, with the name of its box where the portal calls it otherwise."""
    meme = mot.casefold() in {quoi.removeprefix("l’"), quoi.removeprefix("le ")}
    return quoi if meme else f"{quoi} («\u00a0{mot}\u00a0»)"


def _nouveau(mots: MotsPortail) -> str:
    if mots.changement_force:
        return f"Choisissez votre mot de passe personnel\u00a0: {mots.politique.phrase}."
    return (
        "Nous vous conseillons de choisir votre mot de passe personnel, dans "
        f"«\u00a0{mots.profil}\u00a0»\u00a0: {mots.politique.phrase}."
    )


def _creer(mots: MotsPortail) -> tuple[str, str, str]:
    exige = "obligatoire" if mots.courriel_obligatoire else "facultative"
    return (
        f"Allez à l’adresse ci-dessus et cliquez sur «\u00a0{mots.creer_compte}\u00a0» (adresse mail {exige}).",
        "Renseignez votre identité, votre adresse et les moyens de vous contacter.",
        f"Choisissez ce que vous taperez dans «\u00a0{mots.identifiant}\u00a0» et «\u00a0{mots.mot_de_passe}\u00a0»"
        f"\u00a0: {mots.politique.phrase}.",
    )


def _relier(mots: MotsPortail) -> tuple[str, str]:
    return (
        f"Saisissez votre «\u00a0{mots.cle_enfance}\u00a0» telle qu’elle est écrite ci-dessus\u00a0:"
        " elle donne accès aux démarches de vos enfants.",
        f"Ouvrez «\u00a0{mots.famille}\u00a0» et vérifiez que tous vos enfants y sont.",
    )
