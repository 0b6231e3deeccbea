// A policy as it is sent, kept and compiled again: the texts of its files, and of the tests beside
// it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tact/field_error.h"
#include "tact/result.h"

#include "core/json/object_reader.h"
#include "core/json/writer.h"
#include "core/policy/compile.h"
#include "core/policy/policy_files.h"

namespace tact {

// `name` is the path from the outermost file's folder, as an `include` in that file would say it.
struct BundleFile {
  std::string name;
  std::string text;

  bool operator==(const BundleFile&) const = default;
};

struct PolicyBundle {
  std::vector<BundleFile> files;  // the outermost first
  std::vector<BundleFile> tests;  // no part of the policy's hash

  bool operator==(const PolicyBundle&) const = default;
};

// Reads from the bundle alone. `bundle` must outlive it.
class BundledFiles final : public PolicyFiles {
 public:
  explicit BundledFiles(const PolicyBundle& bundle) : bundle_(bundle) {}
  Result<std::string> read(const std::string& path) override;

 private:
  const PolicyBundle& bundle_;
};

// The files of a compiled policy; no tests.
PolicyBundle bundle_of(const Compiled& compiled);

// Compiles the outermost file. REQUIRES: there is one.
Compiled compile_bundle(const PolicyBundle& bundle, std::shared_ptr<const ZoneBook> zones,
                        std::optional<LocalDate> today);

// The members "files" and "tests" of an object, each a list of {"name","text"}: `files` must be
// there and not be empty.
PolicyBundle read_bundle(ObjectReader& reader, std::vector<FieldError>& errors);

// Writes "files", and "tests" where there are any, into the object that `json` has open.
void write_bundle(const PolicyBundle& bundle, JsonWriter& json);

// {"files":[{"name","text"},…],"tests":[…]}: what the store keeps.
std::string encode_bundle(const PolicyBundle& bundle);
Result<PolicyBundle> parse_bundle(std::string_view text);

}  // namespace tact
