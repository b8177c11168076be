/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-hourly-private.h"

#include "base/bw-time.h"

/* Watch and phone both tell of a night, in fragments that overlap: the fragments of each source are
 * united, and then one source is believed for the night. A night runs from noon to noon. */

/* Sleep apart by more than this is another sleep: a nap is not part of the night's efficiency. */
#define LONGEST_WAKING_MS (2 * BW_TIME_HOUR)

/* So long after the last record of sleep, none still means awake. */
#define SILENCE_MS (36 * BW_TIME_HOUR)

typedef struct
{
  const char *name;
  gboolean watch;
  GArray *asleep;  /* (element-type BwInterval) */
  GArray *in_bed;  /* told as in bed or awake within the night */
  gint64 asleep_ms, in_bed_ms;
} Sleeper;

static void
sleeper_clear (gpointer data)
{
  Sleeper *self = data;

  g_array_unref (self->asleep);
  g_array_unref (self->in_bed);
}

static Sleeper *
find_sleeper (GArray     *sleepers,
              const char *name)
{
  Sleeper made = { .name = name };

  for (guint i = 0; i < sleepers->len; i++)
    if (g_strcmp0 (g_array_index (sleepers, Sleeper, i).name, name) == 0)
      return &g_array_index (sleepers, Sleeper, i);
  made.watch = bw_hourly_is_watch (name);
  made.asleep = g_array_new (FALSE, FALSE, sizeof (BwInterval));
  made.in_bed = g_array_new (FALSE, FALSE, sizeof (BwInterval));
  g_array_append_val (sleepers, made);
  return &g_array_index (sleepers, Sleeper, sleepers->len - 1);
}

static gint64
length (const GArray *united)
{
  gint64 sum = 0;

  for (guint i = 0; i < united->len; i++)
    sum += g_array_index (united, BwInterval, i).end_ms
           - g_array_index (united, BwInterval, i).start_ms;
  return sum;
}

/* Real sleep before time in bed, a watch before a phone, more before less. */
static gboolean
is_better (const Sleeper *a,
           const Sleeper *b)
{
  if ((a->asleep_ms > 0) != (b->asleep_ms > 0))
    return a->asleep_ms > 0;
  if (a->watch != b->watch)
    return a->watch;
  if (a->asleep_ms != b->asleep_ms)
    return a->asleep_ms > b->asleep_ms;
  if (a->in_bed_ms != b->in_bed_ms)
    return a->in_bed_ms > b->in_bed_ms;
  return g_strcmp0 (a->name, b->name) < 0;
}

/* The longest sleep of the night, with what was told as in bed around it. */
static void
add_night (BwHourly     *self,
           const GArray *asleep,
           const GArray *told)
{
  BwHourlyNight best = { 0 };

  for (guint i = 0; i < asleep->len;)
    {
      BwHourlyNight night = { 0 };
      gint64 sum = 0, in_bed;

      night.start_ms = night.end_ms = g_array_index (asleep, BwInterval, i).start_ms;
      for (; i < asleep->len; i++)
        {
          const BwInterval *v = &g_array_index (asleep, BwInterval, i);

          if (v->start_ms - night.end_ms > LONGEST_WAKING_MS)
            break;
          night.end_ms = v->end_ms;
          sum += v->end_ms - v->start_ms;
        }
      in_bed = night.end_ms - night.start_ms;
      for (guint j = 0; j < told->len; j++)
        {
          const BwInterval *v = &g_array_index (told, BwInterval, j);

          if (v->end_ms <= night.start_ms || v->start_ms >= night.end_ms)
            continue;
          in_bed += MAX (0, night.start_ms - v->start_ms) + MAX (0, v->end_ms - night.end_ms);
        }
      night.asleep_min = (double) sum / BW_TIME_MINUTE;
      night.in_bed_min = (double) in_bed / BW_TIME_MINUTE;
      if (night.asleep_min > best.asleep_min)
        best = night;
    }
  if (best.asleep_min > 0)
    g_array_append_val (self->nights, best);
}

static void
finish_night (BwHourly *self,
              GArray   *sleepers,
              GArray   *asleep)
{
  Sleeper *best = NULL;

  for (guint i = 0; i < sleepers->len; i++)
    {
      Sleeper *sleeper = &g_array_index (sleepers, Sleeper, i);

      bw_intervals_unite (sleeper->asleep);
      bw_intervals_unite (sleeper->in_bed);
      sleeper->asleep_ms = length (sleeper->asleep);
      sleeper->in_bed_ms = length (sleeper->in_bed);
      if (best == NULL || is_better (sleeper, best))
        best = sleeper;
    }
  if (best != NULL)
    {
      GArray *sleep = best->asleep_ms > 0 ? best->asleep : best->in_bed;

      add_night (self, sleep, best->in_bed);
      g_array_append_vals (asleep, sleep->data, sleep->len);
    }
  g_array_set_size (sleepers, 0);
}

void
bw_hourly_put_sleep_rows (BwHourly *self,
                          GArray   *rows,
                          gint64    to_ms)
{
  g_autoptr (GArray) sleepers = g_array_new (FALSE, FALSE, sizeof (Sleeper));
  g_autoptr (GArray) asleep = g_array_new (FALSE, FALSE, sizeof (BwInterval));
  gint64 day = G_MININT64, told_ms = G_MININT64 / 2;
  guint r = 0;

  g_array_set_clear_func (sleepers, sleeper_clear);
  for (guint i = 0; i < rows->len; i++)
    {
      const BwSampleRow *row = &g_array_index (rows, BwSampleRow, i);
      BwInterval interval = { row->start_ms, row->end_ms, 0 };
      gint64 row_day;

      if (row->category == NULL || row->end_ms > to_ms || row->end_ms <= row->start_ms
          || row->end_ms - row->start_ms > BW_TIME_DAY)
        continue;
      row_day = bw_time_local_day (self->zone, row->start_ms - 12 * BW_TIME_HOUR);
      if (row_day != day)
        finish_night (self, sleepers, asleep);
      day = row_day;
      if (strstr (row->category, "Asleep") != NULL)
        g_array_append_val (find_sleeper (sleepers, row->source)->asleep, interval);
      else if (strstr (row->category, "InBed") != NULL)
        g_array_append_val (find_sleeper (sleepers, row->source)->in_bed, interval);
    }
  finish_night (self, sleepers, asleep);
  bw_intervals_unite (asleep);

  for (guint i = 0; i < self->hours->len; i++)
    {
      BwHour *hour = &g_array_index (self->hours, BwHour, i);
      gint64 end = i + 1 < self->hours->len ? g_array_index (self->hours, BwHour, i + 1).start_ms
                                            : MIN (to_ms, hour->start_ms + BW_TIME_HOUR);
      gint64 covered = bw_intervals_covered (asleep, hour->start_ms, end);

      for (; r < rows->len && g_array_index (rows, BwSampleRow, r).start_ms < end; r++)
        if (g_array_index (rows, BwSampleRow, r).end_ms <= to_ms)
          told_ms = MAX (told_ms, g_array_index (rows, BwSampleRow, r).start_ms);
      hour->asleep_min = (double) covered / BW_TIME_MINUTE;
      hour->has_sleep = covered > 0 || end - told_ms <= SILENCE_MS;
    }
}

gboolean
bw_hourly_put_sleep (BwHourly   *self,
                     BwLibrary  *library,
                     gint64      to_ms,
                     GError    **error)
{
  gint64 first = g_array_index (self->hours, BwHour, 0).start_ms;
  g_autoptr (GArray) rows = bw_library_read_samples (library, BW_KIND_SLEEP,
                                                     first - 2 * BW_TIME_DAY, to_ms, error);

  if (rows == NULL)
    return FALSE;
  bw_hourly_put_sleep_rows (self, rows, to_ms);
  return TRUE;
}
