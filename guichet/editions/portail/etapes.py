"""What the parent does next, in the very words of the town's portal (sources 0, 1, 3 and 4).

Numbers are given by whoever prints: the guide the towns hand out numbers two steps 6 (source 3.9).
"""

from __future__ import annotations

from guichet.regles.portail.mots import MotsPortail


def etapes(mots: MotsPortail, mode_compte: str, *, mot_de_passe: bool, cle: bool) -> tuple[str, ...]:
    """The steps after a slip carrying a temporary password, a Clé Enfance, both or neither.

    `mode_compte` is `courriel` (activation link first), `parent` (creates the account) or `guichet`.
    """
    suivre = f"Vos demandes se suivent dans « {mots.tableau_de_bord} »."
    # The page of who takes everything home is full: what comes after the children can wait for the next visit.
    fin = _relier(mots) if cle and mot_de_passe else (*(_relier(mots) if cle else ()), suivre)
    aller = f"Allez à l’adresse ci-dessus, {mots.sur_le_portail}."
    if mot_de_passe:
        acces = _activer(mots) if mode_compte == "courriel" else (aller,)
        return (*acces, _entrer(mots), _nouveau(mots), f"{mots.accepter}.", *fin)
    if mode_compte == "parent":
        return (*_creer(mots), *fin)
    habituels = f"Connectez-vous avec votre identifiant et votre mot de passe habituels (« {mots.connexion} »)."
    return (aller, habituels, *fin)


def _activer(mots: MotsPortail) -> tuple[str, str]:
    return (
        "Ouvrez votre boîte mail et cliquez sur le lien d’activation envoyé par la ville.",
        f"Un message confirme l’activation. Cliquez sur « {mots.accueil} ».",
    )


def _entrer(mots: MotsPortail) -> str:
    identifiant = _case("l’identifiant", mots.identifiant)
    mot_de_passe = _case("le mot de passe", mots.mot_de_passe)
    return f"Entrez {identifiant} et {mot_de_passe} ci-dessus, puis cliquez sur « {mots.connexion} »."


def _case(quoi: str, mot: str) -> str:
    """What is typed, with the name of its box where the portal calls it otherwise."""
    meme = mot.casefold() in {quoi.removeprefix("l’"), quoi.removeprefix("le ")}
    return quoi if meme else f"{quoi} (« {mot} »)"


def _nouveau(mots: MotsPortail) -> str:
    if mots.changement_force:
        return f"Choisissez votre mot de passe personnel : {mots.politique.phrase}."
    return (
        "Nous vous conseillons de choisir votre mot de passe personnel, dans "
        f"« {mots.profil} » : {mots.politique.phrase}."
    )


def _creer(mots: MotsPortail) -> tuple[str, str, str]:
    exige = "obligatoire" if mots.courriel_obligatoire else "facultative"
    return (
        f"Allez à l’adresse ci-dessus et cliquez sur « {mots.creer_compte} » (adresse mail {exige}).",
        "Renseignez votre identité, votre adresse et les moyens de vous contacter.",
        f"Choisissez ce que vous taperez dans « {mots.identifiant} » et « {mots.mot_de_passe} »"
        f" : {mots.politique.phrase}.",
    )


def _relier(mots: MotsPortail) -> tuple[str, str]:
    return (
        f"Saisissez votre « {mots.cle_enfance} » telle qu’elle est écrite ci-dessus :"
        " elle donne accès aux démarches de vos enfants.",
        f"Ouvrez « {mots.famille} » et vérifiez que tous vos enfants y sont.",
    )
