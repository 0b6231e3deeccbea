#include "naive/dice.h"

#include <chrono>
#include <vector>

namespace tact::naive {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

const Words& words() {
  static const Words words;
  return words;
}

const std::vector<Duration>& lengths() {
  static const std::vector<Duration> lengths = {minutes{30}, hours{1},  hours{4}, hours{24},
                                                hours{25},   hours{48}, days{3},  days{7},
                                                days{14},    days{31}};
  return lengths;
}

}  // namespace tact::naive
