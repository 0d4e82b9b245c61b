@echo off
chcp 936 >nul
setlocal
if not exist "%~dp0find-python.cmd" goto packed
if "%~1"=="" goto usage
call "%~dp0find-python.cmd"
if not defined PY goto end
%PY% "%~dp0run.py" new --from "%~1" --to xlsx --open
goto end

:usage
echo 请把去年的年度报告（Word、网页、PDF 或者去年的工作簿）拖到“新建.cmd”的图标上，旁边就有今年要填的工作簿。
goto end

:packed
echo 请先把压缩包全部解压出来，再运行解压出来的文件夹里的“新建.cmd”。

:end
pause
