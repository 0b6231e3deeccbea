#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "tact/check.h"

#include "naive/naive.h"
#include "naive/random_world.h"

namespace tact::naive {

class Asked::Volume : public VolumeTimes {
 public:
  explicit Volume(const World& world) : fields_(world.fields), times_(world.policy.rules.size()) {
    for (std::size_t i = 0; i < world.policy.rules.size(); ++i) {
      const auto* check = std::get_if<VolumeCheck>(&world.policy.rules[i].check);
      if (check == nullptr) continue;
      for (const Contact& contact : world.everyone) {
        if (counts(check->counting, contact, world.fields)) times_[i].push_back(contact.at);
      }
    }
  }

  std::span<const Instant> times(std::size_t rule, const ContactFields& request) const override {
    TACT_CHECK(rule < times_.size());
    TACT_CHECK(request == fields_);
    return times_[rule];
  }

 private:
  const ContactFields& fields_;
  std::vector<std::vector<Instant>> times_;  // by rule
};

Asked::~Asked() = default;

Asked::Asked(const World& world) : volume_(std::make_unique<Volume>(world)) {
  facts_.customer = &world.customer;
  if (world.address_named != World::Address::none) facts_.address_id = address_of_request();
  if (world.address_named == World::Address::is_customer) facts_.address = &world.customer;
  if (world.address_named == World::Address::other) facts_.address = &world.address;
  facts_.birth_date = world.birth_date;
  facts_.number_regions = world.number_regions;
  if (world.in_household) {
    for (const SubjectState& housemate : world.housemates) household_.push_back(&housemate);
    household_.push_back(&world.customer);
  }
  facts_.household = household_;
  facts_.registers = &world.registers;
  facts_.volume = volume_.get();
  question_ = {&world.fields, world.at, world.expires_at};
}

}  // namespace tact::naive
