/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256, hex, of an ECG's samples as they are stored (little-endian int32).
 * Returns: (transfer full) */
char *bw_recording_hash (gconstpointer samples,
                         gsize         size);

G_END_DECLS
