/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "made-up-days.h"

#include "base/bw-random.h"

#include <math.h>

#define FIRST_DAY 20240301
#define R_UV 1000.0
#define T_UV 300.0
#define NOISE_UV 12.0

static double
bump (double at,
      double middle,
      double width)
{
  return exp (-0.5 * pow ((at - middle) / width, 2));
}

/* R peak at sample 128, T wave 290 ms later, then the RR interval. */
static void
fill_beat (float  *wave,
           double  r_uv,
           double  t_uv,
           double  hr_bpm,
           GRand  *rand)
{
  double t = t_uv * (1 + 0.05 * bw_random_normal (rand));

  for (guint i = 0; i < BW_BEAT_SAMPLES - 1; i++)
    wave[i] = (float) (r_uv * bump (i, BW_BEAT_BEFORE, 6) + t * bump (i, BW_BEAT_BEFORE + 148, 24)
                       + NOISE_UV * bw_random_normal (rand));
  wave[BW_BEAT_SAMPLES - 1]
      = (float) round (60 * BW_BEAT_RATE_HZ / (hr_bpm + bw_random_normal (rand)));
}

BwBeatSet *
made_up_days_new (const MadeUpDays *days,
                  guint64           seed)
{
  guint a_day = days->n_fasting + days->n_glucose;
  float *waves = g_new (float, (gsize) days->n_days * a_day * days->n_beats * BW_BEAT_SAMPLES);
  GArray *recordings = bw_beat_recordings_new ();
  GRand *rand = bw_random_new (seed, "made-up-days");
  float *wave = waves;

  for (guint d = 0; d < days->n_days; d++)
    {
      double r_uv = R_UV * (1 + 0.15 * bw_random_normal (rand));
      double t_uv = T_UV * (1 + 0.15 * bw_random_normal (rand));
      double hr_bpm = 65 + 4 * bw_random_normal (rand);

      for (guint k = 0; k < a_day; k++)
        {
          gboolean glucose = k >= days->n_fasting;
          BwBeatRecording recording = {
            .recording_id = 1 + d * a_day + k,
            .name = g_strdup_printf ("ecg_%u_%u.csv", d, k),
            .start_ms = 1709280000000 + (d * G_GINT64_CONSTANT (1440) + 5 * k) * 60000,
            .time_known = TRUE,
            .day = FIRST_DAY + d,
            .label = glucose ? BW_LABEL_GLUCOSE : BW_LABEL_FASTING,
            .rate_hz = BW_BEAT_RATE_HZ,
            .n_beats = days->n_beats,
            .hr_bpm = hr_bpm,
          };

          g_array_append_val (recordings, recording);
          for (guint b = 0; b < days->n_beats; b++, wave += BW_BEAT_SAMPLES)
            fill_beat (wave, r_uv, t_uv * (glucose ? 1 - days->effect : 1), hr_bpm, rand);
        }
    }
  g_rand_free (rand);
  return bw_beat_set_take (recordings, waves);
}

GArray *
made_up_days_list (guint first,
                   guint n)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < n; i++)
    {
      guint32 day = FIRST_DAY + first + i;

      g_array_append_val (days, day);
    }
  return days;
}
