@echo off
pushd "%~dp0"
shinchoku.exe close %*
set code=%errorlevel%
popd
echo.
pause
exit /b %code%
