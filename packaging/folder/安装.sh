#!/bin/sh
# 安装：sh 安装.sh
cd "$(dirname "$0")" || exit 1
. ./find-python.sh
"$PY" install.py && "$PY" run.py --version && echo '安装完成。用法：sh 年报.sh 填好的工作簿.xlsx（或者一个文件夹）'
