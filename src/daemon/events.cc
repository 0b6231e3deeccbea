#include "daemon/events.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace tact {
namespace {

// Editors and deployments save several files, or one in several steps.
constexpr int quiet_ms = 200;
constexpr int second_ms = 1'000;

Error failed(const char* what) { return {std::string(what) + ": " + std::strerror(errno)}; }

// `..data` is what a mounted Kubernetes ConfigMap exchanges for all of its files at once.
bool is_policy_file(std::string_view name) { return name.ends_with(".yaml") || name == "..data"; }

}  // namespace

Result<Events> Events::open() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  if (pthread_sigmask(SIG_BLOCK, &set, nullptr) != 0) return failed("cannot block signals");
  const int signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (signals < 0) return failed("cannot take signals");
  const int files = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (files < 0) {
    ::close(signals);
    return failed("cannot watch files");
  }
  return Events(signals, files);
}

Events::Events(Events&& other) noexcept
    : signals_(std::exchange(other.signals_, -1)),
      files_(std::exchange(other.files_, -1)),
      watched_(std::move(other.watched_)),
      token_files_(std::move(other.token_files_)) {}

Events::~Events() {
  if (signals_ >= 0) ::close(signals_);
  if (files_ >= 0) ::close(files_);
}

Status Events::watch(const std::set<std::string>& folders) {
  for (const std::string& folder : folders) {
    if (watched_.contains(folder)) continue;
    // Whole files only: a file that is being written is not looked at before it is closed.
    constexpr std::uint32_t mask = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_ONLYDIR;
    if (inotify_add_watch(files_, folder.c_str(), mask) < 0) {
      return failed(("cannot watch `" + folder + "`, use SIGHUP after changes there").c_str());
    }
    watched_.insert(folder);
  }
  return Done{};
}

Event Events::wait() {
  std::optional<Event> saved;
  for (;;) {
    std::array<pollfd, 2> waiting{};
    waiting[0] = {signals_, POLLIN, 0};
    waiting[1] = {files_, POLLIN, 0};
    const int ready = poll(waiting.data(), waiting.size(), saved ? quiet_ms : second_ms);
    if (ready == 0) return saved.value_or(Event::second);
    if (const auto event = take_signal()) return *event;
    saved = take_saves(saved);
  }
}

std::optional<Event> Events::take_signal() {
  signalfd_siginfo info{};
  if (read(signals_, &info, sizeof info) != sizeof info) return std::nullopt;
  return info.ssi_signo == SIGHUP ? Event::reload : Event::stop;
}

std::optional<Event> Events::event_of(const std::string& name) const {
  if (is_policy_file(name)) return Event::reload;
  if (token_files_.contains(name)) return Event::reload_tokens;
  return std::nullopt;
}

std::optional<Event> Events::take_saves(std::optional<Event> before) {
  alignas(inotify_event) std::array<char, 16 * 1024> bytes;
  std::optional<Event> found = before;
  for (;;) {
    const ssize_t size = read(files_, bytes.data(), bytes.size());
    if (size <= 0) return found;
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, bytes.data() + at, sizeof event);
      const char* const name = bytes.data() + at + sizeof event;
      std::optional<Event> one = event.len > 0 ? event_of(name) : std::nullopt;
      // What was lost may have been ours.
      if ((event.mask & IN_Q_OVERFLOW) != 0) one = Event::reload;
      // Everything includes the tokens.
      if (one && found != Event::reload) found = one;
      at += sizeof event + event.len;
    }
  }
}

}  // namespace tact
