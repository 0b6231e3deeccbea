// How a thread that reads the ledger stays out of deciding's way where processors are short.
#pragma once

namespace tact {

// From here on the calling thread takes the processor time that others leave, about a tenth of what
// one of them gets where all want it. It cannot be taken back. Harmless where the system forbids
// it.
void give_way();

}  // namespace tact
