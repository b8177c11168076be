/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-series-sink.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SLICE(text) ((BwSlice) { (text), strlen (text) })

static const struct
{
  const char *name;
  const char *unit;
  double max;        /* nobody's value is above it */
} kinds[] = {
  [BW_SERIES_RMSSD] = { BW_KIND_RMSSD, "ms", 1000 },
  [BW_SERIES_SDNN] = { BW_KIND_SDNN, "ms", 1000 },
  [BW_SERIES_HEART_RATE] = { BW_KIND_HEART_RATE, "count/min", 350 },
  [BW_SERIES_RESTING_HEART_RATE] = { BW_KIND_RESTING_HEART_RATE, "count/min", 350 },
};

void
bw_series_sink_tell (BwSeriesSink *self,
                     gint64        line,
                     const char   *what)
{
  bw_problems_add (self->collector->problems, self->file, line, what, 1);
}

gboolean
bw_series_sink_skip (BwSeriesSink *self,
                     gint64        line,
                     const char   *what)
{
  self->collector->skipped++;
  bw_series_sink_tell (self, line, what);
  return TRUE;
}

gboolean
bw_series_sink_add (BwSeriesSink  *self,
                    BwSeriesKind   kind,
                    double         value,
                    gint64         time_ms,
                    int            offset_min,
                    gint32         source,
                    gint64         line,
                    GError       **error)
{
  const BwSlice parts[] = { SLICE (kinds[kind].name), SLICE (kinds[kind].unit), { "", 0 } };
  BwSample sample = {
    .start_ms = time_ms,
    .end_ms = time_ms,
    .value = value,
    .source = source,
    .offset_min = (gint16) offset_min,
  };

  if (!isfinite (value))
    return bw_series_sink_skip (self, line, _("Values that are no number were left out"));
  if (value < 0)
    return bw_series_sink_skip (self, line, _("Values below 0 were left out"));
  if (!(value > 0))
    return bw_series_sink_skip (self, line,
                                _("Values of 0, which say that nothing was measured, were left "
                                  "out"));
  if (value > kinds[kind].max)
    return bw_series_sink_skip (self, line, _("Values too high to be true were left out"));

  if (!bw_collector_make_room (self->collector, 0, error))
    return FALSE;
  sample.kind = bw_collector_name (self->collector, BW_NAME_KIND, parts, error);
  if (sample.kind == 0)
    return FALSE;
  self->collector->parcel->samples[self->collector->parcel->n_samples++] = sample;
  return TRUE;
}

gint32
bw_series_sink_name (BwSeriesSink  *self,
                     BwSlice        source,
                     BwSlice        device,
                     GError       **error)
{
  const BwSlice parts[] = { source, { "", 0 }, device };

  return bw_collector_name (self->collector, BW_NAME_SOURCE, parts, error);
}
