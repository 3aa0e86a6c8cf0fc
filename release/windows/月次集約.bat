@echo off
pushd "%~dp0"
shinchoku.exe %*
set code=%errorlevel%
popd
echo.
pause
exit /b %code%
