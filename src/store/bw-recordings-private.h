/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-recordings.h"

G_BEGIN_DECLS

/* SHA-256, hex, of an ECG's samples as they are stored (little-endian int32).
 * Returns: (transfer full) */
char *bw_recording_hash (gconstpointer samples,
                         gsize         size);

/* As the file has it: %NULL for "none". */
const char *bw_label_get_text (BwLabel label);

/* Returns: %FALSE */
gboolean bw_recording_set_not_found (gint64   recording_id,
                                     GError **error);

G_END_DECLS
