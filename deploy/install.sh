#!/bin/sh
# Installs an unpacked bundle without a network: sh install.sh [--into FOLDER] [--again]
# Each version gets a folder of its own; the link "current" is moved last, so that a failure changes nothing.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
into=/opt/chizi
again=no
while [ $# -gt 0 ]; do
  case "$1" in
    --into) into=${2:?"--into needs a folder"}; shift 2 ;;
    --again) again=yes; shift ;;
    *) echo "usage: sh install.sh [--into FOLDER] [--again]" >&2; exit 2 ;;
  esac
done
fail() { echo "$1" >&2; exit 1; }

version=$(cat "$here/VERSION")
tag=$(cat "$here/PYTHON")
python=${PYTHON:-python3}
command -v "$python" >/dev/null || fail "python3 is missing"
found=$("$python" -c 'import sys; print("cp%d%d" % sys.version_info[:2])')
[ "$found" = "$tag" ] || fail "This bundle is for Python $tag and $python is $found. Set PYTHON=/path/to/that/python."
"$python" -c 'import venv, ensurepip' 2>/dev/null || fail "python3 lacks venv (Debian: apt-get install python3-venv)"

echo "Checking the files …"
(cd "$here" && sha256sum --quiet --strict -c CHECKSUMS) || fail "The bundle is damaged. Nothing was installed."

place=$into/releases/$version
if [ -e "$place" ]; then
  [ "$again" = yes ] || fail "$place is there already. Add --again to install it anew."
  rm -rf "$place"
fi
mkdir -p "$place"
trap 'rm -rf "$place"' EXIT
echo "Installing into $place …"
"$python" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install -q --disable-pip-version-check --no-index --require-hashes \
  --find-links "$here/wheels" -r "$here/requirements.txt"
cp -R "$here/docs" "$here/deploy" "$place/"
"$place/venv/bin/chizi" --help >/dev/null
ln -sfn "$place" "$into/current.new"
mv -T "$into/current.new" "$into/current"
trap - EXIT

cat <<END
Chizi $version is installed: $into/current/venv/bin/chizi
Next: $into/current/docs/operations.html (中文: operations.zh-Hans.html), chapter "From the bundle".
END
