// Makes receipts (receipt.h) of the entries in a store.
#pragma once

#include <string>

#include "tact/ids.h"
#include "tact/result.h"

#include "ledger/receipt.h"
#include "store/store.h"

namespace tact {

// `checkpoint`: a signed one of this ledger. REQUIRES: it covers the entry. Threads: any.
Result<Receipt> make_receipt(const Store& store, Seq seq, std::string checkpoint);

}  // namespace tact
