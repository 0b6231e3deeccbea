#include "cli/input_file.h"

#include <cerrno>
#include <cstring>

#include <sys/stat.h>

namespace tact::cli {
namespace {

int leave_open(std::FILE* file) { return std::fflush(file); }

InputFile open_file(const std::string& path, const char* mode, const char* doing,
                    const Shell& shell) {
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), mode);
  struct stat status {};
  if (file != nullptr && ::fstat(::fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
    std::fclose(file);
    file = nullptr;
    errno = EISDIR;
  }
  if (file == nullptr) {
    shell.complain(std::string("cannot ") + doing + " `" + path + "`: " + std::strerror(errno));
  }
  return {file, std::fclose};
}

}  // namespace

InputFile open_input(const std::string& path, const Shell& shell) {
  if (path == "-") return {shell.in, leave_open};
  return open_file(path, "rb", "read", shell);
}

InputFile open_output(const std::string& path, const Shell& shell) {
  if (path == "-") return {shell.out, leave_open};
  return open_file(path, "wb", "write", shell);
}

}  // namespace tact::cli
