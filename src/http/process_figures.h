// What this process uses of the machine.
#pragma once

namespace tact::http {

struct ProcessFigures {
  double cpu_seconds = 0;
  double resident_bytes = 0;
  double open_files = 0;
  double open_files_max = 0;
};

// From Linux's /proc; zero where that cannot be read.
ProcessFigures read_process_figures();

}  // namespace tact::http
