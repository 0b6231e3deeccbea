#include "naive/random_history.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tact::naive {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const std::vector<std::string>& people() {
  static const std::vector<std::string> names = {"ayse", "bela", "cem", "dora"};
  return names;
}

const std::vector<std::string>& addresses() {
  static const std::vector<std::string> all = {"+905321234561", "+905321234562", "+905321234563",
                                               "a@example.com"};
  return all;
}

class HistoryMaker {
 public:
  HistoryMaker(Dice& dice, Instant begin) : dice_(dice), now_(begin) {}

  std::vector<Record> make(int size) {
    std::vector<Record> records;
    while (static_cast<int>(records.size()) < size) {
      now_ += dice_.chance(15) ? Duration{} : step();
      records.push_back(next());
    }
    return records;
  }

 private:
  Duration step() {
    return dice_.chance(20) ? Duration{hours{dice_.between(6, 60)}}
                            : Duration{minutes{15 * dice_.between(1, 20)}};
  }

  Record next() {
    switch (dice_.below(20)) {
      case 0: return {now_, customer()};
      case 1:
      case 2: return {now_, consent()};
      case 3: return {now_, listing()};
      case 4:
        return {now_, ListRecord{dice_.one_of(words().lists),
                                 {},
                                 dice_.chance(40) ? dice_.one_of(words().countries) : ""}};
      case 5: return {now_, activity()};
      case 6: return {now_, contact()};
      case 7: return hold();
      case 8:
      case 9:
      case 10:
        if (!asked_.empty()) return {now_, outcome()};
        break;
      case 11:
        // A retry: answered again, counted once.
        if (!asked_.empty() && dice_.chance(50)) return dice_.one_of(asked_);
        break;
      default: break;
    }
    asked_.push_back({planned(), request()});
    return asked_.back();
  }

  Instant planned() {
    if (!dice_.chance(20)) return now_;
    return now_ + minutes{15 * dice_.between(1, 300)};
  }

  Person person() {
    Person person;
    if (dice_.chance(80)) person.customer = dice_.one_of(people());
    if (person.customer.empty() || dice_.chance(40)) person.address = dice_.one_of(addresses());
    return person;
  }

  ContactFields fields() {
    ContactFields fields;
    fields.channel = dice_.one_of(words().channels);
    fields.purpose =
        words()
            .purposes[static_cast<std::size_t>(dice_.chance(70) ? dice_.below(2) : dice_.below(4))];
    if (dice_.chance(60)) fields.brand = dice_.one_of(words().brands);
    if (dice_.chance(60)) fields.campaign = dice_.one_of(words().campaigns);
    fields.priority = dice_.between(49, 51);
    if (dice_.chance(40)) fields.labels = {{"subject", dice_.one_of(words().subjects)}};
    return fields;
  }

  Request request() {
    Request request;
    request.request_id = "r-" + std::to_string(++requests_);
    request.person = person();
    request.fields = fields();
    return request;
  }

  CustomerRecord customer() {
    CustomerRecord record;
    const int number = dice_.below(static_cast<int>(people().size()));
    record.customer = people()[static_cast<std::size_t>(number)];
    if (dice_.chance(60)) record.timezone = dice_.one_of(words().zones);
    if (dice_.chance(40)) record.country = dice_.one_of(words().countries);
    if (dice_.chance(50)) record.language = dice_.one_of(words().languages);
    if (dice_.chance(50)) record.kind = CustomerKind::individual;
    if (dice_.chance(60)) record.stage = dice_.one_of(words().stages);
    if (dice_.chance(60)) record.segments = dice_.some_of(words().segments);
    if (dice_.chance(50)) record.household = dice_.chance(70) ? "home" : "away";
    // A birth date is not history: who has one, has it in every profile.
    if (number % 2 == 0) record.birth_date = *parse_date("2008-11-2" + std::to_string(number));
    for (const std::string& address : addresses()) {
      if (dice_.chance(25)) record.addresses.push_back({"sms", address});
    }
    return record;
  }

  ConsentRecord consent() {
    ConsentRecord record;
    record.person = person();
    if (dice_.chance(60)) record.purpose = dice_.one_of(words().trees);
    if (dice_.chance(30)) record.channel = dice_.one_of(words().channels);
    if (dice_.chance(30)) record.brand = dice_.one_of(words().brands);
    record.state = dice_.chance(70) ? ConsentState::granted : ConsentState::withdrawn;
    record.level = static_cast<ConsentLevel>(dice_.between(1, 3));
    if (dice_.chance(20)) record.expires_at = now_ + dice_.one_of(lengths());
    if (dice_.chance(50)) record.registered_at = now_;
    if (dice_.chance(30)) record.evidence = R"({"form":"7"})";
    return record;
  }

  ListingRecord listing() {
    ListingRecord record;
    record.list = dice_.one_of(words().lists);
    if (dice_.chance(50)) {
      record.person.customer = dice_.one_of(people());
    } else {
      record.person.address = dice_.one_of(addresses());
    }
    record.state = dice_.chance(65) ? ListingState::added : ListingState::removed;
    if (dice_.chance(40)) record.until = now_ + dice_.one_of(lengths());
    return record;
  }

  ActivityRecord activity() {
    ActivityRecord record;
    record.customer = dice_.one_of(people());
    record.event = dice_.one_of(words().events);
    if (dice_.chance(40)) record.channel = dice_.one_of(words().channels);
    if (dice_.chance(40)) record.brand = dice_.one_of(words().brands);
    return record;
  }

  ContactRecord contact() {
    ContactRecord record;
    record.person = person();
    record.fields = fields();
    record.status = static_cast<ContactStatus>(dice_.between(1, 5));
    return record;
  }

  OutcomeRecord outcome() {
    const auto& request = std::get<Request>(dice_.one_of(asked_).body);
    return {{}, request.request_id, static_cast<ContactStatus>(dice_.between(1, 5))};
  }

  // Switched off again soon, so that it does not end the history.
  Record hold() {
    if (!holds_.empty()) {
      HoldRecord off = holds_.back();
      holds_.pop_back();
      off.on = false;
      return {now_, off};
    }
    HoldRecord record;
    if (dice_.chance(60)) record.scope.brand = dice_.one_of(words().brands);
    if (dice_.chance(60)) record.scope.purpose = dice_.one_of(words().trees);
    if (dice_.chance(40)) record.scope.campaign = dice_.one_of(words().patterns);
    holds_.push_back(record);
    return {now_, record};
  }

  Dice& dice_;
  Instant now_;
  int requests_ = 0;
  std::vector<Record> asked_;
  std::vector<HoldRecord> holds_;
};

}  // namespace

std::vector<Record> random_history(Dice& dice, Instant begin, int size) {
  return HistoryMaker(dice, begin).make(size);
}

Vocabulary history_vocabulary() {
  Vocabulary vocabulary;
  vocabulary.channels = words().channels;
  vocabulary.purposes = words().purposes;
  vocabulary.labels = {"subject"};
  vocabulary.activities = words().events;
  vocabulary.brands = words().brands;
  return vocabulary;
}

}  // namespace tact::naive
