#!/bin/sh
# Puts programs of this machine into an application, for nodes that may install nothing: bring-along.sh APPLICATION PROGRAM...
# Each program comes with the libraries that it needs, all but the C library, which a node has in the same or a later version.
set -eu
[ $# -ge 2 ] || { echo "usage: bring-along.sh APPLICATION PROGRAM..." >&2; exit 2; }
application=$1
shift
mkdir -p "$application/bin" "$application/lib" "$application/libexec"
for program in "$@"; do
  path=$(command -v -- "$program") || { echo "bring-along.sh: there is no program '$program' here" >&2; exit 1; }
  cp -L -- "$path" "$application/libexec/${program##*/}"
  # Programs that are scripts have no libraries, and need their interpreter on the node.
  { ldd "$path" 2> /dev/null || true; } | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' \
    | grep -v -E '/(ld-linux[^/]*|lib(c|m|mvec|dl|rt|pthread|resolv|util|nss_[^/]*))\.so\.[0-9]+$' \
    | while IFS= read -r library; do
      cp -L -- "$library" "$application/lib/"
    done || true
  cat > "$application/bin/${program##*/}" << 'END'
#!/bin/sh
LD_LIBRARY_PATH="$APP_DIR/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$APP_DIR/libexec/${0##*/}" "$@"
END
  chmod +x "$application/bin/${program##*/}"
done
