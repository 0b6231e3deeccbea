// Whom pseudonyms stand for, read from the store in one go.
#pragma once

#include <map>
#include <vector>

#include "tact/identity.h"
#include "tact/ids.h"
#include "tact/result.h"

#include "store/store.h"

namespace tact::http {

// want() each, load() once, then ask of() each. One thread.
class PeopleNames {
 public:
  // `store` must outlive this.
  explicit PeopleNames(const Store& store) : store_(store) {}

  void want(const SubjectId& id) { names_.try_emplace(id); }
  Status load();
  // Both parts are empty where nobody is known under that pseudonym (any more).
  SubjectName of(const SubjectId& id) const;

 private:
  const Store& store_;
  std::map<SubjectId, SubjectName> names_;
};

// A record of the store; empty where there is none.
template <class Value>
Result<std::optional<Value>> load_value(const Store& store, Table table, std::string id);

}  // namespace tact::http
