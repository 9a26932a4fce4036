#!/bin/sh
# Makes the folder of this version: sh testdata/upgrade/make.sh NAME, once for each
# release, from the root. The survey is that of the demo, invented, 60 responses.
set -eu
out=$PWD/testdata/upgrade/$1.tar.gz
[ ! -e "$out" ] || { echo "$out is there already: a release keeps its folder for ever" >&2; exit 1; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -o "$dir/stemme" ./cmd/stemme
"$dir/stemme" demo --rows 60 "$dir/s" >/dev/null
"$dir/stemme" run --quiet --data "$dir/d" "$dir/s/survey.csv"
tar -C "$dir/d" -czf "$out" .
ls -l "$out"
