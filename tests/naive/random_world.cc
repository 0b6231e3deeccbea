#include "naive/random_world.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "tact/check.h"

#include "naive/dice.h"
#include "naive/random_policy.h"

namespace tact::naive {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Where clocks change, months end, years begin and birthdays are rare.
const std::vector<std::string>& anchors() {
  static const std::vector<std::string> texts = {
      "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-03-08T07:00:00Z",
      "2026-11-01T06:00:00Z", "2026-04-23T22:00:00Z", "2026-10-29T21:00:00Z",
      "2026-12-31T21:00:00Z", "2027-02-28T12:00:00Z", "2028-02-29T09:00:00Z",
      "2026-06-30T20:30:00Z", "2026-08-31T10:00:00Z", "2026-11-24T11:00:00Z",
      "2026-04-05T03:00:00Z", "2027-03-27T22:00:00Z"};
  return texts;
}

SubjectId subject_id(std::uint8_t number) {
  SubjectId id;
  id.bytes[0] = number;
  return id;
}

class WorldMaker {
 public:
  WorldMaker(Dice& dice, Instant at) : dice_(dice), at_(at) {}

  void fill(World& world) {
    world.at = at_;
    world.fields = fields();
    if (dice_.chance(25)) world.expires_at = at_ + dice_.one_of(lengths());
    world.customer = person(world.policy);
    world.address_named = static_cast<World::Address>(dice_.below(3));
    if (world.address_named == World::Address::other) world.address = address();
    if (dice_.chance(60)) world.birth_date = birth_date();
    if (!world.policy.number_regions.empty()) {
      for (const std::string& region : words().regions) {
        if (dice_.chance(30)) world.number_regions.push_back(region);
      }
      std::ranges::sort(world.number_regions);
    }
    world.in_household = dice_.chance(30);
    if (world.in_household) {
      for (int i = dice_.below(3); i > 0; --i) {
        world.housemates.emplace_back();
        world.housemates.back().contacts = contacts(5);
      }
    }
    world.everyone = contacts(12);
    for (const std::string& list : words().lists) {
      if (dice_.chance(70)) world.registers.lists_loaded_at[list] = moment();
      for (const char* country : {"TR", "FR", "US"}) {
        if (!dice_.chance(20)) continue;
        world.registers.country_lists_loaded_at[{list, country}] = moment();
      }
    }
    if (dice_.chance(6)) world.registers.holds.push_back(hold());
  }

 private:
  // Exactly one of the policies' lengths away, or next to it, or anywhere near.
  Instant moment() {
    if (dice_.chance(5)) return at_;
    Instant moment = at_;
    const bool past = dice_.chance(70);
    if (dice_.chance(60)) {
      const Duration length = dice_.one_of(lengths());
      moment += past ? -length : length;
      if (dice_.chance(60)) moment += Duration{dice_.between(-1, 1)};
    } else {
      const minutes length{dice_.below(dice_.chance(50) ? 60 * 30 : 60 * 24 * 40)};
      moment += past ? -length : length;
    }
    return moment;
  }

  Labels labels() {
    if (dice_.chance(50)) return {};
    return {{"subject", dice_.one_of(words().subjects)}};
  }

  ContactFields fields() {
    ContactFields fields;
    fields.channel = dice_.one_of(words().channels);
    fields.purpose =
        words()
            .purposes[static_cast<std::size_t>(dice_.chance(60) ? dice_.below(2) : dice_.below(4))];
    if (dice_.chance(60)) fields.brand = dice_.one_of(words().brands);
    if (dice_.chance(60)) fields.campaign = dice_.one_of(words().campaigns);
    fields.priority = dice_.between(49, 51);
    fields.labels = labels();
    return fields;
  }

  std::vector<Contact> contacts(int most) {
    std::vector<Contact> contacts;
    for (int i = dice_.below(most + 1); i > 0; --i) {
      Contact contact;
      contact.at = moment();
      contact.fields = fields();
      contact.entry = Seq{static_cast<std::uint64_t>(contacts.size())};
      contact.status =
          dice_.chance(50) ? ContactStatus::reserved : static_cast<ContactStatus>(dice_.below(6));
      if (dice_.chance(50)) contact.address = address_of_request();
      contacts.push_back(std::move(contact));
    }
    std::stable_sort(contacts.begin(), contacts.end(),
                     [](const Contact& a, const Contact& b) { return a.at < b.at; });
    return contacts;
  }

  std::vector<Consent> consents() {
    std::vector<Consent> consents;
    for (int i = dice_.chance(80) ? dice_.between(1, 4) : 0; i > 0; --i) {
      Consent consent;
      if (dice_.chance(50)) consent.purpose = dice_.one_of(words().trees);
      if (dice_.chance(30)) consent.channel = dice_.one_of(words().channels);
      if (dice_.chance(30)) consent.brand = dice_.one_of(words().brands);
      if (dice_.chance(15)) {
        consent.address = dice_.chance(70) ? address_of_request() : subject_id(7);
      }
      const bool granted = dice_.chance(70);
      consent.state = granted ? ConsentState::granted : ConsentState::withdrawn;
      consent.at = !consents.empty() && dice_.chance(15) ? consents.back().at : moment();
      if (granted) {
        consent.level = static_cast<ConsentLevel>(dice_.between(1, 3));
        consent.has_evidence = dice_.chance(60);
        if (dice_.chance(20)) consent.expires_at = consent.at + dice_.one_of(lengths());
        if (dice_.chance(60)) consent.registered_at = consent.at + hours{dice_.below(30)};
      }
      consent.entry = Seq{static_cast<std::uint64_t>(consents.size())};
      consents.push_back(std::move(consent));
    }
    return consents;
  }

  std::vector<Listing> listings() {
    std::vector<Listing> listings;
    for (const std::string& list : words().lists) {
      if (!dice_.chance(30)) continue;
      Listing listing;
      listing.list = list;
      listing.since = moment();
      if (dice_.chance(70)) listing.until = listing.since + dice_.one_of(lengths());
      listing.recorded_at = listing.since;
      listings.push_back(std::move(listing));
    }
    std::ranges::sort(listings, {}, &Listing::list);
    return listings;
  }

  std::vector<Activity> activities() {
    std::vector<Activity> activities;
    for (int i = dice_.below(4); i > 0; --i) {
      Activity activity;
      activity.event = dice_.one_of(words().events);
      activity.at = moment();
      if (dice_.chance(40)) activity.channel = dice_.one_of(words().channels);
      if (dice_.chance(40)) activity.brand = dice_.one_of(words().brands);
      activity.labels = labels();
      activities.push_back(std::move(activity));
    }
    std::stable_sort(activities.begin(), activities.end(),
                     [](const Activity& a, const Activity& b) { return a.at < b.at; });
    return activities;
  }

  SubjectState person(const Policy& policy) {
    SubjectState person;
    if (dice_.chance(85)) person.profile = profile(policy);
    person.consents = consents();
    person.contacts = contacts(8);
    person.listings = listings();
    person.activities = activities();
    return person;
  }

  SubjectState address() {
    SubjectState address;
    address.consents = consents();
    address.contacts = contacts(5);
    for (Contact& contact : address.contacts) contact.address = address_of_request();
    address.listings = listings();
    return address;
  }

  Profile profile(const Policy& policy) {
    static const std::vector<std::string> zones = {"Europe/Istanbul",  "Europe/Lisbon",
                                                   "America/New_York", "Africa/Cairo",
                                                   "America/Havana",   "Nowhere/At_All"};
    Profile profile;
    if (dice_.chance(40)) profile.timezone = dice_.one_of(zones);
    if (dice_.chance(40)) profile.country = dice_.one_of(words().countries);
    if (dice_.chance(25)) profile.region = dice_.one_of(words().regions);
    if (dice_.chance(50)) profile.language = dice_.one_of(words().languages);
    if (dice_.chance(50)) profile.kind = CustomerKind::individual;
    if (dice_.chance(60)) profile.stage = dice_.one_of(words().stages);
    if (dice_.chance(60)) profile.segments = dice_.some_of(words().segments);
    TACT_CHECK(policy.zones != nullptr);
    return profile;
  }

  // Around the eighteenth birthday, which 29 February and month ends make interesting.
  LocalDate birth_date() {
    const LocalDate today{std::chrono::floor<days>(at_).time_since_epoch()};
    const std::chrono::year_month_day then =
        std::chrono::year_month_day{today + days{dice_.between(-40, 2)}} -
        std::chrono::years{dice_.between(17, 20)};
    if (dice_.chance(20)) return LocalDate{std::chrono::year{2008} / 2 / 29};
    return LocalDate{then};
  }

  HoldScope hold() {
    HoldScope scope;
    if (dice_.chance(40)) scope.brand = dice_.one_of(words().brands);
    if (dice_.chance(30)) scope.campaign = dice_.one_of(words().patterns);
    if (dice_.chance(30)) scope.channel = dice_.one_of(words().channels);
    if (dice_.chance(40)) scope.purpose = dice_.one_of(words().trees);
    return scope;
  }

  Dice& dice_;
  Instant at_;
};

}  // namespace

SubjectId address_of_request() { return subject_id(1); }

World random_world(std::uint64_t seed, const std::shared_ptr<const ZoneBook>& zones) {
  Dice dice(seed);
  const std::optional<Instant> anchor = parse_instant(dice.one_of(anchors()));
  TACT_CHECK(anchor.has_value());
  Instant at = *anchor;
  if (dice.chance(70)) at += minutes{15 * dice.between(-200, 200)};
  if (dice.chance(30)) at += Duration{dice.between(-1, 1)};
  World world;
  world.seed = seed;
  world.policy = random_policy(dice, zones, at);
  WorldMaker(dice, at).fill(world);
  return world;
}

}  // namespace tact::naive
