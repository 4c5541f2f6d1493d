#!/usr/bin/env bash
# deploy/try-bundle.sh FILE: installs a bundle into an empty place with no index to fall back on, and looks at it.
set -euo pipefail
bundle=$(realpath "${1:?"usage: deploy/try-bundle.sh FILE"}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tar -xzf "$bundle" -C "$folder"
unset PYTHONPATH VIRTUAL_ENV DJANGO_SETTINGS_MODULE DATABASE_URL
export PIP_NO_INDEX=1 PIP_CONFIG_FILE=/dev/null LANG=C.UTF-8
export CHIZI_DATA="$folder/data" CHIZI_STATIC="$folder/static"
alone=()
unshare -rn true 2>/dev/null && alone=(unshare -rn)  # where it can be had: without any network at all
"${alone[@]}" sh "$folder"/chizi-*/install.sh --into "$folder/opt"
chizi="$folder/opt/current/venv/bin/chizi"
"$chizi" init --help >/dev/null
"$chizi" doctor
"$chizi" backup "$folder/first.zip"
CHIZI_DATA="$folder/other" "$chizi" restore "$folder/first.zip"
test -s "$folder/opt/current/docs/operations.html"
test -s "$folder/opt/current/docs/operations.zh-Hans.html"
echo "the bundle installs without a network and runs (${alone[*]:-pip without an index})"
