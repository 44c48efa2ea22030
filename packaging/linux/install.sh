#!/bin/sh
# Installs the folder that this script stands in for the current user, without asking for rights; "remove" undoes it.
set -eu
data="${XDG_DATA_HOME:-$HOME/.local/share}"
place="$data/sqcodec-program"
programs="$HOME/.local/bin"

refresh() {
    if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" || true; fi
    if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications" || true; fi
    if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f "$data/icons/hicolor" || true; fi
}

remove() {
    if [ -f "$place/share.list" ]; then
        while IFS= read -r name; do rm -f "$data/$name"; done <"$place/share.list"
    fi
    rm -f "$programs/sqcodec" "$programs/sqcodec-gui"
    rm -rf "$place"
    refresh
}

if [ "${1:-}" = remove ]; then
    remove
    echo "SQCodec is removed; your recordings, settings and models are still there."
    exit 0
fi
here="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$data/mime/packages" "$data/applications" "$data/icons/hicolor" "$programs"
remove
mkdir -p "$place"
cp -r "$here/." "$place/"
(cd "$place/share" && find . -type f) >"$place/share.list"
(cd "$place/share" && find . -type d) | while IFS= read -r name; do mkdir -p "$data/$name"; done
while IFS= read -r name; do cp "$place/share/$name" "$data/$name"; done <"$place/share.list"
sed -i "s|^Exec=sqcodec-gui|Exec=\"$place/sqcodec-gui\"|" "$data/applications/sqcodec-gui.desktop"
ln -sf "$place/sqcodec" "$place/sqcodec-gui" "$programs/"
refresh
echo "SQCodec is in your menu of programs. To remove it: sh \"$place/install.sh\" remove"
