@echo off
chcp 936 >nul
setlocal
if not exist "%~dp0find-python.cmd" goto packed
call "%~dp0find-python.cmd"
if not defined PY goto end
%PY% "%~dp0install.py"
if errorlevel 1 goto failed
%PY% "%~dp0run.py" --version
if errorlevel 1 goto failed
echo 安装完成。把去年的报告拖到“新建.cmd”上，得到今年的工作簿；填好后把它拖到“年报.cmd”上，一个文件夹也可以。
goto end

:failed
echo 安装没有完成，请把上面的文字告诉县里的技术人员。
goto end

:packed
echo 请先把压缩包全部解压出来，再运行解压出来的文件夹里的“安装.cmd”。

:end
pause
