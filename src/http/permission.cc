#include "http/permission.h"

#include <string>
#include <variant>

#include "http/problem.h"

namespace tact::http {
namespace {

// "`officer`", "`sender` or `auditor`".
std::string in_words(Roles roles, std::string_view conjunction) {
  std::string text;
  std::string last;
  for (std::size_t i = 0; i < role_names().size(); ++i) {
    if (!roles.has(static_cast<Role>(i))) continue;
    if (!last.empty()) text += (text.empty() ? "" : ", ") + last;
    last = '`' + std::string(role_names()[i]) + '`';
  }
  if (!text.empty()) text.append(" ").append(conjunction).append(" ");
  return text + last;
}

Problem not_allowed(const std::string& what, Roles wanted, Roles given) {
  return make_problem(403, what + " takes the role " + in_words(wanted, "or") +
                               "; this token has " + in_words(given, "and"));
}

std::string_view in_words(Refusal refusal) {
  switch (refusal) {
    case Refusal::missing: return "a token is asked for: send `Authorization: Bearer tact_…`";
    case Refusal::malformed:
      return "the Authorization field shows no token: it must be `Bearer tact_…`, whole, and once";
    case Refusal::unknown: return "the token is not known: it may be revoked, or misspelt";
    case Refusal::expired: return "the token has expired; ask for a new one";
  }
  return "";
}

// A type of record, and whose it is.
struct Belonging {
  std::string_view type;
  Role role;
};

// Each type is named: a new one does not compile before it is said whose it is.
struct BelongingOf {
  Belonging operator()(const tact::Request&) const { return {"request", Role::sender}; }
  Belonging operator()(const OutcomeRecord&) const { return {"outcome", Role::sender}; }
  Belonging operator()(const CustomerRecord&) const { return {"customer", Role::writer}; }
  Belonging operator()(const ConsentRecord&) const { return {"consent", Role::writer}; }
  Belonging operator()(const ListingRecord&) const { return {"listing", Role::writer}; }
  Belonging operator()(const ListRecord&) const { return {"list", Role::writer}; }
  Belonging operator()(const ActivityRecord&) const { return {"activity", Role::writer}; }
  Belonging operator()(const ContactRecord&) const { return {"contact", Role::writer}; }
  Belonging operator()(const HoldRecord&) const { return {"hold", Role::officer}; }
  Belonging operator()(const ObligationRecord&) const { return {"obligation", Role::writer}; }
};

}  // namespace

std::optional<Problem> wrong_with_role(Roles roles, const Record& record) {
  const Belonging belonging = std::visit(BelongingOf{}, record.body);
  if (roles.may(belonging.role)) return std::nullopt;
  return not_allowed("a record of type `" + std::string(belonging.type) + '`', belonging.role,
                     roles);
}

Response forbidden(Roles wanted, Roles given) {
  Response response = problem(not_allowed("this call", wanted, given));
  std::string scope = format_roles(wanted);
  for (char& c : scope) c = c == ',' ? ' ' : c;
  response.headers.emplace_back(
      "WWW-Authenticate",
      "Bearer realm=\"tact\", error=\"insufficient_scope\", scope=\"" + scope + '"');
  return response;
}

Response unauthorized(Refusal refusal) {
  Response response = problem(401, std::string(in_words(refusal)));
  // RFC 6750: who has shown nothing is told nothing of an error.
  response.headers.emplace_back("WWW-Authenticate",
                                refusal == Refusal::missing
                                    ? "Bearer realm=\"tact\""
                                    : "Bearer realm=\"tact\", error=\"invalid_token\"");
  return response;
}

}  // namespace tact::http
