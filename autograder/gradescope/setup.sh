#!/usr/bin/env bash
# Installs the autograder; Gradescope runs this once, as root, when it builds the image.
# Brings a Python >= 3.11 if there is none, then installs pinned packages and convgrade beside this folder, in venv/:
# those of requirements.txt, and PyTorch where the zip pins it (torch.txt).  All have to have the hashes that stand there.
# A zip that brings the packages along, in wheels/, needs no network, but a Python that they are for.
#   PYTHON=PATH     try this Python first
#   KEEP_SYSTEM=1   do not install anything with apt-get
set -euo pipefail
umask 022

source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
base=$(dirname "$source")
venv=$base/venv
wheels=$source/wheels
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore PIP_NO_INPUT=1

fail() {
  echo "setup.sh: $1" >&2
  exit 1
}

# Run a command that needs the network up to three times.
attempt() {
  for pause in 5 20 0; do
    if "$@"; then return 0; fi
    if [ "$pause" != 0 ]; then
      echo "setup.sh: '$1 ...' failed; trying again in $pause s" >&2
      sleep "$pause"
    fi
  done
  return 1
}

# Print the first Python that is new enough, finished, and able to make environments; one of those that wheels/ is for.
find_python() {
  for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3; do
    if [ -n "$name" ] && "$name" -c "$fits" "${versions[@]}" 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

may_install() {
  [ "$(id -u)" = 0 ] && [ -z "${KEEP_SYSTEM:-}" ] && command -v apt-get >/dev/null
}

# Install the distribution's own Python, if it has one that is new enough and finished.
apt_python() {
  may_install || return 1
  export DEBIAN_FRONTEND=noninteractive
  attempt apt-get update -qq || return 1
  for name in python3.13 python3.12 python3.11; do
    case $(LC_ALL=C apt-cache policy "$name" 2>/dev/null | sed -n 's/^ *Candidate: *//p') in
      "" | "(none)" | *~a[0-9]* | *~b[0-9]* | *~rc*) ;;
      *) attempt apt-get install -qq -y --no-install-recommends "$name" "$name-venv" && return 0 ;;
    esac
  done
  return 1
}

# Bring a Python of our own with uv: uv comes from the package index, pinned by hash, and knows its Pythons' hashes.
uv_python() {
  export UV_PYTHON_INSTALL_DIR=$base/python
  if ! python3 -m pip --version >/dev/null 2>&1 && may_install; then
    attempt apt-get install -qq -y --no-install-recommends python3-pip >&2 || return 1
  fi
  attempt python3 -m pip install --quiet --only-binary :all: --require-hashes --target "$base/uv" \
    -r "$source/uv.txt" >&2 || return 1
  attempt "$base/uv/bin/uv" python install --no-bin 3.12 >&2 || return 1
  "$base/uv/bin/uv" python find --no-project --managed-python 3.12
}

fits='import sys, venv; sys.exit(sys.version_info < (3, 11, 0, "final")'
if [ -d "$wheels" ]; then
  fits+=' or "%d.%d" % sys.version_info[:2] not in sys.argv)'
  read -ra versions <"$wheels/versions"
  python=$(find_python) ||
    fail "no Python of the versions that this zip brings packages for (${versions[*]}); choose a base image such as Ubuntu 24.04"
  make_venv=(-m venv --without-pip) # Debian's Python alone brings no pip; that of wheels/ runs as it is
  pip_install=("$venv/bin/python" "$(echo "$wheels"/pip-*.whl)/pip" install --no-index --find-links "$wheels")
else
  fits+=' or __import__("ensurepip") is None)'
  versions=("") # any
  python=$(find_python) || python=$(apt_python >&2 && find_python) || python=$(uv_python) ||
    fail "no Python 3.11 or newer here, and none could be installed; choose a newer base image, such as Ubuntu 24.04"
  make_venv=(-m venv)
  pip_install=("$venv/bin/python" -m pip install)
fi
echo "setup.sh: using $python, $("$python" --version)"

install() {
  attempt "${pip_install[@]}" --progress-bar off --only-binary :all: --require-hashes "$@"
}

rm -rf "$venv"
"$python" "${make_venv[@]}" "$venv" || fail "$python cannot make a virtual environment in $venv"
install -r "$source/requirements.txt" ||
  fail "the packages of requirements.txt could not be installed: the lines above say why"
if [ -f "$source/torch.txt" ]; then
  # PyTorch's own index is asked for PyTorch alone.
  { install -r "$source/requirements-torch.txt" && install --no-deps -r "$source/torch.txt"; } ||
    fail "PyTorch (torch.txt) could not be installed: the lines above say why"
fi
"${pip_install[@]}" --quiet --no-index --no-deps "$source"/convgrade-*.whl ||
  fail "convgrade's wheel could not be installed: build the zip again"
"$venv/bin/python" -m compileall -q "$source/solutions" || fail "a file in solutions/ is not valid Python: see above"
if [ "$(id -u)" = 0 ]; then
  chmod 0700 "$venv" # workers get numpy from the grader; nothing else in it is for student code
fi
"$venv/bin/convgrade" --version
