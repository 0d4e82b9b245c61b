@echo off
chcp 936 >nul
set "PY="
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
if exist "%~dp0python\python.exe" set PY="%~dp0python\python.exe"
for %%V in (3.13 3.12 3.11) do call :try py -%%V
call :try python
if defined PY exit /b 0
echo 没有找到 Python。请安装 Python 3.12（64 位）；或者由县里把 Python 3.12 的 embeddable 压缩包解压到本文件夹的 python 里，再运行一次。
exit /b 1

:try
if defined PY exit /b 0
%* -c "import sys, sysconfig; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sysconfig.get_platform() == 'win-amd64'))" >nul 2>nul
if not errorlevel 1 set "PY=%*"
exit /b 0
