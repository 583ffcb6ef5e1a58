#!/bin/sh
# Starts the Chromium that CHROMIUM names, without what no test looks at. A whole browser loads two
# pages of its own behind the address bar of each window, which costs more than most of ours.
# Playwright's own list stays: of two lists Chromium would read the last alone.
for argument in "$@"; do
    shift
    case $argument in
        --disable-features=*) argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup ;;
    esac
    set -- "$@" "$argument"
done
exec "$CHROMIUM" "$@"
