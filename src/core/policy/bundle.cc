#include "core/policy/bundle.h"

#include <algorithm>
#include <utility>

#include "tact/check.h"

namespace tact {
namespace {

constexpr std::size_t files_max = 256;

std::vector<BundleFile> read_files(const std::optional<JsonValue>& list, const std::string& pointer,
                                   std::vector<FieldError>& errors) {
  std::vector<BundleFile> files;
  if (!list) return files;
  if (list->size() > files_max) {
    errors.push_back({pointer, "must have at most " + std::to_string(files_max) + " files"});
    return files;
  }
  for (const JsonValue item : *list) {
    const std::string place = pointer_to(pointer, files.size());
    ObjectReader reader(item, place, errors);
    BundleFile file{std::string(reader.required_string("name")),
                    std::string(reader.required_string("text"))};
    const std::string name = normal_path(file.name);
    if (name.empty() || name != file.name || name.starts_with('/')) {
      reader.fail("name", "must be a path from the outermost file's folder, as `policy.yaml`");
    }
    const auto same = [&](const BundleFile& other) { return other.name == file.name; };
    if (std::any_of(files.begin(), files.end(), same)) {
      reader.fail("name", "names a file that is here already");
    }
    reader.finish();
    files.push_back(std::move(file));
  }
  return files;
}

void write_files(std::string_view key, const std::vector<BundleFile>& files, JsonWriter& json) {
  json.key(key);
  json.begin_array();
  for (const BundleFile& file : files) {
    json.begin_object();
    json.string("name", file.name);
    json.string("text", file.text);
    json.end_object();
  }
  json.end_array();
}

}  // namespace

Result<std::string> BundledFiles::read(const std::string& path) {
  for (const auto* list : {&bundle_.files, &bundle_.tests}) {
    for (const BundleFile& file : *list) {
      if (file.name == path) return file.text;
    }
  }
  return Error{"it was not sent along"};
}

PolicyBundle bundle_of(const Compiled& compiled) {
  PolicyBundle bundle;
  for (const PolicyFile& file : compiled.files) bundle.files.push_back({file.name, file.text});
  return bundle;
}

Compiled compile_bundle(const PolicyBundle& bundle, std::shared_ptr<const ZoneBook> zones,
                        std::optional<LocalDate> today) {
  TACT_CHECK(!bundle.files.empty());
  BundledFiles files(bundle);
  return compile_policy(bundle.files.front().name, files, std::move(zones), today);
}

PolicyBundle read_bundle(ObjectReader& reader, std::vector<FieldError>& errors) {
  PolicyBundle bundle;
  const auto files = reader.required_array("files");
  if (files && files->size() == 0) reader.fail("files", "must name the policy's outermost file");
  bundle.files = read_files(files, reader.pointer_to("files"), errors);
  bundle.tests = read_files(reader.optional_array("tests"), reader.pointer_to("tests"), errors);
  return bundle;
}

void write_bundle(const PolicyBundle& bundle, JsonWriter& json) {
  write_files("files", bundle.files, json);
  if (!bundle.tests.empty()) write_files("tests", bundle.tests, json);
}

std::string encode_bundle(const PolicyBundle& bundle) {
  std::string out;
  JsonWriter json(out, KeyOrder::as_written);
  json.begin_object();
  write_bundle(bundle, json);
  json.end_object();
  return out;
}

Result<PolicyBundle> parse_bundle(std::string_view text) {
  JsonParser parser;
  const auto value = parser.parse(text);
  if (!value) return Error{"a kept policy cannot be read: " + value.error().message};
  std::vector<FieldError> errors;
  ObjectReader reader(*value, "", errors);
  PolicyBundle bundle = read_bundle(reader, errors);
  if (!reader.finish()) {
    return Error{"a kept policy cannot be read: " + errors.front().pointer + ' ' +
                 errors.front().message};
  }
  return bundle;
}

}  // namespace tact
