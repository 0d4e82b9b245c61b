# 找 Python：本文件夹的 python，其次是系统里的 3.13、3.12、3.11。
here="${here:-$PWD}"
PY=
for one in "$here/python/bin/python3" python3.13 python3.12 python3.11 python3; do
    if "$one" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        PY="$one"
        break
    fi
done
if [ -z "$PY" ]; then
    echo '没有找到 Python 3.11、3.12 或 3.13。请安装其中一个，或者由县里解压到本文件夹的 python 里，再运行一次。' >&2
    exit 1
fi
