/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-rhythm-findings.h"
#include "app/bw-session-rhythm.h"
#include "base/bw-progress.h"

G_BEGIN_DECLS

/* What the session's jobs about rhythms do on their worker threads (see #BwJobWork). */

typedef struct
{
  char *path;                  /* of the library */
  BwRhythmKey key;
  BwRhythm *rhythm;            /* (nullable) */
  double from_ms, to_ms;       /* of it */
  BwBeatEdits *edits;          /* (nullable) */
  BwRhythmSettings settings;
  BwRrKept *kept;              /* (nullable): to be brought back */
} BwRhythmInput;

BwRhythmInput *bw_rhythm_input_new (const char *path);
void bw_rhythm_input_free (gpointer input);

/* GArray of BwRhythmRow */
gpointer bw_work_rhythms (gconstpointer, BwProgress *, GCancellable *, GError **);
gpointer bw_work_load_rhythm (gconstpointer, BwProgress *, GCancellable *, GError **); /* BwRhythm */
gpointer bw_work_analyse_rhythm (gconstpointer, BwProgress *, GCancellable *,
                                 GError **);                               /* BwRhythmFindings */
gpointer bw_work_change_rhythm (gconstpointer, BwProgress *, GCancellable *,
                                GError **);                                /* BwRhythm */
gpointer bw_work_keep_rhythm (gconstpointer, BwProgress *, GCancellable *, GError **); /* NULL */
gpointer bw_work_delete_rr (gconstpointer, BwProgress *, GCancellable *, GError **);   /* BwRrKept */
gpointer bw_work_restore_rr (gconstpointer, BwProgress *, GCancellable *, GError **);  /* gint64 * */

G_END_DECLS
