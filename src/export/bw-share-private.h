/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-share.h"
#include "store/bw-share-words.h"

G_BEGIN_DECLS

/* Between choosing and writing a share (bw-export-share.c), its texts (bw-share-text.c) and its dates
 * (bw-share-days.c). */

#define BW_SHARE_README "README.txt"

struct _BwShare
{
  GTimeZone *zone;
  gboolean with_notes;
  GArray *recordings;     /* (element-type BwRecording): by start; what is given away of each, but for
                           * the days: name is the one in the zip, times are of the clock */
  GArray *reader_labels;  /* (element-type BwReaderLabel): of those, by the readers' new names */
  GPtrArray *entries;     /* (element-type BwShareEntry): those that are no recordings first */
  guint n_labels[BW_LABEL_GLUCOSE + 1];
};

/* A time as the person's clock showed it, as if that were UTC. */
gint64 bw_share_to_clock (GTimeZone *zone,
                          gint64     time_ms);

/* The library's number of days, which is made where there is none. */
gboolean bw_share_read_days (BwLibrary  *library,
                             gint64     *days,
                             GError    **error);

/* "fasting/recording-001.csv" of a recording of a share. Returns: (transfer full) */
char *bw_share_get_file (const BwRecording *recording);

/* The files that are no recordings, with times @days earlier. Returns: (transfer full) */
GString *bw_share_format_manifest (const BwShare *self);
GString *bw_share_format_readme (const BwShare *self);
GString *bw_share_format_labels (const BwShare *self,
                                 gint64         days);

G_END_DECLS
