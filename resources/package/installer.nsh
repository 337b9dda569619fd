; A single PC serves the patient's page itself, so others in the clinic's network must reach it. Only an installation for
; the whole machine with /SINGLEPC=1 opens the firewall, for this program, in private and domain networks; a desk of the
; clinic's service listens to nobody and needs nothing.
!include "FileFunc.nsh"

!macro customInstall
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/SINGLEPC=" $R1
  ${IfNot} ${Errors}
  ${AndIf} $R1 == "1"
  ${AndIf} $installMode == "all"
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="Visit Desk (patient page)"'
    Pop $R2
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="Visit Desk (patient page)" dir=in action=allow program="$INSTDIR\${APP_EXECUTABLE_FILENAME}" protocol=TCP profile=private,domain enable=yes'
    Pop $R2
  ${EndIf}
!macroend

!macro customUnInstall
  ${If} $installMode == "all"
    nsExec::Exec '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="Visit Desk (patient page)"'
    Pop $R2
  ${EndIf}
!macroend
