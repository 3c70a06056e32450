"""Rule 32 from the shell: what a command prints of one household holds nothing of the other one of a shared child."""

from __future__ import annotations

import pytest

LECTURES = (
    ("dossier", "{code}"),
    ("famille", "historique", "{code}"),
    ("famille", "garde", "{code}", "--membre", "Tom"),
    ("planning", "{code}"),
    ("inscriptions", "{code}"),
    ("identifiants", "etat", "{code}"),
    ("cle", "etat", "{code}"),
)
"""Commands that read one household."""


def secrets(sortie: dict[str, object]) -> set[str]:
    """Address, telephones, mails and income of a household, as any command would print them."""
    trouves = set()

    def fouiller(valeur: object, nom: str = "") -> None:
        if isinstance(valeur, dict):
            for cle, sous in valeur.items():
                fouiller(sous, cle)
        elif isinstance(valeur, list):
            for sous in valeur:
                fouiller(sous, nom)
        elif nom in {"adresse", "mobile", "fixe", "courriel", "valeur_centimes"} and valeur:
            trouves.add(str(valeur))

    fouiller(sortie)
    return trouves


@pytest.mark.parametrize("format_", ["json", "table"])
def test_aucune_commande_ne_dit_l_autre_foyer(demo, format_):
    codes = ("20001", "20002")
    siens = {code: secrets(demo("dossier", code, "--format", "json").json) for code in codes}
    assert all(siens.values())
    assert not siens["20001"] & siens["20002"]
    partage = ("--foyer", "20002", "--rythme", "1/2", "--ancre", "2026-11-16", "--vacances", "premiere")
    assert demo("famille", "rattacher", "20001", "--membre", "Tom", *partage).code == 0
    assert demo("famille", "garde", "20001", "--membre", "Tom", "--du", "2026-12-01").code == 0
    for moi, autre in (codes, codes[::-1]):
        for commande in LECTURES:
            lu = demo(*(mot.format(code=moi) for mot in commande), "--format", format_)
            assert lu.code == 0, (commande, lu.err)
            plat = (lu.out + lu.err).replace(" ", "").replace("\u202f", "")
            fuites = [s for s in siens[autre] if s.replace(" ", "") in plat]
            assert not fuites, (moi, commande)
