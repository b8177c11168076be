/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "forecast/bw-simulate-ecg.h"
#include "forecast/bw-simulate.h"

#include "bw-test.h"

#include <math.h>

#define HOUR(life, i) (&g_array_index ((life)->hours, BwSimulatedHour, i))
#define READING(life, i) (&g_array_index ((life)->readings, BwSimulatedReading, i))

/* Ten years, so that averages are sharp. */
static BwSimulated *
long_life (BwStrainLaw law)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 7);
  options.days = 3650;
  options.traits.strain_law = law;
  return bw_simulate (&options);
}

static void
test_readings (void)
{
  g_autoptr (BwSimulated) life = long_life (BW_STRAIN_LINEAR);
  double sum = 0, squares = 0, asleep = 0, asleep_hours = 0, awake_hours = 0;
  guint n = life->readings->len;
  gint64 last = 0;

  for (guint i = 0; i < n; i++)
    {
      const BwSimulatedReading *reading = READING (life, i);
      const BwSimulatedHour *hour = HOUR (life, reading->hour);
      double noise = reading->ln_rmssd - hour->level;

      g_assert_cmpint (reading->time_ms, >, last);
      g_assert_cmpint (reading->time_ms, >=, hour->start_ms);
      g_assert_cmpint (reading->time_ms, <, hour->start_ms + BW_TIME_HOUR);
      g_assert_true (hour->training == 0);
      last = reading->time_ms;
      sum += noise;
      squares += noise * noise;
      asleep += hour->asleep;
    }
  for (guint i = 0; i < life->hours->len; i++)
    {
      asleep_hours += HOUR (life, i)->asleep;
      awake_hours += HOUR (life, i)->training > 0 ? 0 : 1 - HOUR (life, i)->asleep;
    }

  bw_assert_near (n / 3650.0, 6, 0.2);
  bw_assert_near (sum / n, 0, 0.01);
  bw_assert_near (sqrt (squares / n), 0.35, 0.006);
  bw_assert_near ((asleep / asleep_hours) / ((n - asleep) / awake_hours), 1.2, 0.06);
}

/* The level is what it says it is, and its parts have the moments they were given. */
static void
test_level (void)
{
  g_autoptr (BwSimulated) life = long_life (BW_STRAIN_LINEAR);
  const BwSimulateTraits *traits = &life->traits;
  double squares = 0, products = 0, swing = 0;
  guint n = life->hours->len;

  g_assert_cmpuint (n, ==, 3650 * 24);
  for (guint i = 0; i < n; i++)
    {
      const BwSimulatedHour *hour = HOUR (life, i);

      bw_assert_near (hour->level,
                      hour->curve + 0.12 * hour->asleep - hour->strain + hour->ar, 1e-12);
      if (hour->hour == 4)
        bw_assert_near (hour->curve, traits->base + traits->daily_swing, 1e-12);
      swing += hour->curve;
      squares += hour->ar * hour->ar;
      if (i > 0)
        products += hour->ar * HOUR (life, i - 1)->ar;
    }
  bw_assert_near (swing / n, 3.9, 1e-9);
  bw_assert_near (sqrt (squares / n), 0.12, 0.006);
  bw_assert_near (products / squares, exp (-1 / 30.0), 0.003);
}

/* Both laws of strain, hour by hour, from the loads and debts that were kept. */
static void
test_strain (void)
{
  for (int law = BW_STRAIN_LINEAR; law <= BW_STRAIN_NONLINEAR; law++)
    {
      g_autoptr (BwSimulated) life = long_life ((BwStrainLaw) law);
      double fatigue = 0, most = 0, sum = 0, squares = 0, n;

      for (guint i = 0; i < life->hours->len; i++)
        {
          const BwSimulatedHour *hour = HOUR (life, i);
          double told = (hour->strain - 0.07 * CLAMP (hour->debt_h, -1.5, 6)) / 0.16;

          if (law == BW_STRAIN_LINEAR)
            fatigue = fatigue * exp (-1 / 40.0) + hour->load;
          else
            fatigue = fatigue * exp (-hour->asleep / 16 - (1 - hour->asleep) / 100)
                      + 0.9 * pow (hour->load, 1.5) * (1 + 0.5 * CLAMP (hour->debt_h, 0, 4));
          if (i == 0)
            fatigue = told;
          bw_assert_near (told, fatigue, 1e-9);
          most = MAX (most, hour->strain);
          sum += hour->strain;
          squares += hour->strain * hour->strain;
        }
      n = life->hours->len;
      /* Something to forecast: strain moves the level by more than the wander does. */
      g_assert_cmpfloat (sqrt (squares / n - sum * sum / n / n), >, 0.12);
      g_assert_cmpfloat (most, <, law == BW_STRAIN_LINEAR ? 2 : 6);
    }
}

static void
test_sleep (void)
{
  g_autoptr (BwSimulated) life = long_life (BW_STRAIN_LINEAR);
  double hours[2] = { 0 }, bed[2] = { 0 }, n[2] = { 0 }, slept = 0;

  for (guint i = 1; i + 1 < life->sleeps->len; i++)
    {
      const BwSimulatedSleep *sleep = &g_array_index (life->sleeps, BwSimulatedSleep, i);
      gint64 evening = sleep->start_ms - 12 * BW_TIME_HOUR;
      int weekday = bw_time_weekday_from_days (evening / BW_TIME_DAY);
      int weekend = weekday == 5 || weekday == 6;

      hours[weekend] += (sleep->end_ms - sleep->start_ms) / (double) BW_TIME_HOUR;
      bed[weekend] += (evening % BW_TIME_DAY) / (double) BW_TIME_HOUR + 12;
      n[weekend]++;
      g_assert_cmpint (sleep->start_ms, >, (sleep - 1)->end_ms);
    }
  for (guint i = 0; i < life->hours->len; i++)
    slept += HOUR (life, i)->asleep;

  bw_assert_near (hours[0] / n[0], 7.2, 0.06);
  bw_assert_near (hours[1] / n[1], 7.7, 0.09);
  bw_assert_near (bed[0] / n[0], 23.3 + 0.16, 0.06);
  bw_assert_near (bed[1] / n[1], 24.0 + 0.16, 0.09);
  bw_assert_near (slept / 3650, (5 * 7.2 + 2 * 7.7) / 7, 0.06);
}

static void
test_load (void)
{
  g_autoptr (BwSimulated) life = long_life (BW_STRAIN_LINEAR);
  double load = 0, trained = 0;
  guint n = life->workouts->len;

  for (guint i = 0; i < n; i++)
    load += g_array_index (life->workouts, BwSimulatedWorkout, i).load;
  for (guint i = 0; i < life->hours->len; i++)
    {
      load -= HOUR (life, i)->load;
      trained += HOUR (life, i)->training;
    }

  /* Every session's load falls into one hour. */
  bw_assert_near (load, 0, 1e-6);
  /* Half of the usual days, nine tenths of the hard ones, 15 % of the easy ones. */
  g_assert_cmpfloat (n / 3650.0, >, 0.45);
  g_assert_cmpfloat (n / 3650.0, <, 0.6);
  g_assert_cmpfloat (trained / n, >, 0.5);
  g_assert_cmpfloat (trained / n, <, 1.5);
}

static void
test_heart_rate (void)
{
  g_autoptr (BwSimulated) life = long_life (BW_STRAIN_LINEAR);
  double sum = 0, squares = 0, n = 0;

  for (guint i = 0; i < life->hours->len; i++)
    {
      const BwSimulatedHour *hour = HOUR (life, i);
      double mean = 66 + 9 * cos (2 * G_PI * (hour->hour - 16) / 24) - 8 * hour->asleep
                    + 8.4 * hour->strain + 45 * hour->training;

      if (!hour->has_hr)
        continue;
      sum += hour->hr_bpm - mean;
      squares += (hour->hr_bpm - mean) * (hour->hr_bpm - mean);
      n++;
    }
  bw_assert_near (n / life->hours->len, 0.9, 0.005);
  bw_assert_near (sum / n, 0, 0.06);
  bw_assert_near (sqrt (squares / n), 5, 0.05);
}

static void
test_dropouts (void)
{
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  g_autoptr (BwSimulated) worn = NULL;
  guint off = 0, run = 0, longest = 0;

  bw_simulate_options_init (&options, 7);
  options.days = 1000;
  worn = bw_simulate (&options);
  options.day_dropout = 0.05;
  options.week_dropout = 0.005;
  life = bw_simulate (&options);

  for (guint i = 0; i < life->hours->len; i++)
    {
      const BwSimulatedHour *hour = HOUR (life, i);

      /* The life is the same, worn or not. */
      g_assert_cmpfloat (hour->level, ==, HOUR (worn, i)->level);
      run = hour->worn ? 0 : run + 1;
      longest = MAX (longest, run);
      off += !hour->worn;
      if (!hour->worn)
        g_assert_true (!hour->has_hr && hour->steps == 0 && hour->asleep_min == 0);
    }
  for (guint i = 0; i < life->readings->len; i++)
    g_assert_true (HOUR (life, READING (life, i)->hour)->worn);
  g_assert_cmpuint (longest, >=, 7 * 24);
  bw_assert_near (off / (double) life->hours->len, 0.05 + 0.95 * 0.034, 0.03);
}

/* Days of 23 and 25 hours; bedtimes stay at their place on the clock. */
static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
  BwSimulateOptions options;
  g_autoptr (BwSimulated) life = NULL;
  double bed[2] = { 0 }, n[2] = { 0 };

  g_assert_nonnull (zone);
  bw_simulate_options_init (&options, 7);
  options.days = 366;
  options.zone = zone;
  life = bw_simulate (&options);
  g_assert_cmpuint (life->hours->len, ==, 366 * 24);
  for (guint i = 1; i < life->hours->len; i++)
    g_assert_cmpint (HOUR (life, i)->start_ms - HOUR (life, i - 1)->start_ms, ==, BW_TIME_HOUR);
  for (guint i = 0; i < life->sleeps->len; i++)
    {
      gint64 start = g_array_index (life->sleeps, BwSimulatedSleep, i).start_ms;
      int offset = bw_time_offset (zone, start);
      gint64 wall = start + offset * BW_TIME_MINUTE - 12 * BW_TIME_HOUR;
      int summer = offset == 120;

      bed[summer] += (wall % BW_TIME_DAY) / (double) BW_TIME_HOUR + 12;
      n[summer]++;
    }
  g_assert_cmpfloat (n[0], >, 100);
  g_assert_cmpfloat (n[1], >, 150);
  bw_assert_near (bed[0] / n[0], bed[1] / n[1], 0.3);
}

static void
test_repeats (void)
{
  BwSimulateOptions options;
  g_autoptr (BwSimulated) a = NULL;
  g_autoptr (BwSimulated) b = NULL;
  g_autoptr (BwSimulated) c = NULL;
  BwSimulateTraits other;

  bw_simulate_options_init (&options, 3);
  bw_simulate_traits_randomise (&options.traits, 3);
  options.traits.strain_law = BW_STRAIN_NONLINEAR;
  a = bw_simulate (&options);
  b = bw_simulate (&options);
  options.seed = 4;
  c = bw_simulate (&options);

  g_assert_cmpuint (a->hours->len, ==, b->hours->len);
  for (guint i = 0; i < a->hours->len; i++)
    {
      g_assert_cmpfloat (HOUR (a, i)->level, ==, HOUR (b, i)->level);
      g_assert_cmpfloat (HOUR (a, i)->hr_bpm, ==, HOUR (b, i)->hr_bpm);
      g_assert_cmpfloat (HOUR (a, i)->steps, ==, HOUR (b, i)->steps);
    }
  g_assert_cmpuint (a->readings->len, ==, b->readings->len);
  for (guint i = 0; i < a->readings->len; i++)
    {
      g_assert_cmpint (READING (a, i)->time_ms, ==, READING (b, i)->time_ms);
      g_assert_cmpfloat (READING (a, i)->ln_rmssd, ==, READING (b, i)->ln_rmssd);
    }
  g_assert_cmpfloat (HOUR (a, 100)->level, !=, HOUR (c, 100)->level);

  for (guint64 seed = 0; seed < 200; seed++)
    {
      bw_simulate_traits_randomise (&other, seed);
      g_assert_true (other.base >= 3.3 && other.base <= 4.3);
      g_assert_true (other.strain_tau_h >= 24 && other.strain_tau_h <= 60);
      g_assert_true (other.reading_sd >= 0.2 && other.reading_sd <= 0.45);
    }
}

static void
test_rr (void)
{
  GRand *rand = bw_random_new (5, "rr");

  for (double rmssd = 8; rmssd < 130; rmssd *= 1.6)
    {
      double rr[75], sum = 0, squares = 0, lag = 0;

      bw_simulate_rr (rr, G_N_ELEMENTS (rr), 950, rmssd, 0.5, rand);
      for (guint i = 0; i < G_N_ELEMENTS (rr); i++)
        sum += rr[i];
      for (guint i = 1; i < G_N_ELEMENTS (rr); i++)
        {
          squares += (rr[i] - rr[i - 1]) * (rr[i] - rr[i - 1]);
          lag = MAX (lag, fabs (rr[i] - rr[i - 1]));
        }
      bw_assert_near (sum / G_N_ELEMENTS (rr), 950, 6);
      bw_assert_near (sqrt (squares / (G_N_ELEMENTS (rr) - 1)), rmssd, 0.03 * rmssd);
      /* A smooth heart: no single step stands out. */
      g_assert_cmpfloat (lag, <, 4 * rmssd);
    }
  g_rand_free (rand);
}

/* R waves by a threshold at half of the highest sample: enough for a clean synthetic lead. */
static double
rate_of (const gint32 *nv,
         guint         n,
         double       *r_uv,
         double       *t_uv)
{
  const guint skip = 1536;
  gint32 most = 0;
  guint beats = 0, first = 0, last = 0, refractory = 0;
  double r_sum = 0, t_sum = 0;

  for (guint i = skip; i < n; i++)
    most = MAX (most, nv[i]);
  for (guint i = skip; i + 1 < n; i++)
    {
      if (refractory > 0)
        refractory--;
      else if (nv[i] > 0.5 * most && nv[i] >= nv[i - 1] && nv[i] > nv[i + 1])
        {
          refractory = 200;
          if (beats++ == 0)
            first = i;
          last = i;
          if (i + 250 < n && i > 60)
            {
              double base = 0, t = 0;

              /* Against the level before the Q wave. */
              for (guint k = i - 45; k < i - 30; k++)
                base += nv[k] / 15.0;
              for (guint k = i + 60; k < i + 230; k++)
                t = MAX (t, nv[k] - base);
              r_sum += nv[i] - base;
              t_sum += t;
            }
        }
    }
  *r_uv = r_sum / beats / 1000;
  *t_uv = t_sum / beats / 1000;
  return 60.0 * (beats - 1) * BW_SIMULATE_ECG_RATE_HZ / (last - first);
}

static void
test_ecg (void)
{
  g_autofree gint32 *nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  g_autofree gint32 *again = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  GRand *rand = bw_random_new (11, "ecg");
  double flatter = 0, faster = 0, spread = 0;
  const guint days = 12, each = 3;

  for (guint d = 0; d < days; d++)
    {
      BwSimulateEcgDay day;
      double ratio[2] = { 0 }, rate[2] = { 0 };

      bw_simulate_ecg_day_init (&day, rand);
      for (guint i = 0; i < 2 * each; i++)
        {
          int glucose = i % 2;
          double hr, measured, r, t;

          bw_simulate_ecg (nv, BW_SIMULATE_ECG_SAMPLES, &day, glucose, &hr, rand);
          measured = rate_of (nv, BW_SIMULATE_ECG_SAMPLES, &r, &t);
          bw_assert_near (measured, hr, 1.5);
          bw_assert_near (hr, day.hr_bpm + 4 * glucose, 8);
          bw_assert_near (r, 800 * day.gain, 160 * day.gain);
          g_assert_cmpfloat (t / r, >, 0.1);
          g_assert_cmpfloat (t / r, <, 0.5);
          ratio[glucose] += t / r / each;
          rate[glucose] += hr / each;
        }
      flatter += log (ratio[1] / ratio[0]) / days;
      faster += (rate[1] - rate[0]) / days;
      spread = MAX (spread, fabs (log (day.t_wave)));
    }
  /* A difference there is, within the day and smaller than that from day to day. */
  bw_assert_near (flatter, log (0.87), 0.05);
  bw_assert_near (faster, 4, 1.2);
  g_assert_cmpfloat (spread, >, 0.1);

  g_rand_free (rand);
  for (guint i = 0; i < 2; i++)
    {
      BwSimulateEcgDay day;

      rand = bw_random_new (2, "ecg");
      bw_simulate_ecg_day_init (&day, rand);
      bw_simulate_ecg (i == 0 ? nv : again, BW_SIMULATE_ECG_SAMPLES, &day, TRUE, NULL, rand);
      g_rand_free (rand);
    }
  g_assert_cmpmem (nv, BW_SIMULATE_ECG_SAMPLES * sizeof *nv, again,
                   BW_SIMULATE_ECG_SAMPLES * sizeof *again);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/simulate/readings", test_readings);
  g_test_add_func ("/simulate/level", test_level);
  g_test_add_func ("/simulate/strain", test_strain);
  g_test_add_func ("/simulate/sleep", test_sleep);
  g_test_add_func ("/simulate/load", test_load);
  g_test_add_func ("/simulate/heart-rate", test_heart_rate);
  g_test_add_func ("/simulate/dropouts", test_dropouts);
  g_test_add_func ("/simulate/summer-time", test_summer_time);
  g_test_add_func ("/simulate/repeats", test_repeats);
  g_test_add_func ("/simulate/rr", test_rr);
  g_test_add_func ("/simulate/ecg", test_ecg);

  return g_test_run ();
}
