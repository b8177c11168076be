#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# newer-debian.sh FOLDER PACKAGE...
#
# Unpacks packages of Debian 13, and what they depend on, into a folder: programs that Debian 12 does not
# have yet, for proofs. Nothing is installed and none of their scripts run; proof.py starts Python there with
# the folder's own loader. It takes about 15 seconds and, for onnxruntime, 250 MB. The mirror and the proxy are
# the machine's own. Root, or a user who may have user namespaces.
set -eu
folder=$1
shift

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
if [ -z "$mirror" ]; then
  echo "newer-debian.sh: this machine has no mirror of Debian" >&2
  exit 1
fi

# mmdebstrap reads no settings of the machine's apt.
set -- "$@" --
for key in Acquire::http::Proxy Acquire::https::Proxy; do
  value=
  eval "$(apt-config shell value "$key")"
  [ -z "$value" ] || set -- "$@" --aptopt="$key \"$value\""
done
packages=
while [ "$1" != -- ]; do
  packages=$packages${packages:+,}$1
  shift
done
shift

rm -rf "$folder" "$folder.part"
mmdebstrap --quiet --variant=extract --include="$packages" "$@" \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
  trixie "$folder.part" "$mirror"
mv "$folder.part" "$folder"
