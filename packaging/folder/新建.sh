#!/bin/sh
# 用法：sh 新建.sh 去年的年度报告.docx
here="$(cd "$(dirname "$0")" && pwd)" || exit 1
. "$here/find-python.sh"
exec "$PY" "$here/run.py" new --from "$1" --to xlsx --open
