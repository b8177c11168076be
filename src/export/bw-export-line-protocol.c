/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-export-line-protocol.h"

#include "export/bw-export-lines-private.h"
#include "export/bw-line-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NS_PER_MS G_GINT64_CONSTANT (1000000)

/* Rows between two looks at how far it is. */
#define TICK 4096

static const struct
{
  const char *id;
  const char *title;
  const char *description;
} measurements[BW_N_LINE_MEASUREMENTS] = {
  [BW_LINE_HRV] = { "hrv", N_("Heart rate variability"),
                    N_("RMSSD from beats, imported RMSSD and SDNN, each apart") },
  [BW_LINE_HEART_RATE] = { "heart_rate", N_("Heart rate"), N_("Single measurements") },
  [BW_LINE_RESTING_HEART_RATE] = { "resting_heart_rate", N_("Resting heart rate"),
                                   N_("One a day") },
  [BW_LINE_SLEEP] = { "sleep", N_("Sleep"), N_("Stages, with their minutes") },
  [BW_LINE_ACTIVITY] = { "activity", N_("Activity"), N_("Steps and active energy") },
  [BW_LINE_FATIGUE] = { "fatigue", N_("Fatigue score"),
                        /* xgettext:no-c-format */
                    N_("The forecasts that were kept: score, its 80 % band and zone") },
};

const char *
bw_line_measurement_get_id (BwLineMeasurement measurement)
{
  g_return_val_if_fail (measurement < BW_N_LINE_MEASUREMENTS, NULL);

  return measurements[measurement].id;
}

const char *
bw_line_measurement_get_title (BwLineMeasurement measurement)
{
  g_return_val_if_fail (measurement < BW_N_LINE_MEASUREMENTS, NULL);

  return _(measurements[measurement].title);
}

const char *
bw_line_measurement_get_description (BwLineMeasurement measurement)
{
  g_return_val_if_fail (measurement < BW_N_LINE_MEASUREMENTS, NULL);

  return _(measurements[measurement].description);
}

gboolean
bw_line_measurement_from_id (const char        *id,
                             BwLineMeasurement *measurement)
{
  for (guint i = 0; i < BW_N_LINE_MEASUREMENTS; i++)
    if (strcmp (id, measurements[i].id) == 0)
      {
        *measurement = i;
        return TRUE;
      }
  return FALSE;
}

/* --- Points ------------------------------------------------------------------------------------ */

static void
series_free (gpointer data)
{
  BwLineSeries *self = data;

  g_free (self->head);
  g_free (self);
}

BwLineSeries *
bw_lines_export_get_series (BwLinesExport *self,
                            char          *head)
{
  BwLineSeries *series = g_hash_table_lookup (self->series, head);

  if (series != NULL)
    {
      g_free (head);
      return series;
    }
  series = g_new0 (BwLineSeries, 1);
  series->head = head;
  series->last_ms = G_MININT64;
  g_hash_table_insert (self->series, head, series);
  return series;
}

gboolean
bw_lines_export_begin (BwLinesExport *self,
                       BwLineSeries  *series,
                       gint64         time_ms,
                       gint64        *time_ns)
{
  series->n_same = time_ms == series->last_ms ? series->n_same + 1 : 0;
  series->last_ms = time_ms;
  if (time_ms <= G_MININT64 / NS_PER_MS || time_ms >= G_MAXINT64 / NS_PER_MS
      || series->n_same >= NS_PER_MS)
    {
      self->counts->left_out++;
      return FALSE;
    }
  *time_ns = time_ms * NS_PER_MS + series->n_same;
  g_string_append (self->out, series->head);
  return TRUE;
}

gboolean
bw_lines_export_end (BwLinesExport      *self,
                     BwLineMeasurement   measurement,
                     gint64              time_ns,
                     GError            **error)
{
  bw_line_end (self->out, time_ns);
  self->counts->points[measurement]++;
  return bw_export_stream_step (self->stream, error);
}

void
bw_lines_export_tick (BwLinesExport *self)
{
  if (++self->n_done % TICK == 0 && self->n_all > 0)
    bw_progress_update (self->progress, MIN (1, (double) self->n_done / (double) self->n_all));
}

/* --- The whole --------------------------------------------------------------------------------- */

static gboolean
is_wanted (const BwLinesExport *self,
           BwLineMeasurement    measurement)
{
  return (self->options->measurements & (1u << measurement)) != 0;
}

gboolean
bw_export_line_protocol (BwLibrary                   *library,
                         const BwExportLinesOptions  *options,
                         const char                  *path,
                         BwExportLinesCounts         *counts,
                         BwProgress                  *progress,
                         GCancellable                *cancellable,
                         GError                     **error)
{
  g_autoptr (BwExportStream) stream = NULL;
  g_autoptr (GHashTable) series = NULL;
  BwLinesExport self = {
    .library = library,
    .options = options,
    .counts = counts,
    .progress = progress,
  };

  g_return_val_if_fail (library != NULL && options != NULL, FALSE);
  g_return_val_if_fail (path != NULL && counts != NULL, FALSE);

  *counts = (BwExportLinesCounts) { 0 };
  bw_progress_begin_stage (progress, _("Writing points"), 1);
  stream = bw_export_stream_new (path, cancellable, error);
  if (stream == NULL)
    return FALSE;
  series = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, series_free);
  self.series = series;
  self.stream = stream;
  self.out = bw_export_stream_get_buffer (stream);
  for (guint i = 0; i < BW_LINE_FATIGUE; i++)
    if (is_wanted (&self, i) && !bw_lines_export_count_samples (&self, i, error))
      return FALSE;
  for (guint i = 0; i < BW_LINE_FATIGUE; i++)
    if (is_wanted (&self, i) && !bw_lines_export_write_samples (&self, i, error))
      return FALSE;
  if (is_wanted (&self, BW_LINE_FATIGUE) && !bw_lines_export_write_forecasts (&self, error))
    return FALSE;
  return bw_export_stream_finish (stream, error);
}
