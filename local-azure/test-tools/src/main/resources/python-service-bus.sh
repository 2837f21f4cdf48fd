#!/bin/sh
# Unpacks the Python client of Service Bus into a folder, from the Debian release that has one for local brokers (7.13 or
# newer). Nothing is installed: Debian 12's own version knows Azure only. Argument: the folder
set -eu

release=trixie
folder=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The mirror that this machine uses.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
    sed 's/#.*//' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" > "$work/sources"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
cat > "$work/apt.conf" <<CONF
Dir::Etc::sourcelist "$work/sources";
Dir::Etc::sourceparts "/dev/null";
Dir::State::lists "$work/lists";
Dir::State::status "/dev/null";
Dir::Cache "$work/cache";
APT::Sandbox::User "";
Acquire::Languages "none";
CONF
export APT_CONFIG="$work/apt.conf"

cd "$work"
apt-get -qq update
apt-get -qq download python3-azure python3-typing-extensions
for package in *.deb; do
    dpkg-deb -x "$package" files
done
found=files/usr/lib/python3/dist-packages
mkdir -p staging/azure
cp -r "$found/azure/servicebus" "$found/azure/core" staging/azure/
cp "$found/typing_extensions.py" staging/
mkdir -p "$(dirname "$folder")"
rm -rf "$folder"
mv staging "$folder"
