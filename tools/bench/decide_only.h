// The pure function alone: decide() on states that are decoded and at hand, one thread.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <vector>

#include "tact/decide.h"

#include "bench/in_process.h"
#include "core/state/volume_book.h"

namespace tact::bench {

class DecideOnly final : public Measure {
 public:
  // Takes states from the store of `source`, which is prepared and whose rounds come before. `name`
  // says what is measured. Without a floor, it becomes itself the one that those with
  // Floor::one_decision are compared with in the round.
  DecideOnly(std::string name, Floor floor, std::shared_ptr<const Policy> policy, InProcess& source,
             std::size_t questions);

  Status prepare() override { return Done{}; }
  Status run_round(Sheet& sheet) override;

 private:
  // One request with everything that it is judged by. Stays where it is: Facts point into it.
  struct Case {
    Request request;
    SubjectState customer;
    SubjectState address;
    std::vector<SubjectState> household;
    std::vector<const SubjectState*> members;
    Facts facts;
    Question question;
  };

  // What concerns all customers.
  struct Everyone {
    Registers registers;
    VolumeBook volume;
  };

  Status gather(Request request, const Everyone& everyone, Case& made) const;

  const std::string name_;
  const Floor floor_;
  const std::shared_ptr<const Policy> policy_;
  InProcess& source_;
  const std::size_t questions_;
};

}  // namespace tact::bench
