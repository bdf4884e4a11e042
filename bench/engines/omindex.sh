#!/bin/sh
# omindex.sh DB FOLDER: the text files of FOLDER into an index, with omindex's own defaults.
# `omindex` warns about texts without words; they are indexed all the same.
set -eu
exec omindex --db "$1" --url / --stemmer english --empty-docs index "$2"
