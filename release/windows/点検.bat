@echo off
pushd "%~dp0"
if "%~1"=="" (
  shinchoku.exe check input
) else (
  shinchoku.exe check %*
)
set code=%errorlevel%
popd
echo.
pause
exit /b %code%
