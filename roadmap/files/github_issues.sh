#!/bin/sh
# Makes GitHub issues of the open actions of a roadmap in Rungs.
#
#   Roadmap: ROADMAP
#   Written: DAY
#
# Usage:
#
#   sh github-issues.sh                            show what would be made, and change nothing
#   sh github-issues.sh --yes                      make the issues
#   sh github-issues.sh --repo OWNER/NAME --yes    in another repository than that of this folder
#   sh github-issues.sh --help                     show this text
#
# It needs gh, the command line program of GitHub, signed in with `gh auth login`, and the right to write issues
# and labels. Nothing else is called, and nothing is sent to anybody but GitHub.
#
# Run it as often as you like: each issue ends with a mark that only the source of its text shows, and an action whose
# mark is found on an issue of the repository with the label “rungs”, open or closed, is skipped. An issue that is there
# is never changed. Should it stop half way, run it again.
#
# Whoever can read the repository can read the titles, descriptions and owners of the actions. Read this file before you
# run it: what will be sent stands below, word by word.
#
# RUNGS_PAUSE is the number of seconds between two issues, 1 unless it is set: GitHub refuses who writes faster.

set -eu

usage() {
    sed -n '2,/^$/s/^#\{0,1\} \{0,1\}//p' "$0"
}

do_it=no
while [ "$#" -gt 0 ]; do
    case $1 in
        --yes) do_it=yes ;;
        --repo)
            if [ "$#" -lt 2 ]; then
                echo 'Name a repository after --repo, such as OWNER/NAME.' >&2
                exit 2
            fi
            GH_REPO=$2
            export GH_REPO
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *)
            printf 'There is no option %s; --help lists them all.\n' "$1" >&2
            exit 2
            ;;
    esac
    shift
done

if ! command -v gh >/dev/null 2>&1; then
    echo 'gh is not installed; it is the command line program of GitHub.' >&2
    exit 1
fi

# Every text of an issue that this script made earlier. Without the label there is none.
if ! there=$(gh issue list --state all --label rungs --limit 100000 --json body --jq '.[].body'); then
    echo 'The issues of the repository could not be listed, so none was made.' >&2
    exit 1
fi
there=$(printf '%s\n' "$there" | tr -d '\r')
made=0
skipped=0

# label NAME MEANING: gh refuses to make one that is there, which is as good.
label() {
    if [ "$do_it" = yes ]; then
        gh label create "$1" --description="$2" --color=0E5A52 >/dev/null 2>&1 || true
    fi
}

# issue CODE TITLE LABELS BODY
issue() {
    if printf '%s\n' "$there" | grep -F -q -x -e "<!-- rungs-action: $1 -->"; then
        skipped=$((skipped + 1))
        printf 'is there   %s\n' "$2"
        return
    fi
    if [ "$do_it" = yes ]; then
        if ! printf '%s\n' "$4" | gh issue create --title="$2" --label="$3" --body-file=-; then
            printf 'Stopped: no issue was made of “%s”. %s were made before; run this again.\n' "$2" "$made" >&2
            exit 1
        fi
        sleep "${RUNGS_PAUSE:-1}"
    else
        printf 'would make %s\n' "$2"
    fi
    made=$((made + 1))
}

# ACTIONS STAND HERE

if [ "$do_it" = yes ]; then
    printf '%s issues made, %s were there.\n' "$made" "$skipped"
else
    printf '%s issues would be made, %s are there. To make them, add --yes.\n' "$made" "$skipped"
fi
