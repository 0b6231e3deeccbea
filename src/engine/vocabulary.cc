#include "engine/vocabulary.h"

#include <algorithm>
#include <string_view>

#include "core/suggest/suggest.h"

namespace tact {
namespace {

using Words = std::vector<std::string>;

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string unknown(std::string_view what, std::string_view word, const Words& words) {
  const std::vector<std::string_view> candidates(words.begin(), words.end());
  return "unknown " + std::string(what) + " `" + std::string(word) + '`' +
         did_you_mean(word, candidates) + "; the active policy's vocabulary lists what may be said";
}

class VocabularyCheck {
 public:
  explicit VocabularyCheck(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  void channel(std::string_view word) {
    require(word, vocabulary_.channels, "/channel", "channel");
  }
  void purpose(std::string_view word) {
    require(word, vocabulary_.purposes, "/purpose", "purpose");
  }
  // Consents and holds may name an inner node of the tree.
  void purpose_tree(std::string_view word) {
    const auto under = [&](const std::string& purpose) { return purpose_covers(word, purpose); };
    const auto& purposes = vocabulary_.purposes;
    if (!std::any_of(purposes.begin(), purposes.end(), under)) purpose(word);
  }
  void brand(std::string_view word) {
    if (!vocabulary_.brands.empty()) require(word, vocabulary_.brands, "/brand", "brand");
  }
  void event(std::string_view word) { require(word, vocabulary_.activities, "/event", "activity"); }
  void labels(const Labels& labels) {
    for (const auto& [key, value] : labels) {
      require(key, vocabulary_.labels, "/labels/" + key, "label");
    }
  }

  std::vector<FieldError> take() { return std::move(errors_); }

 private:
  void require(std::string_view word, const Words& words, std::string pointer,
               std::string_view what) {
    if (word.empty() || contains(words, word)) return;
    errors_.push_back({std::move(pointer), unknown(what, word, words)});
  }

  const Vocabulary& vocabulary_;
  std::vector<FieldError> errors_;
};

void check_country(const Policy& policy, const std::string& country,
                   std::vector<FieldError>& errors) {
  if (country.empty() || policy.zones->knows_country(country)) return;
  errors.push_back(
      {"/country", "unknown country `" + country + "`; write an ISO 3166-1 code such as TR"});
}

}  // namespace

std::vector<FieldError> check_vocabulary(const Policy& policy, const ContactFields& fields) {
  VocabularyCheck check(policy.vocabulary);
  check.channel(fields.channel);
  check.purpose(fields.purpose);
  check.brand(fields.brand);
  check.labels(fields.labels);
  return check.take();
}

std::vector<FieldError> check_vocabulary(const Policy& policy, const ListRecord& list) {
  std::vector<FieldError> errors;
  check_country(policy, list.country, errors);
  return errors;
}

std::vector<FieldError> check_vocabulary(const Policy& policy, const CustomerRecord& customer) {
  std::vector<FieldError> errors;
  if (!customer.timezone.empty() && policy.zones->find(customer.timezone) == nullptr) {
    errors.push_back({"/timezone", "unknown time zone `" + customer.timezone +
                                       "`; write an IANA name such as Europe/Istanbul"});
  }
  check_country(policy, customer.country, errors);
  for (std::size_t i = 0; i < customer.addresses.size(); ++i) {
    VocabularyCheck check(policy.vocabulary);
    check.channel(customer.addresses[i].channel);
    for (FieldError& error : check.take()) {
      error.pointer = "/addresses/" + std::to_string(i) + error.pointer;
      errors.push_back(std::move(error));
    }
  }
  return errors;
}

std::vector<FieldError> check_vocabulary(const Policy& policy, const ConsentRecord& consent) {
  VocabularyCheck check(policy.vocabulary);
  check.channel(consent.channel);
  if (!consent.purpose.empty()) check.purpose_tree(consent.purpose);
  check.brand(consent.brand);
  return check.take();
}

std::vector<FieldError> check_vocabulary(const Policy& policy, const ActivityRecord& activity) {
  VocabularyCheck check(policy.vocabulary);
  check.event(activity.event);
  check.channel(activity.channel);
  check.brand(activity.brand);
  check.labels(activity.labels);
  return check.take();
}

std::vector<FieldError> check_vocabulary(const Policy& policy, const HoldScope& scope) {
  VocabularyCheck check(policy.vocabulary);
  check.channel(scope.channel);
  if (!scope.purpose.empty()) check.purpose_tree(scope.purpose);
  check.brand(scope.brand);
  return check.take();
}

}  // namespace tact
