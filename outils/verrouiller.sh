#!/usr/bin/env bash
# Rewrites the two lock files from pyproject.toml: exact versions and hashes, for every platform and Python ≥ 3.11,
# extras kept and no registry named (docs/decisions/0001). Arguments go to the resolver, e.g. `outils/verrouiller.sh --upgrade`.
set -euo pipefail
cd "$(dirname "$0")/.."

verrouiller() {
    local fichier=$1
    shift
    uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --group construction \
        --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command "outils/verrouiller.sh" --output-file "$fichier" "$@"
    if grep -n '://' "$fichier"; then
        echo "$fichier names an address: a lock file must not." >&2
        exit 1
    fi
}

PATH="$PWD/.venv/bin:$PATH"
# With PostgreSQL's driver: README's first command serves whichever base a town has.
verrouiller requirements.lock --extra postgres "$@"
# The same versions as the app's own lock: what is tested is what is installed.
verrouiller requirements-dev.lock --extra dev --constraint requirements.lock "$@"
