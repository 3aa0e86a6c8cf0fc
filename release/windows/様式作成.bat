@echo off
pushd "%~dp0"
shinchoku.exe distribute %*
set code=%errorlevel%
popd
echo.
pause
exit /b %code%
