// What proves a consent: the named fields of a record's `evidence`. All are optional, and any other
// key may stand beside them; where one is given it must be what its name says.
//
//   document_sha256   64 hexadecimal digits: of the form, recording or screenshot, kept elsewhere
//   wording_version   which text was agreed to
//   capture_channel   how it was said: web, call, store, …
//   captured_at       when the evidence was made, RFC 3339
//   network_address   IPv4 or IPv6, of the device
//   double_opt_in     [{step, at}], in the order in which the steps were taken
#pragma once

#include "core/records/fields.h"

namespace tact {

// Reports each mistake to the reader's errors. `evidence` reads the object; it is not finished.
void check_evidence(FieldReader& evidence);

}  // namespace tact
