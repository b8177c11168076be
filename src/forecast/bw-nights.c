/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-nights.h"

#include "base/bw-time.h"


#define NOON_MS (12 * BW_TIME_HOUR)

#define USUAL_NIGHTS 14
#define USUAL_MIN_NIGHTS 5
#define USUAL_START_MS (10 * BW_TIME_HOUR)  /* 22 o'clock */
#define USUAL_END_MS (20 * BW_TIME_HOUR)    /* 8 o'clock */

/* Less sleep than this is no night. */
#define SHORTEST_NIGHT_MIN 180

/* The readings of a night are noise around its level: two tell half as much as the whole night would
 * (a reading's variance is about twice that of nights [forecast.md §1, §3]). */
#define HALF_READINGS 2.0

/* Of 24 hours, so many must have a heart rate. */
#define MIN_HR_HOURS 8

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The day of the evening before. */
static gint64
evening_of (GTimeZone *zone,
            gint64     time_ms)
{
  return bw_time_local_day (zone, time_ms - NOON_MS);
}

/* Clock time from the noon of @day. */
static gint64
since_noon (GTimeZone *zone,
            gint64     time_ms,
            gint64     day)
{
  return time_ms + bw_time_offset (zone, time_ms) * BW_TIME_MINUTE
         - (day * BW_TIME_DAY + NOON_MS);
}

void
bw_usual_night_init (BwUsualNight *self,
                     GArray       *nights,
                     GTimeZone    *zone,
                     gint64        at_ms)
{
  gint64 start[USUAL_NIGHTS], end[USUAL_NIGHTS];
  guint n = 0;

  *self = (BwUsualNight){ FALSE, USUAL_START_MS, USUAL_END_MS };
  for (guint i = nights->len; i > 0 && n < USUAL_NIGHTS; i--)
    {
      const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, i - 1);
      gint64 day = evening_of (zone, night->start_ms);

      if (night->end_ms < at_ms - BW_USUAL_NIGHT_DAYS * BW_TIME_DAY)
        break;
      start[n] = since_noon (zone, night->start_ms, day);
      end[n] = since_noon (zone, night->end_ms, day);
      n++;
    }
  if (n < USUAL_MIN_NIGHTS)
    return;
  qsort (start, n, sizeof *start, compare_times);
  qsort (end, n, sizeof *end, compare_times);
  *self = (BwUsualNight){ TRUE, start[n / 2], end[n / 2] };
}

void
bw_usual_night_place (const BwUsualNight *self,
                      GTimeZone          *zone,
                      gint64              day,
                      gint64             *start_ms,
                      gint64             *end_ms)
{
  gint64 noon = day * BW_TIME_DAY + NOON_MS;

  *start_ms = bw_time_from_local (zone, noon + self->start_ms);
  *end_ms = bw_time_from_local (zone, noon + self->end_ms);
}

/* Mean of the readings in [from_ms, to_ms). */
static void
read_x (BwNightRow     *row,
        const BwSeries *series,
        gint64          from_ms,
        gint64          to_ms)
{
  guint first = bw_series_readings_before (series, from_ms);
  guint end = bw_series_readings_before (series, to_ms);
  double sum = 0;

  if (end <= first)
    return;
  for (guint i = first; i < end; i++)
    sum += series->reading_x[i];
  row->has_x = TRUE;
  row->x = sum / (end - first);
  row->weight = (end - first) / (end - first + HALF_READINGS);
}

/* Mean of the whole hours in the day before the origin. */
static void
read_hr (BwNightRow     *row,
         const BwSeries *series)
{
  guint first = bw_series_hours_before (series, row->origin_ms - BW_TIME_DAY);
  guint end = bw_series_hours_before (series, row->origin_ms - BW_TIME_HOUR + 1);
  double sum = 0;
  guint n = 0;

  for (guint i = first; i < end; i++)
    if (series->hours[i].has_hr)
      {
        sum += series->hours[i].hr_bpm;
        n++;
      }
  row->has_hr = n >= MIN_HR_HOURS;
  row->hr_bpm = row->has_hr ? sum / n : 0;
}

/* What the rows are made from. */
typedef struct
{
  const BwSeries *series;
  GTimeZone *zone;
  const BwUsualNight *usual;
  gint64 at_ms;
  gint64 from_ms;       /* nights that begin earlier are too old, or another watch's */
  gint64 next_day;      /* evening of the night to come */
  gint64 lead_ms;       /* clock time from the time of day of the forecast to the usual start */
  GArray *rows;
} Builder;

/* Adds the night of the evening of @day that lasted from @start_ms to @end_ms.
 * Returns: whether it has readings */
static gboolean
add_row (Builder *self,
         gint64   day,
         gint64   start_ms,
         gint64   end_ms)
{
  gint64 issued = day * BW_TIME_DAY + NOON_MS + self->usual->start_ms - self->lead_ms;
  BwNightRow row = { .day = day, .known_ms = end_ms, .origin_ms = self->at_ms };

  if (day != self->next_day)
    row.origin_ms = MIN (bw_time_from_local (self->zone, issued), start_ms);
  if (start_ms < self->at_ms)
    read_x (&row, self->series, start_ms, MIN (end_ms, self->at_ms));
  read_hr (&row, self->series);
  g_array_append_val (self->rows, row);
  return row.has_x;
}

/* The nights of recorded sleep. Returns: how many have readings */
static guint
add_recorded (Builder *self)
{
  GArray *nights = self->series->hourly->nights;
  guint n = 0;

  for (guint i = 0; i < nights->len; i++)
    {
      const BwHourlyNight *night = &g_array_index (nights, BwHourlyNight, i);
      gint64 day = evening_of (self->zone, night->start_ms);

      if (night->asleep_min >= SHORTEST_NIGHT_MIN && day < self->next_day
          && night->end_ms <= self->at_ms && night->start_ms >= self->from_ms)
        n += add_row (self, day, night->start_ms, night->end_ms);
    }
  return n;
}

/* Every usual night. */
static void
add_usual (Builder *self)
{
  gint64 from_ms = self->from_ms;

  if (self->series->n_readings > 0)
    from_ms = MAX (from_ms, self->series->reading_ms[0] - BW_TIME_DAY);
  for (gint64 day = evening_of (self->zone, from_ms); day < self->next_day; day++)
    {
      gint64 start_ms, end_ms;

      bw_usual_night_place (self->usual, self->zone, day, &start_ms, &end_ms);
      if (start_ms >= self->from_ms)
        add_row (self, day, start_ms, end_ms);
    }
}

GArray *
bw_nights_get_rows (const BwSeries     *series,
                    gint64              at_ms,
                    gint64              era_ms,
                    const BwUsualNight *usual)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (BwNightRow));
  GTimeZone *zone = series->hourly->zone;
  Builder builder = {
    .series = series,
    .zone = zone,
    .usual = usual,
    .at_ms = at_ms,
    .from_ms = MAX (era_ms, at_ms - BW_BASELINE_MAX_DAYS * BW_TIME_DAY),
    .next_day = bw_time_local_day (zone, at_ms) - 2,
    .rows = rows,
  };
  gint64 start_ms, end_ms;

  do
    bw_usual_night_place (usual, zone, ++builder.next_day, &start_ms, &end_ms);
  while (start_ms < at_ms);
  builder.lead_ms = since_noon (zone, start_ms, builder.next_day)
                    - since_noon (zone, at_ms, builder.next_day);

  if (add_recorded (&builder) < BW_NIGHT_MIN_NIGHTS)
    {
      g_array_set_size (rows, 0);
      add_usual (&builder);
    }
  add_row (&builder, builder.next_day, start_ms, end_ms);
  return rows;
}
