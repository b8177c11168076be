/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-moment.h"

G_BEGIN_DECLS

/**
 * bw_name_find_time:
 * @name: of a file, without folders
 * @zone: (nullable): of the clock times in it; %NULL is UTC
 *
 * When a recording was made, as recorders write it into file names: `2023-01-05 07-31-22.txt` (Elite
 * HRV), `RR_20230105_073122.csv`, `2023-01-05T07.31.22Z`; or the day alone, `rr_2023-01-05.txt`, which
 * is taken as noon UTC of it.
 */
BwMomentSort bw_name_find_time (const char *name,
                                GTimeZone  *zone,
                                gint64     *time_ms,
                                int        *offset_min);

G_END_DECLS
