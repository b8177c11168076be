/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-progress.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The sample person: a synthetic Apple Health export that goes through the same door as a real one. */

typedef struct
{
  guint days;             /* ≥ 30; 0: 150 */
  guint64 seed;
  gboolean comma;         /* decimal commas in beat times and ECG samples */
  gboolean clock_12h;     /* "6:14:48.94 PM" in beat times */
  gboolean winter_shift;  /* the export's offset is an hour off the beats' wall clock */
} BwSampleOptions;

/**
 * bw_export_sample:
 * @path: the zip to write; replaced atomically
 *
 * The same options give the same bytes on every machine.
 */
gboolean bw_export_sample (const char             *path,
                           const BwSampleOptions  *options,
                           BwProgress             *progress,
                           GCancellable           *cancellable,
                           GError                **error);

G_END_DECLS
