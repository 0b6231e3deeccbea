#include "bench/machine.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <linux/perf_event.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

namespace tact::bench {
namespace {

// The value of a "key : value" line; "" where there is none.
std::string value_in(const char* file, const std::string& key) {
  std::ifstream lines(file);
  std::string line;
  while (std::getline(lines, line)) {
    if (!line.starts_with(key)) continue;
    const std::size_t value = line.find_first_not_of(" \t:", key.size());
    return value == std::string::npos ? "" : line.substr(value);
  }
  return "";
}

// "ext4 on /dev/vda": of the mount that holds the directory.
std::string file_system_of(const std::string& directory) {
  const std::string path = std::filesystem::absolute(directory).lexically_normal().string() + '/';
  std::ifstream mounts("/proc/self/mounts");
  std::string line;
  std::string found = "unknown";
  std::size_t longest = 0;
  while (std::getline(mounts, line)) {
    std::istringstream words(line);
    std::string device;
    std::string point;
    std::string type;
    words >> device >> point >> type;
    if (!point.ends_with('/')) point += '/';
    if (path.starts_with(point) && point.size() >= longest) {
      longest = point.size();
      found = type;
      found += " on ";
      found += device;
    }
  }
  return found;
}

std::string memory_gib() {
  const double kib = std::strtod(value_in("/proc/meminfo", "MemTotal").c_str(), nullptr);
  char text[32];
  std::snprintf(text, sizeof text, "%.1f GiB", kib / (1024.0 * 1024.0));
  return text;
}

std::string load_average() {
  std::ifstream file("/proc/loadavg");
  std::string one_minute;
  file >> one_minute;
  return one_minute;
}

std::chrono::microseconds microseconds_of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

}  // namespace

std::vector<std::pair<std::string, std::string>> machine_facts(const std::string& directory) {
  utsname system{};
  uname(&system);
  return {
      {"CPU", value_in("/proc/cpuinfo", "model name")},
      {"cores", std::to_string(sysconf(_SC_NPROCESSORS_ONLN))},
      {"memory", memory_gib()},
      {"kernel", std::string(system.sysname) + ' ' + system.release},
      {"data on", file_system_of(directory)},
      {"compiler", "g++ " __VERSION__},
      {"load before", load_average()},
  };
}

// To the microsecond, where getrusage() counts ticks on some kernels.
std::chrono::microseconds own_cpu() {
  static_assert(CLOCKS_PER_SEC == std::micro::den);
  return std::chrono::microseconds(std::clock());
}

double resident_mib() {
  return std::strtod(value_in("/proc/self/status", "VmRSS").c_str(), nullptr) / 1024;
}

double most_resident_mib() {
  return std::strtod(value_in("/proc/self/status", "VmHWM").c_str(), nullptr) / 1024;
}

void forget_most_resident() {
  constexpr const char* the_most = "5";  // man 5 proc
  std::ofstream("/proc/self/clear_refs") << the_most;
}

std::chrono::microseconds thread_cpu() {
  rusage used{};
  getrusage(RUSAGE_THREAD, &used);
  return microseconds_of(used.ru_utime) + microseconds_of(used.ru_stime);
}

std::chrono::microseconds cpu_of(int process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string text;
  std::getline(file, text);
  // The command's name, in brackets, may hold spaces; what follows it does not.
  std::istringstream words(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::string skipped;
  for (int field = 3; field < 14; ++field) words >> skipped;
  long user = 0;
  long system = 0;
  words >> user >> system;
  return std::chrono::microseconds((user + system) * 1'000'000 / sysconf(_SC_CLK_TCK));
}

std::chrono::microseconds cpu_of_family(int process) {
  const std::string number = std::to_string(process);
  std::ifstream children("/proc/" + number + "/task/" + number + "/children");
  std::chrono::microseconds sum = cpu_of(process);
  for (int child = 0; children >> child;) sum += cpu_of(child);
  return sum;
}

InstructionCounter::InstructionCounter() {
  perf_event_attr wanted{};
  wanted.type = PERF_TYPE_HARDWARE;
  wanted.size = sizeof wanted;
  wanted.config = PERF_COUNT_HW_INSTRUCTIONS;
  wanted.exclude_kernel = 1;
  wanted.exclude_hv = 1;
  counter_ = static_cast<int>(syscall(SYS_perf_event_open, &wanted, 0, -1, -1, 0));
}

InstructionCounter::~InstructionCounter() {
  if (works()) close(counter_);
}

std::uint64_t InstructionCounter::now() const {
  std::uint64_t count = 0;
  if (!works() || read(counter_, &count, sizeof count) != sizeof count) return 0;
  return count;
}

Instant tomorrow_morning(const std::string& new_directory) {
  const auto made =
      std::chrono::file_clock::to_sys(std::filesystem::last_write_time(new_directory));
  return std::chrono::floor<std::chrono::days>(made) + std::chrono::days(1) + std::chrono::hours(6);
}

}  // namespace tact::bench
