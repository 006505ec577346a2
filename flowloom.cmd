@echo off
rem Starts Flowloom: the workbench, or with a subcommand the command line. Builds first what is missing or stale.
setlocal EnableExtensions DisableDelayedExpansion

set "FLOWLOOM_HOME=%~dp0"
set "needed_java=25"
rem What is Flowloom's own fault, as opposed to the flow's (1) or the user's input (2).
set "cannot_start=3"

if "%~1"=="" goto workbench
for %%c in (run runs validate show resume cancel retry jump pause unpause repair send messages dead-letters resend approvals approve reject doctor backup restore retention prune help) do if "%~1"=="%%c" goto command_line
set "first=%~1"
if "%first:~0,1%"=="-" goto command_line
if /i "%first:~-5%"==".json" goto workbench
if exist "%~1" goto workbench
goto command_line

:workbench
set "module=app"
set "name=flowloom-app"
set "what=the workbench"
call :find_java || exit /b %cannot_start%
call :build_if_stale || exit /b %cannot_start%
"%jdk%\bin\java" --enable-native-access=ALL-UNNAMED "-Dflowloom.samples=%FLOWLOOM_HOME%flows" ^
  -cp "%FLOWLOOM_HOME%app\target\flowloom-app.jar;%FLOWLOOM_HOME%app\target\lib\*" dev.flowloom.main.Flowloom %*
exit /b %errorlevel%

:command_line
set "module=engine\cli"
set "name=flowloom-cli"
set "what=the command line"
call :find_java || exit /b %cannot_start%
call :build_if_stale || exit /b %cannot_start%
"%jdk%\bin\java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 ^
  -cp "%FLOWLOOM_HOME%engine\cli\target\flowloom-cli.jar;%FLOWLOOM_HOME%engine\cli\target\lib\*" dev.flowloom.cli.Main %*
exit /b %errorlevel%

rem --- Java ---

:find_java
if defined FLOWLOOM_JAVA_HOME call :try_java "%FLOWLOOM_JAVA_HOME%" && exit /b 0
if defined JAVA_HOME call :try_java "%JAVA_HOME%" && exit /b 0
for %%j in (java.exe) do if not "%%~$PATH:j"=="" call :try_java "%%~dp$PATH:j.." && exit /b 0
for %%v in (Java "Eclipse Adoptium" Microsoft Zulu BellSoft "Amazon Corretto") do (
  for /d %%d in ("%ProgramFiles%\%%~v\*") do call :try_java "%%~d" && exit /b 0
)
for /d %%d in ("%USERPROFILE%\.jdks\*" "%USERPROFILE%\.sdkman\candidates\java\*") do call :try_java "%%~d" && exit /b 0
echo Flowloom needs a JDK %needed_java% or newer, and none was found; install one (https://adoptium.net) or set FLOWLOOM_JAVA_HOME to its folder.>&2
exit /b 1

rem Reads what the JDK says of itself: starting it to ask would take longer than all the rest.
:try_java
if not exist "%~1\bin\javac.exe" exit /b 1
if not exist "%~1\release" exit /b 1
set "major="
for /f "usebackq tokens=1,2 delims==." %%k in ("%~1\release") do if "%%k"=="JAVA_VERSION" set "major=%%~l"
if defined major set "major=%major:"=%"
if not defined major exit /b 1
if %major% lss %needed_java% exit /b 1
set "jdk=%~f1"
exit /b 0

rem --- Building ---

:build_if_stale
set "stamp=%FLOWLOOM_HOME%%module%\target\launcher.stamp"
call :is_fresh && exit /b 0
if not exist "%FLOWLOOM_HOME%target" mkdir "%FLOWLOOM_HOME%target" || exit /b 1
:wait_for_lock
set "built="
rem A file that is open for writing can't be opened so again: one build at a time, and no lock outlives its process.
( ( 9>"%FLOWLOOM_HOME%target\launcher.lock" call :build_alone 2>&8 ) 2>nul ) 8>&2
if not defined built (
  ping -n 2 127.0.0.1 >nul
  goto wait_for_lock
)
if "%built%"=="yes" exit /b 0
exit /b 1

:build_alone
set "built=yes"
rem Another start may have built it while this one waited.
call :is_fresh && exit /b 0
call :build || set "built=no"
exit /b 0

rem The stamp bears the time at which the build began, so that what is changed during a build counts as newer.
:is_fresh
if not exist "%FLOWLOOM_HOME%%module%\target\%name%.jar" exit /b 1
if not exist "%stamp%" exit /b 1
powershell -NoProfile -Command "Set-Location -LiteralPath $env:FLOWLOOM_HOME; $stamp = (Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; $sources = @('pom.xml', '.mvn\*', 'icons\*', 'flows\*', 'engine\*\pom.xml') + ($env:module + '\pom.xml'); $newer = @(Get-Item $sources -ErrorAction SilentlyContinue) + @(Get-ChildItem 'engine\*\src\main', ($env:module + '\src\main') -Recurse -ErrorAction SilentlyContinue) | Where-Object { $_.LastWriteTimeUtc -gt $stamp } | Select-Object -First 1; exit [int][bool]$newer"
exit /b %errorlevel%

:build
where mvn >nul 2>nul || (
  echo Flowloom must be built, and Maven was not found; install it ^(https://maven.apache.org^) and start again.>&2
  exit /b 1
)
set "log=%FLOWLOOM_HOME%target\launcher.log"
if exist "%FLOWLOOM_HOME%%module%\target\%name%.jar" (
  echo Building %what% ^(its sources have changed^) ...>&2
) else (
  echo Building %what% ^(first start, a minute or two^) ...>&2
)
if not exist "%FLOWLOOM_HOME%%module%\target" mkdir "%FLOWLOOM_HOME%%module%\target"
rem Libraries of an earlier build may have other versions.
if exist "%FLOWLOOM_HOME%%module%\target\lib" rmdir /s /q "%FLOWLOOM_HOME%%module%\target\lib"
if exist "%stamp%" del "%stamp%"
type nul >"%stamp%.new"
pushd "%FLOWLOOM_HOME%"
set "caller_java_home=%JAVA_HOME%"
set "JAVA_HOME=%jdk%"
call mvn -B -pl %module:\=/% -am package -Dmaven.test.skip=true >"%log%" 2>&1
set "result=%errorlevel%"
set "JAVA_HOME=%caller_java_home%"
popd
if not "%result%"=="0" goto not_built
move /y "%stamp%.new" "%stamp%" >nul
exit /b 0

:not_built
findstr /l /b /c:"[ERROR]" /c:"[FATAL]" "%log%" >&2
echo Flowloom could not be built; all that Maven said is in "%log%".>&2
exit /b 1
