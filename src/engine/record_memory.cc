#include "engine/record_memory.h"

#include <vector>

namespace tact {
namespace {

// Sizes are handed out in steps: a quarter of a power of two apart, on average an eighth too much.
std::size_t handed_out(std::size_t bytes) { return bytes + bytes / 8; }

template <class Item>
std::size_t array_bytes(const std::vector<Item>& items) {
  return handed_out(items.capacity() * sizeof(Item));
}

std::size_t labels_bytes(const Labels& labels) {
  std::size_t bytes = array_bytes(labels);
  for (const auto& [key, value] : labels) bytes += heap_bytes(key) + heap_bytes(value);
  return bytes;
}

std::size_t contacts_bytes(const std::vector<Contact>& contacts) {
  std::size_t bytes = array_bytes(contacts);
  for (const Contact& contact : contacts) {
    const ContactFields& fields = contact.fields;
    bytes += heap_bytes(fields.channel) + heap_bytes(fields.purpose) + heap_bytes(fields.brand) +
             heap_bytes(fields.campaign);
    if (!fields.labels.empty()) bytes += labels_bytes(fields.labels);
  }
  return bytes;
}

std::size_t profile_bytes(const Profile& profile) {
  std::size_t bytes = heap_bytes(profile.timezone) + heap_bytes(profile.country) +
                      heap_bytes(profile.region) + heap_bytes(profile.language) +
                      heap_bytes(profile.stage) + array_bytes(profile.segments);
  for (const std::string& segment : profile.segments) bytes += heap_bytes(segment);
  return bytes;
}

}  // namespace

std::size_t heap_bytes(const std::string& text) {
  constexpr std::size_t within_itself = 15;
  return text.capacity() <= within_itself ? 0 : handed_out(text.capacity() + 1);
}

std::size_t heap_bytes(const CustomerIdentity& customer) {
  std::size_t bytes = heap_bytes(customer.household) + array_bytes(customer.addresses);
  for (const ChannelAddress& one : customer.addresses) {
    bytes += heap_bytes(one.channel) + heap_bytes(one.address);
  }
  return bytes;
}

std::size_t heap_bytes(const AddressIdentity& address) { return heap_bytes(address.customer); }

std::size_t heap_bytes(const SubjectState& state) {
  std::size_t bytes = contacts_bytes(state.contacts) + array_bytes(state.consents) +
                      array_bytes(state.listings) + array_bytes(state.activities);
  if (state.profile) bytes += profile_bytes(*state.profile);
  for (const Consent& consent : state.consents) {
    bytes += heap_bytes(consent.purpose) + heap_bytes(consent.channel) + heap_bytes(consent.brand);
  }
  for (const Listing& listing : state.listings) bytes += heap_bytes(listing.list);
  for (const Activity& activity : state.activities) {
    bytes += heap_bytes(activity.event) + heap_bytes(activity.channel) +
             heap_bytes(activity.brand) + labels_bytes(activity.labels);
  }
  return bytes;
}

std::size_t heap_bytes(const HouseholdState& state) { return array_bytes(state.members); }

std::size_t heap_bytes(const VolumePart& part) { return contacts_bytes(part.contacts); }

std::size_t heap_bytes(const ObligationState& state) {
  std::size_t bytes = array_bytes(state.open);
  for (const OpenObligation& one : state.open) {
    bytes += heap_bytes(one.rule) + heap_bytes(one.channel) + heap_bytes(one.brand);
  }
  return bytes;
}

std::size_t heap_bytes(const ObligationHour& hour) {
  std::size_t bytes = array_bytes(hour.open);
  for (const auto& one : hour.open) bytes += heap_bytes(one.first);
  return bytes;
}

}  // namespace tact
