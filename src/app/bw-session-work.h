/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-label-change.h"
#include "base/bw-progress.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-forecast.h"
#include "import/bw-import.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the session's jobs do on their worker threads (see #BwJobWork). */

typedef struct
{
  char *path;      /* of the library */
  char **files;    /* to import */
  BwImportOptions options; /* owned, with its person */
  char *other;     /* back-up, or where an erased library lies aside */
  char *key;       /* setting */
  char *value;
  guint days;      /* sample person */
  guint64 seed;
  gint64 recording_id;
  gint64 at_ms;          /* to look back to */
  BwOutlook *outlook;    /* whose forecast is to be kept */
  BwLabelChange *change;
} BwWorkInput;

BwWorkInput *bw_work_input_new (const char *path);
void bw_work_input_free (gpointer input);

/* @options is copied. */
void bw_work_input_set_options (BwWorkInput           *input,
                                const BwImportOptions *options);

/* As the person chose them for this library. */
BwMeasure bw_work_get_measure (BwLibrary *library);
BwPreset bw_work_get_preset (BwLibrary *library);

gpointer bw_work_summary (gconstpointer, BwProgress *, GCancellable *, GError **);  /* BwSummary */
gpointer bw_work_outlook (gconstpointer, BwProgress *, GCancellable *, GError **);  /* BwOutlook */
gpointer bw_work_look_back (gconstpointer, BwProgress *, GCancellable *, GError **); /* BwOutlook */
gpointer bw_work_keep_forecast (gconstpointer, BwProgress *, GCancellable *, GError **); /* NULL */
gpointer bw_work_recordings (gconstpointer, BwProgress *, GCancellable *, GError **); /* BwEcgSet */
gpointer bw_work_analysis (gconstpointer, BwProgress *, GCancellable *, GError **); /* guint: done */
gpointer bw_work_trace (gconstpointer, BwProgress *, GCancellable *, GError **);    /* BwEcgTrace */
gpointer bw_work_labels (gconstpointer, BwProgress *, GCancellable *, GError **);   /* NULL */
gpointer bw_work_look (gconstpointer, BwProgress *, GCancellable *, GError **);     /* BwImportLook */
gpointer bw_work_import (gconstpointer, BwProgress *, GCancellable *, GError **);   /* BwImportResult */
gpointer bw_work_sample (gconstpointer, BwProgress *, GCancellable *, GError **);   /* BwImportResult */
gpointer bw_work_train (gconstpointer, BwProgress *, GCancellable *, GError **);    /* BwTrainResult */
gpointer bw_work_check (gconstpointer, BwProgress *, GCancellable *, GError **);    /* GPtrArray */
gpointer bw_work_back_up (gconstpointer, BwProgress *, GCancellable *, GError **);  /* NULL */
gpointer bw_work_setting (gconstpointer, BwProgress *, GCancellable *, GError **);  /* NULL */
gpointer bw_work_erase (gconstpointer, BwProgress *, GCancellable *, GError **);    /* NULL */
gpointer bw_work_restore (gconstpointer, BwProgress *, GCancellable *, GError **);  /* NULL */

G_END_DECLS
