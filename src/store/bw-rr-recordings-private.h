/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-rr-recordings.h"

G_BEGIN_DECLS

/* Intervals as they lie in the file: little-endian float64 (ms), and of each gap the little-endian
 * uint32 before which interval it is and its little-endian float64 length (ms). */
#define BW_RR_VALUE_SIZE 8
#define BW_RR_GAP_SIZE 12

/* Returns: (transfer full): %NULL where the blobs are of no valid intervals */
BwRrIntervals *bw_rr_intervals_from_blobs (const void *values,
                                           gsize       values_size,
                                           const void *gaps,
                                           gsize       gaps_size);

/* Of both blobs. Returns: (transfer full) */
char *bw_rr_hash_blobs (const void *values,
                        gsize       values_size,
                        const void *gaps,
                        gsize       gaps_size);

G_END_DECLS
