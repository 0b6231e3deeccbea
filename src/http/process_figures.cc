#include "http/process_figures.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include <sys/resource.h>
#include <unistd.h>

namespace tact::http {

ProcessFigures read_process_figures() {
  ProcessFigures figures;
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) == 0) {
    for (const timeval& time : {used.ru_utime, used.ru_stime}) {
      figures.cpu_seconds +=
          static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    }
  }
  double pages_of_address_space = 0;
  double pages_resident = 0;
  std::ifstream pages("/proc/self/statm");
  if (pages >> pages_of_address_space >> pages_resident) {
    figures.resident_bytes = pages_resident * static_cast<double>(sysconf(_SC_PAGESIZE));
  }
  std::error_code error;
  const std::filesystem::directory_iterator files("/proc/self/fd", error);
  if (!error) {
    for (auto file = begin(files); file != end(files); file.increment(error)) {
      if (error) break;
      ++figures.open_files;
    }
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    figures.open_files_max = static_cast<double>(limit.rlim_cur);
  }
  return figures;
}

}  // namespace tact::http
