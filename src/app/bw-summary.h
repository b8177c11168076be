/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-imports.h"
#include "store/bw-samples.h"

G_BEGIN_DECLS

/* What the library holds, gathered on a worker thread and immutable after. A library that does not
 * exist yet is an empty one. */
typedef struct
{
  BwLibraryCounts counts;
  GPtrArray *kinds;      /* (element-type BwKindInfo): what the app uses first, then by count */
  GPtrArray *imports;    /* (element-type BwImport): newest first */
  gint64 readings_first_ms, readings_last_ms;   /* valid where counts.readings > 0 */
  gint64 ecgs_first_ms, ecgs_last_ms;           /* valid where counts.ecgs > 0 */
  gint64 rr_first_ms, rr_last_ms;               /* valid where counts.rr_recordings > 0 */
  char *measure;         /* setting, "auto" where it was never set */
  char *preset;          /* setting, "default" where it was never set */
  char *score_weights;   /* setting, "" where it was never set */
  char *zone;            /* setting, "" where it was never set */
  char *zone_in_use;     /* IANA name of the person's zone */
} BwSummary;

/* Errors: those of bw_library_open(), %G_IO_ERROR_CANCELLED. */
BwSummary *bw_summary_new (const char    *path,
                           GCancellable  *cancellable,
                           GError       **error);
void bw_summary_free (BwSummary *self);

gboolean bw_summary_is_empty (const BwSummary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSummary, bw_summary_free)

G_END_DECLS
