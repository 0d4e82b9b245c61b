@echo off
chcp 936 >nul
setlocal
if not exist "%~dp0find-python.cmd" goto packed
if "%~1"=="" goto usage
call "%~dp0find-python.cmd"
if not defined PY goto end
%PY% "%~dp0run.py" %*
goto end

:usage
echo 请把填好的工作簿（.xlsx）、年度报告（.docx、.pdf、.html）或者一个文件夹拖到“年报.cmd”的图标上。
goto end

:packed
echo 请先把压缩包全部解压出来，再运行解压出来的文件夹里的“年报.cmd”。

:end
pause
