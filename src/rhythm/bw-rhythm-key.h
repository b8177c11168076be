/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the beats of a rhythm come from. */
typedef enum {
  BW_RHYTHM_READING,   /* an HRV reading with beats */
  BW_RHYTHM_ECG,       /* the R peaks of a recording */
  BW_RHYTHM_RR,        /* an RR recording, from a file of intervals */
} BwRhythmKind;

#define BW_RHYTHM_N_KINDS 3

/* A rhythm of a library: kinds are numbered each by themselves. */
typedef struct
{
  BwRhythmKind kind;
  gint64 id;           /* 0: of no library */
} BwRhythmKey;

/* "reading", "ecg", "rr"; never translated. */
const char *bw_rhythm_kind_get_id (BwRhythmKind kind);
gboolean bw_rhythm_kind_from_id (const char   *id,
                                 BwRhythmKind *kind);

/* For a #GHashTable whose keys are #BwRhythmKey. */
guint bw_rhythm_key_hash (gconstpointer key);
gboolean bw_rhythm_key_equal (gconstpointer a,
                              gconstpointer b);

G_END_DECLS
