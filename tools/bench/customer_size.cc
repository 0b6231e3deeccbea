#include "bench/customer_size.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include <rocksdb/db.h>

#include "bench/past_contacts.h"
#include "bench/pipeline.h"
#include "store/rocks_store.h"

namespace tact::bench {
namespace {

constexpr int contacts_each = 10;
constexpr std::size_t commands_at_once = 10'000;
constexpr Instant first_contact =
    Instant(std::chrono::sys_days(std::chrono::year(2026) / 1 / 5).time_since_epoch()) +
    std::chrono::hours(6);

// Those with a record for each customer, or nearly so.
struct CustomerTable {
  Table table;
  const char* name;
};
constexpr std::array<CustomerTable, 4> identities = {{
    {Table::customer, "customers' ids"},
    {Table::address, "addresses"},
    {Table::household_name, "households' ids"},
    {Table::subject_name, "names of pseudonyms"},
}};
constexpr std::array<CustomerTable, 2> states = {{
    {Table::subject, "customers' and addresses' states"},
    {Table::household, "households' states"},
}};

void run_in_groups(Pipeline& pipeline, std::vector<Command> commands) {
  for (auto from = commands.begin(); from != commands.end();) {
    const auto left = static_cast<std::size_t>(commands.end() - from);
    const auto to = from + static_cast<std::ptrdiff_t>(std::min(left, commands_at_once));
    pipeline.run({std::make_move_iterator(from), std::make_move_iterator(to)});
    from = to;
  }
}

std::string described(bool has_addresses) {
  return std::string("10 contacts, ") + (has_addresses ? "two addresses" : "no address");
}

Status fill(const std::string& path, bool has_addresses, const CustomerSizeOptions& options,
            std::shared_ptr<const Policy> policy) {
  RocksOptions in;
  in.path = path;
  auto store = RocksStore::open(in);
  if (!store) return std::move(store).error();
  WorkloadOptions people{options.seed, options.customers, 0, first_contact};
  people.has_addresses = has_addresses;
  Workload workload(people);
  const Instant now = first_contact + std::chrono::days(contacts_each);
  Pipeline pipeline(**store, now, options.seed);
  std::vector<Command> activation;
  activation.push_back({Activate{std::move(policy)}, "bench"});
  pipeline.run(std::move(activation));
  std::vector<std::string> lines = workload.register_lines();
  for (std::size_t customer = 0; customer < options.customers; ++customer) {
    workload.append_customer(customer, lines);
  }
  run_in_groups(pipeline, parse_commands(lines));
  for (int day = 0; day < contacts_each; ++day) {
    run_in_groups(pipeline, contact_with_each(workload, first_contact + std::chrono::days(day)));
  }
  return (*store)->compact();
}

// A database's files, as they lie on the disk.
class Files {
 public:
  static Result<std::unique_ptr<Files>> open(const std::string& path) {
    auto files = std::make_unique<Files>();
    std::vector<std::string> names;
    auto status = rocksdb::DB::ListColumnFamilies({}, path, &names);
    if (!status.ok()) return Error{path + ": " + status.ToString()};
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const std::string& name : names)
      families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
    rocksdb::DB* opened = nullptr;
    status = rocksdb::DB::OpenForReadOnly({}, path, families, &files->handles_, &opened);
    if (!status.ok()) return Error{path + ": " + status.ToString()};
    files->database_.reset(opened);
    return files;
  }

  Files() = default;
  Files(const Files&) = delete;
  Files& operator=(const Files&) = delete;
  ~Files() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      database_->DestroyColumnFamilyHandle(handle);
    }
  }

  rocksdb::ColumnFamilyHandle* family(std::string_view name) const {
    return *std::find_if(handles_.begin(), handles_.end(),
                         [&](const auto* handle) { return handle->GetName() == name; });
  }
  // With its part of the file's filter and index. A table's key begins with its number.
  double bytes_of(rocksdb::ColumnFamilyHandle* family, Table table) const {
    const std::string begin(1, static_cast<char>(table));
    const std::string end(1, static_cast<char>(static_cast<int>(table) + 1));
    const rocksdb::Range range(begin, end);
    rocksdb::SizeApproximationOptions options;
    options.files_size_error_margin = -1;  // As near as the blocks' bounds allow.
    std::uint64_t bytes = 0;
    database_->GetApproximateSizes(options, family, &range, 1, &bytes).PermitUncheckedError();
    return static_cast<double>(bytes);
  }

 private:
  std::unique_ptr<rocksdb::DB> database_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

// Adds a row for each table; returns their sum.
template <class Tables>
double add_family(const Files& files, const char* name, const Tables& tables,
                  const std::string& who, double customers, Sheet& sheet) {
  rocksdb::ColumnFamilyHandle* const family = files.family(name);
  double sum = 0;
  for (const CustomerTable& table : tables) {
    const double bytes = files.bytes_of(family, table.table) / customers;
    sheet.add(who + ": " + table.name, "bytes", Floor::none, bytes);
    sum += bytes;
  }
  return sum;
}

}  // namespace

std::string customer_bytes_name() { return described(true) + ": in all"; }

Status measure_customer_size(const CustomerSizeOptions& options,
                             std::shared_ptr<const Policy> policy, Sheet& sheet) {
  for (const bool has_addresses : {true, false}) {
    const std::string path = options.directory + (has_addresses ? "-addresses" : "-ids");
    if (auto status = fill(path, has_addresses, options, policy); !status) return status;
    const auto customers = static_cast<double>(options.customers);
    const auto ledger = Files::open(path + "/ledger");
    if (!ledger) return ledger.error();
    const auto state = Files::open(path + "/state");
    if (!state) return state.error();
    const std::string who = described(has_addresses);
    double sum = add_family(**ledger, "identities", identities, who, customers, sheet);
    sum += add_family(**state, "states", states, who, customers, sheet);
    sheet.add(who + ": in all", "bytes", Floor::none, sum);
  }
  return Done{};
}

}  // namespace tact::bench
