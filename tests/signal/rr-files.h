/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "signal/bw-rr.h"

G_BEGIN_DECLS

/* The last number of each line of a file of the shared data, or %NULL after skipping the test.
 * Returns: (transfer full) (element-type double) (nullable) */
GArray *rr_file_read_numbers (const char *relative);

/* The same as intervals. Returns: (transfer full) (nullable) */
BwRr *rr_file_read (const char *relative);

/* Intervals of given lengths, in one segment. Returns: (transfer full) */
BwRr *rr_from_ms (const double *ms,
                  guint         n);

G_END_DECLS
