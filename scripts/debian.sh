# For sourcing. debian_install WHAT PACKAGE: installs PACKAGE where that is allowed, else says what to do.
debian_install() {
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing $1 (apt-get install $2) …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$2" >/dev/null
    else
        echo "$1 is missing. On Debian or Ubuntu: sudo apt-get install $2" >&2
        exit 1
    fi
}
