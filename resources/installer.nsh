; "Open with" lists the program for files that it imports. It makes itself the usual program for none.
!define OPENER "Software\Classes\Applications\${APP_EXECUTABLE_FILENAME}"

!macro customInstall
  WriteRegStr SHELL_CONTEXT "${OPENER}\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "${OPENER}\SupportedTypes" ".docx" ""
  WriteRegStr SHELL_CONTEXT "${OPENER}\SupportedTypes" ".html" ""
  WriteRegStr SHELL_CONTEXT "${OPENER}\SupportedTypes" ".htm" ""
  WriteRegStr SHELL_CONTEXT "${OPENER}\SupportedTypes" ".md" ""
  WriteRegStr SHELL_CONTEXT "${OPENER}\SupportedTypes" ".markdown" ""
  WriteRegStr SHELL_CONTEXT "${OPENER}\SupportedTypes" ".txt" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "${OPENER}"
!macroend
