/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "today-outlook.h"

#include "base/bw-time.h"

#include <math.h>

static double
score_of (double z)
{
  return 100 / (1 + exp (-(1.473 + 1.252 * z)));
}

/* P(level < limit) for a normal level. */
static double
below (double limit,
       double middle,
       double spread)
{
  return 0.5 * erfc (-(limit - middle) / (spread * G_SQRT2));
}

static double
base_z (TodayKind kind)
{
  switch (kind)
    {
    case TODAY_GREEN:
      return 0.3;
    case TODAY_RED:
      return -2.0;
    case TODAY_YELLOW:
    case TODAY_CALIBRATING:
    case TODAY_CALIBRATING_MS:
    case TODAY_NO_SCORE:
    case TODAY_SDNN:
    case TODAY_NOTHING:
    default:
      return -0.8;
    }
}

static void
fill_hours (BwForecast *forecast,
            double      base,
            gboolean    scores)
{
  forecast->n_hours = BW_FORECAST_HOURS;
  for (guint i = 0; i < BW_FORECAST_HOURS; i++)
    {
      BwForecastHour *hour = &forecast->hours[i];
      double z = base - 0.75 * sin (G_PI * ((double) i - 14.5) / 12), spread = 0.5 + i * 0.03;

      hour->time_ms = TODAY_ISSUED + i * BW_TIME_HOUR;
      hour->median_ms = 42 * exp (0.22 * z);
      hour->low_ms = 42 * exp (0.22 * (z - 1.28 * spread));
      hour->high_ms = 42 * exp (0.22 * (z + 1.28 * spread));
      if (!scores)
        continue;
      hour->score = score_of (z);
      hour->score_low = score_of (z - 1.28 * spread);
      hour->score_high = score_of (z + 1.28 * spread);
      hour->zone = bw_zone_from_score (hour->score);
      hour->p_red = below (-1.5, z, spread);
      hour->p_green = 1 - below (-0.5, z, spread);
      hour->p_yellow = 1 - hour->p_red - hour->p_green;
    }
}

BwOutlook *
today_outlook (TodayKind kind)
{
  BwOutlook *outlook = g_new0 (BwOutlook, 1);
  BwForecast *forecast = bw_forecast_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  double base = base_z (kind);
  gboolean calibrating = kind == TODAY_CALIBRATING || kind == TODAY_CALIBRATING_MS;
  int step = kind == TODAY_SDNN ? 19 : 5;

  outlook->forecast = forecast;
  outlook->zone = g_time_zone_new_utc ();
  outlook->past = g_array_new (FALSE, TRUE, sizeof (BwPastHour));
  outlook->readings = g_array_new (FALSE, TRUE, sizeof (BwPastReading));
  outlook->nights = g_array_new (FALSE, TRUE, sizeof (BwNight));
  forecast->issued_ms = TODAY_ISSUED;
  forecast->measure = kind == TODAY_SDNN ? BW_MEASURE_SDNN : BW_MEASURE_RMSSD;
  forecast->model = g_strdup (kind == TODAY_SDNN ? "median" : "average");
  forecast->baseline_days = calibrating ? 5 : 120;
  forecast->calibrating = calibrating;
  forecast->reliability = kind == TODAY_SDNN ? 0.12 : 0.4;
  forecast->has_score = !calibrating && kind != TODAY_NO_SCORE && kind != TODAY_NOTHING;

  if (kind != TODAY_CALIBRATING && kind != TODAY_NOTHING)
    fill_hours (forecast, base, forecast->has_score);
  if (forecast->has_score)
    {
      forecast->score_now = score_of (base);
      forecast->zone_now = bw_zone_from_score (forecast->score_now);
      g_ptr_array_add (forecast->pushes,
                       bw_push_new ("hrv", base * 0.9, 0.6, base < 0 ? base * 14 : 3));
      if (kind != TODAY_SDNN)
        {
          g_ptr_array_add (forecast->pushes,
                           bw_push_new ("resting-heart-rate", base < 0 ? -0.6 : 0.4, 0.25,
                                        base < 0 ? -4.2 : 1.2));
          g_ptr_array_add (forecast->pushes, bw_push_new ("sleep", 0.55, 0.15, 1.6));
        }
    }

  for (int i = 0; !calibrating && i < 7 * 24; i++)
    {
      gint64 time_ms = TODAY_ISSUED - (7 * 24 - i) * BW_TIME_HOUR;
      double z = base * i / 168.0 + 0.7 * sin (i / 24.0 * 2 * G_PI) + 0.4 * sin (i / 31.0);
      BwPastHour hour = { time_ms, i < 60 || i > 75, score_of (z) };

      g_array_append_val (outlook->past, hour);
      if (i % step == 2)
        {
          double reading_z = z + g_rand_double_range (rand, -1.3, 1.3);
          BwPastReading reading = { time_ms + 17 * BW_TIME_MINUTE, 42 * exp (0.22 * reading_z),
                                    score_of (reading_z) };

          g_array_append_val (outlook->readings, reading);
        }
    }
  for (int i = 0; i < 8; i++)
    {
      BwNight night = { TODAY_ISSUED - (7 - i) * BW_TIME_DAY + 5 * BW_TIME_HOUR,
                        TODAY_ISSUED - (7 - i) * BW_TIME_DAY + 12 * BW_TIME_HOUR };

      if (night.end_ms <= TODAY_ISSUED)
        g_array_append_val (outlook->nights, night);
    }

  if (!calibrating && kind != TODAY_SDNN && kind != TODAY_NOTHING)
    outlook->track = (BwTrackRecord) { TRUE, 412, 0.79, 6.1, 2.8, 9.4 };
  g_ptr_array_add (forecast->notes,
                   g_strdup ("Your readings carry some day-to-day signal: the range says more than "
                             "the line."));
  if (kind == TODAY_SDNN)
    {
      g_ptr_array_add (forecast->notes,
                       g_strdup ("Your library holds 122 readings in 14 months: too few for a "
                                 "learned model, so a plain one is shown."));
      g_ptr_array_add (forecast->notes, g_strdup ("The newest reading is 3 years old."));
    }
  return outlook;
}
