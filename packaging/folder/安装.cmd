@echo off
chcp 936 >nul
setlocal
call "%~dp0find-python.cmd"
if not defined PY goto end
%PY% "%~dp0install.py"
if errorlevel 1 goto failed
%PY% "%~dp0run.py" --version
if errorlevel 1 goto failed
echo 安装完成。把填好的工作簿或者文件夹拖到“年报.cmd”上即可。
goto end

:failed
echo 安装没有完成，请把上面的文字告诉县里的技术人员。

:end
pause
