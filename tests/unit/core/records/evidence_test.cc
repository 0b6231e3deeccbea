// What a consent's evidence may say, and what is answered to what it may not.
#include <catch2/catch.hpp>

#include "core/records/parse.h"
#include "unit/core/records/reading.h"

namespace tact {

using reading::body;
using reading::mistakes;

namespace {

std::string consent_with(const std::string& evidence) {
  return R"({"type":"consent","customer":"a","state":"granted","evidence":)" + evidence + "}";
}

}  // namespace

TEST_CASE("evidence keeps its named fields and its own, as canonical JSON", "[records]") {
  const std::string hash(64, 'a');
  const auto record = body<ConsentRecord>(consent_with(
      R"({"wording_version":"2026-03","network_address":"203.0.113.7","form":"f-7","copies":2,)"
      R"("captured_at":"2026-01-10T10:00:00+03:00","capture_channel":"web","document_sha256":")" +
      hash +
      R"(","double_opt_in":[{"step":"requested","at":"2026-01-10T07:00:00Z"},)"
      R"({"step":"confirmed","at":"2026-01-10T07:00:00Z"}]})"));
  CHECK(record.evidence ==
        R"({"capture_channel":"web","captured_at":"2026-01-10T10:00:00+03:00","copies":2,)"
        R"("document_sha256":")" +
            hash +
            R"(","double_opt_in":[{"at":"2026-01-10T07:00:00Z","step":"requested"},)"
            R"({"at":"2026-01-10T07:00:00Z","step":"confirmed"}],"form":"f-7",)"
            R"("network_address":"203.0.113.7","wording_version":"2026-03"})");
}

TEST_CASE("what evidence may not say", "[records]") {
  struct Row {
    std::string field;
    std::string answer;
  };
  const std::string not_a_hash =
      "/evidence/document_sha256 must be the document's SHA-256, 64 hexadecimal digits as "
      "sha256sum prints them";
  const std::string not_an_address =
      "/evidence/network_address must be an IPv4 or IPv6 address, like 203.0.113.7 or 2001:db8::7";
  const auto row = GENERATE_COPY(values<Row>({
      {R"("document_sha256":")" + std::string(63, 'a') + '"', not_a_hash},
      {R"("document_sha256":")" + std::string(63, 'a') + R"(g")", not_a_hash},
      {R"("document_sha256":7)", "/evidence/document_sha256 must be a string"},
      {R"("wording_version":"")", "/evidence/wording_version must not be empty"},
      {R"("capture_channel":["web"])", "/evidence/capture_channel must be a string"},
      {R"("network_address":"256.0.0.1")", not_an_address},
      {R"("network_address":"example.com")", not_an_address},
      {R"("network_address":"203.0.113.7:443")", not_an_address},
      {R"("double_opt_in":{})", "/evidence/double_opt_in must be a list"},
      {R"("double_opt_in":["requested"])", "/evidence/double_opt_in/0 must be an object"},
      {R"("double_opt_in":[{"at":"2026-01-10T07:00:00Z"}])",
       "/evidence/double_opt_in/0/step is required"},
      {R"("double_opt_in":[{"step":"sent"}])",
       "/evidence/double_opt_in/0/at is required: when the step was taken"},
      {R"("double_opt_in":[{"step":"sent","at":"2026-01-10T07:00:00Z","by":"x"}])",
       "/evidence/double_opt_in/0/by unknown field `by`"},
      {R"("double_opt_in":[{"step":"sent","at":"2026-01-10T07:00:00Z"},)"
       R"({"step":"confirmed","at":"2026-01-10T06:59:59Z"}])",
       "/evidence/double_opt_in/1/at is before the step above it; list the steps as they were "
       "taken"},
  }));
  CHECK(mistakes(consent_with("{" + row.field + "}")) == row.answer);
}

TEST_CASE("what evidence may say at its edges", "[records]") {
  const auto field = GENERATE(as<std::string>(), R"("network_address":"2001:db8::7")",
                              R"("network_address":"::ffff:203.0.113.7")", R"("double_opt_in":[])",
                              R"("anything":{"of":["the","sender's"]})");
  CHECK(mistakes(consent_with("{" + field + "}")).empty());
}

TEST_CASE("a bad time of capture names its field", "[records]") {
  CHECK_THAT(mistakes(consent_with(R"({"captured_at":"10 January"})")),
             Catch::StartsWith("/evidence/captured_at "));
}

}  // namespace tact
