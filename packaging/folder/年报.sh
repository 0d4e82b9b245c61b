#!/bin/sh
# 用法：sh 年报.sh 填好的工作簿.xlsx（或者一个文件夹）
here="$(cd "$(dirname "$0")" && pwd)" || exit 1
. "$here/find-python.sh"
exec "$PY" "$here/run.py" "$@"
