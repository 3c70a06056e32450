"""One service function = one transaction: else a power cut leaves an act without its trace, or half an act."""

from __future__ import annotations

import ast
from functools import cache

from tests.architecture.arbre import Fonction, Module, appele, modules, sous


@cache
def fonctions(module: Module) -> dict[str, Fonction]:
    return {n.name: n for n in module.arbre.body if isinstance(n, Fonction)}


def est_service(f: Fonction) -> bool:
    """Public, and receives the Contexte first."""
    premiers = [*f.args.posonlyargs, *f.args.args]
    return not f.name.startswith("_") and bool(premiers) and premiers[0].arg == "ctx"


def services() -> list[tuple[Module, Fonction]]:
    return [(m, f) for m in sous("guichet/services/") for f in fonctions(m).values() if est_service(f)]


def ouvertures(module: Module, f: Fonction, vues: frozenset[str] = frozenset()) -> list[str]:
    """Transactions this function opens: "lecture" or "ecriture" for each `with`, then those of its private helpers."""
    trouvees: list[str] = []
    for n in ast.walk(f):
        if isinstance(n, ast.With):
            genres = {
                appele(a).removeprefix("ctx.")
                for i in n.items
                for a in ast.walk(i.context_expr)
                if isinstance(a, ast.Call) and appele(a) in {"ctx.lecture", "ctx.ecriture"}
            }
            if genres:
                trouvees.append("ecriture" if "ecriture" in genres else "lecture")
        elif isinstance(n, ast.Call) and (nom := appele(n)) in fonctions(module) and nom not in vues | {f.name}:
            trouvees += [f"{g} in {nom}" for g in ouvertures(module, fonctions(module)[nom], vues | {f.name})]
    return trouvees


def decore(f: Fonction) -> bool:
    return any(ast.unparse(d) == "transaction" for d in f.decorator_list)


def test_une_fonction_une_transaction() -> None:
    # Reads may come before, in a helper (a password is checked outside of any transaction); never a second write.
    fautes = []
    for m, f in services():
        ouvre = ouvertures(m, f)
        directes = [o for o in ouvre if " in " not in o]
        if len(directes) > 1 or sum(o.startswith("ecriture") for o in ouvre) > 1:
            fautes.append(m.ici(f, f"{f.name} opens {len(ouvre)} transactions: {', '.join(ouvre)}"))
    assert not fautes, "\n".join(fautes)


def test_qui_ecrit_est_rejouable() -> None:
    # Two counters on PostgreSQL: without the decorator, the one that loses the race shows an incident.
    fautes = []
    for m, f in services():
        # A helper that bears the decorator itself is replayed alone.
        ecrit = any(
            o.startswith("ecriture") and not (" in " in o and decore(fonctions(m)[o.rsplit(" in ", 1)[1]]))
            for o in ouvertures(m, f)
        )
        if ecrit and not decore(f):
            fautes.append(m.ici(f, f"{f.name} writes: @transaction"))
        if decore(f) and not ecrit:
            fautes.append(m.ici(f, f"{f.name} only reads: no @transaction"))
    assert not fautes, "\n".join(fautes)


def test_un_service_n_ouvre_la_base_que_par_son_contexte() -> None:
    """Lost otherwise: an act under the rights of this morning; the Contexte reads them again as it opens."""
    fautes = [
        m.ici(n, ast.unparse(n))
        for m in modules()
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Attribute)
        if ast.unparse(n).endswith(("ctx.base.lecture", "ctx.base.ecriture", "contexte.base.ecriture"))
    ]
    assert not fautes, "\n".join(fautes)


def test_un_ecran_n_appelle_un_service_que_par_son_poste() -> None:
    """Lost otherwise: an agent dismissed meanwhile is shown an incident, and stays before an open dossier."""
    fils = {
        m.nom
        for m in sous("screens/")
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Call) and appele(n) == "asyncio.to_thread"
    }
    # A counter that is being closed suspends its visit, and nobody is left to be told.
    assert fils == {"screens.socle.ecran", "screens.socle.vigie.interruption"}


def test_rien_d_imprime_n_est_rejoue() -> None:
    # A transaction run again after a conflict must not send the paper twice.
    fautes = [
        m.ici(n, f"{f.name} is run again on a conflict, and prints")
        for m in sous("guichet/services/")
        for f in fonctions(m).values()
        if decore(f)
        for n in ast.walk(f)
        if isinstance(n, ast.Call) and "imprimante." in appele(n)
    ]
    assert not fautes, "\n".join(fautes)


def test_un_papier_ne_sort_que_d_une_porte() -> None:
    """Lost otherwise: a paper printed on the event loop, inside a transaction, or left out of the journal."""
    sorties = [
        m.ici(n, ast.unparse(n))
        for m in modules()
        if m.nom not in {"guichet.services.socle.papiers", "guichet.impression"}
        for n in ast.walk(m.arbre)
        if (isinstance(n, ast.Attribute) and ast.unparse(n).endswith("imprimante.imprimer"))
        or (isinstance(n, ast.Call) and appele(n).split(".")[-1].startswith("Imprimante"))
    ]
    assert not sorties, "\n".join(sorties)
    portes = {
        m.nom
        for m in modules()
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.Call)
        if appele(n) == "papiers.imprimer"
    }
    assert portes == {"guichet.cli.cadre.appel", "screens.socle.ecran"}


def test_aucun_service_ne_simule_lui_meme() -> None:
    """Lost otherwise: a simulation that promises what the base would refuse (docs/decisions/0012)."""
    trouves = [
        m.ici(a, f"{f.name} takes « simulation »: the base it is given keeps nothing, that is enough")
        for m, f in services()
        for a in (*f.args.args, *f.args.kwonlyargs)
        if a.arg == "simulation"
    ]
    assert not trouves, "\n".join(trouves)


def test_un_service_n_en_appelle_pas_un_autre() -> None:
    # Two transactions for one act. Between modules the import contract says it; here, inside one module or package.
    ouvrent = {f.name for m, f in services() if ouvertures(m, f)}
    fautes = []
    for m in sous("guichet/services/"):
        connus = {n for n, f in fonctions(m).items() if est_service(f)} & ouvrent
        for n in ast.walk(m.arbre):
            if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("guichet.services"):
                connus |= {a.asname or a.name for a in n.names if a.name in ouvrent}
        fautes += [
            m.ici(n, f"{f.name} calls {appele(n)}")
            for f in fonctions(m).values()
            for n in ast.walk(f)
            if isinstance(n, ast.Call) and appele(n) in connus
        ]
    assert not fautes, "\n".join(fautes)


def test_un_service_ne_rend_pas_de_ligne_de_table() -> None:
    # A table instance outlives its session and can be changed unseen; a frozen dataclass cannot.
    tables = {
        n.name
        for m in sous("models/")
        for n in ast.walk(m.arbre)
        if isinstance(n, ast.ClassDef) and any(k.arg == "table" for k in n.keywords)
    }
    assert tables
    fautes = []
    for m, f in services():
        # Imported from the models: a sheet may bear the same name as a table.
        des_modeles = {
            a.asname or a.name
            for n in ast.walk(m.arbre)
            if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("models")
            for a in n.names
        }
        rendu = {x.id for x in ast.walk(f.returns) if isinstance(x, ast.Name)} if f.returns else set()
        if fuite := rendu & tables & des_modeles:
            fautes.append(m.ici(f, f"{f.name} returns {', '.join(fuite)}"))
    assert not fautes, "\n".join(fautes)
