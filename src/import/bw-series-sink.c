/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-series-sink.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SLICE(text) ((BwSlice) { (text), strlen (text) })

#define MAX_DURATION_MS (366 * BW_TIME_DAY)

static const struct
{
  const char *name;
  const char *unit;
  gboolean has_zero; /* 0 is a value */
  double max;        /* nobody's value is above it */
} kinds[] = {
  [BW_SERIES_RMSSD] = { BW_KIND_RMSSD, "ms", FALSE, 1000 },
  [BW_SERIES_SDNN] = { BW_KIND_SDNN, "ms", FALSE, 1000 },
  [BW_SERIES_HEART_RATE] = { BW_KIND_HEART_RATE, "count/min", FALSE, 350 },
  [BW_SERIES_RESTING_HEART_RATE] = { BW_KIND_RESTING_HEART_RATE, "count/min", FALSE, 350 },
  [BW_SERIES_STEPS] = { BW_KIND_STEPS, "count", TRUE, 1e6 },
  [BW_SERIES_ACTIVE_ENERGY] = { BW_KIND_ACTIVE_ENERGY, "kcal", TRUE, 1e5 },
};

/* Stages of sleep: lower-case letters, and Apple's name behind what all of its names begin with. */
static const struct
{
  const char *word;
  const char *name;
} stages[] = {
  { "inbed", "InBed" },
  { "awake", "Awake" },
  { "wake", "Awake" },
  { "asleep", "Asleep" },
  { "asleepunspecified", "AsleepUnspecified" },
  { "asleepcore", "AsleepCore" },
  { "core", "AsleepCore" },
  { "light", "AsleepCore" },
  { "asleepdeep", "AsleepDeep" },
  { "deep", "AsleepDeep" },
  { "asleeprem", "AsleepREM" },
  { "rem", "AsleepREM" },
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

/* What lasts as long as nothing does is left out and told. */
static gboolean
check_duration (BwSeriesSink         *self,
                const BwSeriesMoment *moment,
                gint64                line)
{
  if (moment->duration_ms >= 0 && moment->duration_ms <= MAX_DURATION_MS)
    return TRUE;
  bw_series_sink_skip (self, line, _("Values that cannot last as long as they say were left out"));
  return FALSE;
}

/* @kind_parts: (array length=3): name, unit, and "category" or "" */
static gboolean
add_sample (BwSeriesSink          *self,
            const BwSlice         *kind_parts,
            double                 value,
            const BwSeriesMoment  *moment,
            GError               **error)
{
  BwSample sample = {
    .start_ms = moment->start_ms,
    .end_ms = moment->start_ms + moment->duration_ms,
    .value = value,
    .source = moment->source,
    .offset_min = (gint16) moment->offset_min,
    .created_s = moment->created_s,
  };

  sample.kind = bw_collector_name (self->collector, BW_NAME_KIND, kind_parts, error);
  if (sample.kind == 0)
    return FALSE;
  self->collector->parcel->samples[self->collector->parcel->n_samples++] = sample;
  return TRUE;
}

gboolean
bw_series_sink_add (BwSeriesSink          *self,
                    BwSeriesKind           kind,
                    double                 value,
                    const BwSeriesMoment  *moment,
                    gint64                 line,
                    GError               **error)
{
  const BwSlice parts[] = { SLICE (kinds[kind].name), SLICE (kinds[kind].unit), { "", 0 } };

  if (!isfinite (value))
    return bw_series_sink_skip (self, line, _("Values that are no number were left out"));
  if (value < 0)
    return bw_series_sink_skip (self, line, _("Values below 0 were left out"));
  if (!(value > 0) && !kinds[kind].has_zero)
    return bw_series_sink_skip (self, line,
                                _("Values of 0, which say that nothing was measured, were left "
                                  "out"));
  if (value > kinds[kind].max)
    return bw_series_sink_skip (self, line, _("Values too high to be true were left out"));
  if (!check_duration (self, moment, line))
    return TRUE;

  return bw_collector_make_room (self->collector, 0, error)
         && add_sample (self, parts, value, moment, error);
}

/* Apple's name of a stage; %NULL where it is none. */
static const char *
find_stage (BwSlice stage)
{
  char word[32];
  gsize n = 0;

  if (bw_slice_has_prefix (stage, BW_SLEEP_STAGE_PREFIX))
    {
      stage.text += strlen (BW_SLEEP_STAGE_PREFIX);
      stage.length -= strlen (BW_SLEEP_STAGE_PREFIX);
    }
  for (gsize i = 0; i < stage.length; i++)
    {
      char c = stage.text[i];

      if (c == '_' || c == '-' || c == ' ')
        continue;
      if (n == sizeof word)
        return NULL;
      word[n++] = g_ascii_tolower (c);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    if (bw_slice_equal ((BwSlice) { word, n }, SLICE (stages[i].word)))
      return stages[i].name;
  return NULL;
}

gboolean
bw_series_sink_add_sleep (BwSeriesSink          *self,
                          BwSlice                stage,
                          const BwSeriesMoment  *moment,
                          gint64                 line,
                          GError               **error)
{
  const BwSlice kind[] = { SLICE (BW_KIND_SLEEP), { "", 0 }, SLICE ("category") };
  const char *known = find_stage (stage);
  g_autofree char *name = g_strconcat (BW_SLEEP_STAGE_PREFIX, known, NULL);
  const BwSlice category[] = { SLICE (name), { "", 0 }, { "", 0 } };
  gint32 id;

  if (known == NULL)
    return bw_series_sink_skip (self, line,
                                _("Sleep without a stage that is known was left out"));
  if (!check_duration (self, moment, line))
    return TRUE;

  if (!bw_collector_make_room (self->collector, 0, error))
    return FALSE;
  id = bw_collector_name (self->collector, BW_NAME_CATEGORY, category, error);
  return id != 0 && add_sample (self, kind, id, moment, error);
}

gint32
bw_series_sink_name (BwSeriesSink  *self,
                     BwSlice        source,
                     BwSlice        version,
                     BwSlice        device,
                     GError       **error)
{
  const BwSlice parts[] = { source, version, device };

  return bw_collector_name (self->collector, BW_NAME_SOURCE, parts, error);
}
