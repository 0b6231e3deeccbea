// Reads the system's time zones (Debian package tzdata, /usr/share/zoneinfo) into the core's
// ZoneBook: every zone and alias with its changes from 1970 through 2100, and the zones of each
// country as zone.tab lists them.
//
// What was found about Debian's libdate-tz 3.0.1: it is built with USE_OS_TZDB (whoever includes
// date/tz.h without that macro crashes; CMake's date::date-tz sets it) and it reads only the
// changes that a zone file lists, never the rule in its last line. Debian's "fat" files list
// changes up to 2037, so to it daylight time ends for good in 2037; from "slim" files (zic's own
// default, used by other distributions) it would lose all daylight time after 2007. So the rule is
// read here, in posix_rule.h: the header date/ptz.h of that version cannot, it refuses the
// negative and over-long times in the rules of Nuuk, Gaza and Jerusalem.
#pragma once

#include "tact/result.h"
#include "tact/time_zone.h"

namespace tact {

// Reads about 600 small files, so do it once, at the start. Changes to tzdata need a new process:
// the library under it reads each file only once.
Result<ZoneBook> load_system_zones();

}  // namespace tact
