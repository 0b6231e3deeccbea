#include "core/decide/lists.h"

#include <algorithm>
#include <utility>

#include "core/decide/consent.h"

namespace tact {
namespace {

template <class Visit>
void for_each_entry(const ListCheck& check, const Scene& scene, Visit visit) {
  for (const SubjectState* record : {scene.facts.customer, scene.other_record()}) {
    if (record == nullptr) continue;
    for (const Listing& entry : record->listings) {
      if (std::find(check.lists.begin(), check.lists.end(), entry.list) != check.lists.end()) {
        visit(entry);
      }
    }
  }
}

bool counts(const ListCheck& check, const Listing& entry, const Scene& scene, Instant at) {
  if (at < entry.since + check.grace) return false;
  if (entry.until && at >= *entry.until) return false;
  return !(check.lifted_by_later_consent && consented_after(entry.since, scene, at));
}

struct Loading {
  std::optional<Instant> at;  // absent: never
  std::string country;        // "" everybody's
};

// The register of that country, where one was ever loaded; else everybody's.
Loading loading_for(const std::string& list, std::string_view country, const Registers& registers) {
  const auto& by_country = registers.country_lists_loaded_at;
  if (!by_country.empty()) {
    const auto own = by_country.find({list, std::string(country)});
    if (own != by_country.end()) return {own->second, std::string(country)};
  }
  const auto loaded = registers.lists_loaded_at.find(list);
  if (loaded == registers.lists_loaded_at.end()) return {};
  return {loaded->second, {}};
}

// Of several countries the oldest loading counts, of an unknown one everybody's.
Loading loading_of(const std::string& list, const Scene& scene) {
  const Registers& registers = *scene.facts.registers;
  std::optional<Loading> oldest;
  scene.for_each_country([&](std::string_view country) {
    Loading loading = loading_for(list, country, registers);
    // What was never loaded is the oldest, and less than any time.
    if (!oldest || loading.at < oldest->at) oldest = std::move(loading);
  });
  return oldest ? *std::move(oldest) : loading_for(list, {}, registers);
}

bool is_stale(const ListCheck& check, const Loading& loading, Instant at) {
  return check.fresh_within && (!loading.at || at - *loading.at >= *check.fresh_within);
}

const std::string* first_stale(const ListCheck& check, const Scene& scene, Instant at) {
  if (!check.fresh_within) return nullptr;
  const auto stale = [&](const std::string& list) {
    return is_stale(check, loading_of(list, scene), at);
  };
  const auto found = std::find_if(check.lists.begin(), check.lists.end(), stale);
  return found == check.lists.end() ? nullptr : &*found;
}

}  // namespace

ListJudgement judge_lists(const ListCheck& check, const Scene& scene, Instant at) {
  ListJudgement judgement;
  for_each_entry(check, scene, [&](const Listing& entry) {
    if (!counts(check, entry, scene, at)) return;
    judgement.code = Code::listed;
    judgement.endless = judgement.endless || !entry.until;
    if (judgement.entry == nullptr || !entry.until) judgement.entry = &entry;
  });
  if (judgement.code == Code::none) {
    judgement.list = first_stale(check, scene, at);
    if (judgement.list != nullptr) judgement.code = Code::list_stale;
  }
  return judgement;
}

std::vector<SeenList> seen_lists(const ListCheck& check, const Scene& scene, Instant at) {
  std::vector<SeenList> seen;
  for (const std::string& list : check.lists) {
    const std::size_t before = seen.size();
    const Loading loading = loading_of(list, scene);
    const SeenList shown{list,           loading.at, {}, {}, false, is_stale(check, loading, at),
                         loading.country};
    for_each_entry(check, scene, [&](const Listing& entry) {
      if (entry.list != list) return;
      seen.push_back(shown);
      seen.back().since = entry.since;
      seen.back().until = entry.until;
      seen.back().counts = counts(check, entry, scene, at);
    });
    if (seen.size() == before) seen.push_back(shown);
  }
  return seen;
}

Instant next_list_change(const ListCheck& check, const Scene& scene, Instant at) {
  Instant next = never;
  for_each_entry(check, scene, [&](const Listing& entry) {
    next = earlier_after(at, entry.since + check.grace, next);
    if (entry.until) next = earlier_after(at, *entry.until, next);
  });
  if (check.lifted_by_later_consent) {
    next = std::min(next, next_consent_change(ConsentCheck{}, scene, at));
  }
  return next;
}

}  // namespace tact
