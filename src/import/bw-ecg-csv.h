/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-ecg-file.h"

G_BEGIN_DECLS

/* One ECG recording as Apple Health writes it: a header of `key,value` lines in any language and
 * order, or none, then one sample a line; or with its index or time beside it (bw-ecg-columns.h).
 * Text is UTF-8, or UTF-16 with a byte order mark. */

/* What is longer is no recording: Apple's have 0.1 MB. */
#define BW_ECG_CSV_MAX_BYTES (4 * 1024 * 1024)

/* Whether the beginning of a file looks like one. @tells_rate: (out) (optional): whether it then tells
 * its sample rate, in the header or by the times beside the samples */
gboolean bw_ecg_csv_sniff (const char *text,
                           gsize       length,
                           gboolean   *tells_rate);

/**
 * bw_ecg_csv_parse:
 * @path: with the folders it lies in; `…/fast1/ecg_2023-09-21_4.csv` gives the label, and where
 *   the header has none the day and, as seconds after noon UTC, the order within it
 *
 * Errors: %BW_ERROR_FORMAT.
 */
gboolean bw_ecg_csv_parse (BwEcgFile           *file,
                           const char          *text,
                           gsize                length,
                           const char          *path,
                           const BwEcgOptions  *options,
                           GError             **error);

G_END_DECLS
