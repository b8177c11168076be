/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-meal-days.h"

#include "base/bw-time.h"

#define ROUND_TO (5 * BW_TIME_MINUTE)

static gint64
get_end (const BwRecording *recording)
{
  if (!(recording->rate_hz > 0))
    return recording->start_ms;
  return recording->start_ms
         + (gint64) (recording->n_samples / recording->rate_hz * BW_TIME_SECOND);
}

static gint64
round_up (gint64 time_ms)
{
  gint64 over = ((time_ms % ROUND_TO) + ROUND_TO) % ROUND_TO;

  return over > 0 ? time_ms + ROUND_TO - over : time_ms;
}

/* To the minute before: what a clock shows is what counts. */
static gint64
floor_minute (gint64 time_ms)
{
  return time_ms - ((time_ms % BW_TIME_MINUTE) + BW_TIME_MINUTE) % BW_TIME_MINUTE;
}

/* @times: (element-type gint64): start, end, start, end … of the day's recordings */
static gint64
guess_drink (const GArray *times,
             gint64        day,
             GTimeZone    *zone)
{
  guint last = times->len - 1;
  gint64 from = g_array_index (times, gint64, last), to = G_MAXINT64, longest = 0, guess;

  for (guint i = 1; i + 1 < times->len; i += 2)
    {
      gint64 end = g_array_index (times, gint64, i), next = g_array_index (times, gint64, i + 1);

      if (next - end <= longest)
        continue;
      longest = next - end;
      from = end;
      to = next;
    }
  guess = round_up (from);
  if (guess >= to || bw_time_local_day (zone, guess) != day)
    guess = floor_minute (from);
  return guess;
}

GArray *
bw_meal_days_new (GArray    *recordings,
                  GTimeZone *zone)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (BwMealDay));
  BwMealDay day = { 0 };

  g_return_val_if_fail (recordings != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  /* From the newest; a day is done when the next recording is of another. */
  for (guint i = recordings->len; i > 0; i--)
    {
      const BwRecording *recording = &g_array_index (recordings, BwRecording, i - 1);
      gint64 span[2] = { recording->start_ms, get_end (recording) };
      gint64 local_day;

      if (!recording->time_known)
        continue;
      local_day = bw_time_local_day (zone, recording->start_ms);
      if (times->len > 0 && local_day != day.day)
        {
          day.drink_ms = guess_drink (times, day.day, zone);
          g_array_append_val (days, day);
          g_array_set_size (times, 0);
          day.n_recordings = 0;
        }
      day.day = local_day;
      day.n_recordings++;
      g_array_prepend_vals (times, span, 2);
    }
  if (times->len > 0)
    {
      day.drink_ms = guess_drink (times, day.day, zone);
      g_array_append_val (days, day);
    }
  return g_steal_pointer (&days);
}
