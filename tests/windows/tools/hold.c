/* Opens the file of its first argument without sharing it, as Excel does, until it is killed. Creates the file of its
   second argument once the first is open. For tests only. */
#include <windows.h>

int wmain(int count, wchar_t **words) {
  if (count != 3) return 2;
  HANDLE held = CreateFileW(words[1], GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (held == INVALID_HANDLE_VALUE) return 1;
  HANDLE ready = CreateFileW(words[2], GENERIC_WRITE, 0, NULL, CREATE_NEW, 0, NULL);
  CloseHandle(ready);
  Sleep(INFINITE);
  return 0;
}
