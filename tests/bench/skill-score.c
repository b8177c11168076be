/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What the score is worth on simulated people, whose true level is known: 24 lives of 400 days, drawn
 * at random, both laws of strain in turn. BW_SCORE_RELIABILITY_FLOOR was chosen on these 24; 48 others,
 * which chose nothing, tell what is left of it.
 *
 * The truth of an hour is the zone of its true level: z against the mean of the true level at that
 * hour of day and its spread over the whole life. The current hour of the forecast is the first of one
 * issued every hour of the last 120 days by the model shown, the average; the hours ahead are those of
 * one issued every 12 hours over the second half. Of the readings alone is the score that Today's past
 * shows: the filtered level, with the baseline of the day and dynamics fitted every week, from day 60
 * on. All is HRV alone, for these lives have no resting heart rate. */

#include "skill.h"

#include "base/bw-time.h"
#include "base/bw-zone.h"
#include "bw-test-series.h"
#include "forecast/bw-conformal.h"
#include "forecast/bw-past.h"
#include "forecast/bw-score.h"

#include <math.h>

#define PEOPLE 24
#define SEED 900
#define OTHERS 48
#define OTHER_SEED 5000
#define FIRST_DAY 60
#define SECOND_HALF 200
#define STRIDE_HOURS 12
#define HOURLY_DAYS 120
#define RED_FLAG 0.3
#define NIGHTS 60
#define MIN_NIGHTS 14

/* Sums of a week of one way to tell zones. */
enum {
  HOURS,
  RIGHT,
  RED_TRUE,
  RED_SAID,
  RED_BOTH,
  CHANGES,
  SEEN_CHANGES,       /* where it is looked at after each reading */
  TRUE_CHANGES,
  N_SUMS,
};

typedef struct
{
  BwSimulated *life;
  BwHourly *hourly;
  BwSeries *series;
  double *z;           /* of the true level, an hour */
} Person;

static void
person_init (Person *self,
             guint   seed)
{
  BwSimulateOptions options;
  double sum[24] = { 0 }, n[24] = { 0 }, squares = 0;
  guint hours;

  bw_simulate_options_init (&options, seed);
  options.traits.strain_law = seed % 2 ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
  bw_simulate_traits_randomise (&options.traits, seed);
  self->life = bw_simulate (&options);
  self->hourly = bw_test_hourly_simulate (&options);
  self->series = bw_series_new (self->hourly);
  hours = self->life->hours->len;
  self->z = g_new (double, hours);
  for (guint i = 0; i < hours; i++)
    {
      const BwSimulatedHour *hour = &g_array_index (self->life->hours, BwSimulatedHour, i);

      sum[hour->hour] += hour->level;
      n[hour->hour]++;
    }
  for (guint i = 0; i < hours; i++)
    {
      const BwSimulatedHour *hour = &g_array_index (self->life->hours, BwSimulatedHour, i);

      self->z[i] = hour->level - sum[hour->hour] / n[hour->hour];
      squares += self->z[i] * self->z[i];
    }
  for (guint i = 0; i < hours; i++)
    self->z[i] /= sqrt (squares / hours);
}

static void
person_clear (Person *self)
{
  g_free (self->z);
  bw_series_free (self->series);
  bw_hourly_free (self->hourly);
  bw_simulated_free (self->life);
}

static BwZone
zone_of (double z)
{
  return bw_zone_from_score (bw_score_from_z (z));
}

/* @previous: what was said of the hour before, or the same as @said */
static void
count (double sums[N_SUMS],
       BwZone said,
       BwZone truth,
       BwZone previous)
{
  sums[HOURS]++;
  sums[RIGHT] += said == truth;
  sums[RED_TRUE] += truth == BW_ZONE_RED;
  sums[RED_SAID] += said == BW_ZONE_RED;
  sums[RED_BOTH] += said == BW_ZONE_RED && truth == BW_ZONE_RED;
  sums[CHANGES] += said != previous;
}

static double
accuracy (const double *sums,
          gconstpointer data)
{
  return sums[RIGHT] / sums[HOURS];
}

static double
sensitivity (const double *sums,
             gconstpointer data)
{
  return sums[RED_BOTH] / MAX (sums[RED_TRUE], 1);
}

static double
precision (const double *sums,
           gconstpointer data)
{
  return sums[RED_BOTH] / MAX (sums[RED_SAID], 1);
}

static double
changes_a_day (const double *sums,
               gconstpointer data)
{
  return 24 * sums[CHANGES] / sums[HOURS];
}

static void
print_one (const char       *name,
           const char       *what,
           const SkillWeeks *weeks,
           SkillStatistic    statistic,
           const char       *bar,
           double            least,
           double            most)
{
  g_autofree char *label = g_strdup_printf ("%s: %s", name, what);
  double low, high, figure = skill_weeks_bootstrap (weeks, statistic, NULL, &low, &high);

  skill_row (label, figure, low, high, "", bar, figure >= least && figure <= most);
}

static void
print_rows (const char       *name,
            const SkillWeeks *weeks,
            gboolean          barred,
            gboolean          changes)
{
  print_one (name, "zone accuracy", weeks, accuracy, barred ? "≥ 0.75" : NULL, 0.75, 1);
  print_one (name, "red sensitivity", weeks, sensitivity, barred ? "≥ 0.5" : NULL, 0.5, 1);
  print_one (name, "red precision", weeks, precision, barred ? "≥ 0.5" : NULL, 0.5, 1);
  if (changes)
    print_one (name, "zone changes a day, hourly", weeks, changes_a_day, barred ? "≤ 1" : NULL, 0, 1);
}

static double
seen_changes_a_day (const double *sums,
                    gconstpointer data)
{
  return 24 * sums[SEEN_CHANGES] / sums[HOURS];
}

static double
true_changes_a_day (const double *sums,
                    gconstpointer data)
{
  return 24 * sums[TRUE_CHANGES] / sums[HOURS];
}

/* The level as the readings alone tell it: as it is, and in the hidden level's own spread. */
static void
add_now (SkillWeeks   *now,
         SkillWeeks   *hidden,
         guint         person,
         const Person *self)
{
  BwZone before = BW_ZONE_GREEN, hidden_before = BW_ZONE_GREEN, seen_before = BW_ZONE_GREEN;
  gboolean begun = FALSE;
  BwPastNormal normal;

  for (guint i = FIRST_DAY * 24; i + 24 <= self->series->n_hours; i += 24)
    {
      g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (BwPastHour));
      g_autoptr (GArray) readings = g_array_new (FALSE, FALSE, sizeof (BwPastReading));
      gint64 from_ms = self->series->hours[i].start_ms;
      double sums[N_SUMS] = { 0 }, hidden_sums[N_SUMS] = { 0 };

      if (((i / 24 - FIRST_DAY) % 7 == 0 && !bw_past_normal_fit (&normal, self->series, from_ms))
          || !bw_series_get_baseline (self->series, from_ms, &normal.baseline, &normal.era_ms))
        continue;
      bw_past_fill (hours, readings, self->series, &normal, from_ms, from_ms + BW_TIME_DAY,
                    FIRST_DAY * BW_TIME_DAY);
      for (guint h = 0; h < hours->len; h++)
        {
          const BwPastHour *hour = &g_array_index (hours, BwPastHour, h);
          BwZone truth = zone_of (self->z[i + h]), said, hidden_said;

          if (!hour->has_level)
            continue;
          said = bw_zone_from_score (hour->level_score);
          hidden_said = zone_of (bw_score_to_z (hour->level_score) * normal.sigma
                                 / sqrt (bw_level_variance (&normal.level)));
          count (sums, said, truth, begun ? before : said);
          count (hidden_sums, hidden_said, truth, begun ? hidden_before : hidden_said);
          if (self->series->hours[i + h - 1].n > 0)
            {
              sums[SEEN_CHANGES] += begun && said != seen_before;
              seen_before = said;
            }
          before = said;
          hidden_before = hidden_said;
          begun = TRUE;
        }
      skill_weeks_add (now, person, from_ms, sums);
      skill_weeks_add (hidden, person, from_ms, hidden_sums);
    }
}

/* The current hour as the forecast has it: the first hour of one issued every hour. */
static void
add_first (SkillWeeks   *first,
           guint         person,
           const Person *self)
{
  BwOrigin origin = { 0 };
  BwZone before = BW_ZONE_GREEN;
  gboolean begun = FALSE;

  for (guint i = self->series->n_hours - HOURLY_DAYS * 24; i < self->series->n_hours; i++)
    {
      const BwHour *hour = &self->series->hours[i];
      double sums[N_SUMS] = { 0 };
      BwZone said;

      if (!bw_origin_init (&origin, self->series, hour->start_ms, begun ? &origin : NULL))
        continue;
      said = zone_of (bw_score_level_z (bw_origin_expect_level (&origin, BW_RIVAL_AVERAGE,
                                                                hour->start_ms, hour->hour),
                                        origin.sigma));
      count (sums, said, zone_of (self->z[i]), begun ? before : said);
      sums[TRUE_CHANGES] = zone_of (self->z[i]) != zone_of (self->z[i - 1]);
      before = said;
      begun = TRUE;
      skill_weeks_add (first, person, hour->start_ms, sums);
    }
}

/* The alternative for the HRV term: the last night's mean ln of readings against the nights before, held
 * until the next waking. */
static void
add_night (SkillWeeks   *weeks,
           guint         person,
           const Person *self)
{
  double nights[NIGHTS] = { 0 }, sum = 0;
  guint n_nights = 0, n = 0;
  BwZone said = BW_ZONE_GREEN, before = BW_ZONE_GREEN;
  gboolean begun = FALSE;

  for (guint i = 0; i < self->series->n_hours; i++)
    {
      gboolean asleep = g_array_index (self->life->hours, BwSimulatedHour, i).asleep > 0.5;
      const BwHour *hour = &self->series->hours[i];
      double sums[N_SUMS] = { 0 };

      if (asleep)
        {
          sum += hour->n > 0 ? hour->ln_mean : 0;
          n += hour->n > 0;
        }
      else if (n > 0)
        {
          guint known = MIN (n_nights, NIGHTS);
          double mean = 0, squares = 0, x = sum / n;

          for (guint k = 0; k < known; k++)
            mean += nights[k] / known;
          for (guint k = 0; k < known; k++)
            squares += (nights[k] - mean) * (nights[k] - mean) / known;
          if (known >= MIN_NIGHTS)
            said = zone_of ((x - mean) / MAX (sqrt (squares), BW_SCORE_SIGMA_FLOOR));
          nights[n_nights++ % NIGHTS] = x;
          sum = 0;
          n = 0;
        }
      if (i < FIRST_DAY * 24)
        continue;
      count (sums, said, zone_of (self->z[i]), begun ? before : said);
      before = said;
      begun = TRUE;
      skill_weeks_add (weeks, person, hour->start_ms, sums);
    }
}

/* The hours ahead, by block: the zone of the score, and the hours with P(red) ≥ 0.3. */
static void
add_ahead (SkillWeeks   *zones[BW_CONFORMAL_BLOCKS],
           SkillWeeks   *flags[BW_CONFORMAL_BLOCKS],
           guint         person,
           const Person *self)
{
  BwOrigin origin = { 0 };
  gboolean begun = FALSE;

  for (guint i = SECOND_HALF * 24; i + BW_FORECAST_HOURS <= self->series->n_hours;
       i += STRIDE_HOURS)
    {
      double zone_sums[BW_CONFORMAL_BLOCKS][N_SUMS] = { 0 };
      double flag_sums[BW_CONFORMAL_BLOCKS][N_SUMS] = { 0 };
      gint64 at_ms = self->series->hours[i].start_ms;

      if (!bw_origin_init (&origin, self->series, at_ms, begun ? &origin : NULL))
        continue;
      begun = TRUE;
      for (guint k = 0; k < BW_FORECAST_HOURS; k++)
        {
          const BwHour *hour = &self->series->hours[i + k];
          int block = bw_conformal_block ((int) k + 1);
          double level = bw_origin_expect_level (&origin, BW_RIVAL_AVERAGE, hour->start_ms, hour->hour);
          double z = bw_score_level_z (level, origin.sigma);
          double mean, variance, green, yellow, red;
          BwZone truth = zone_of (self->z[i + k]), said = zone_of (z);

          bw_origin_predict_level (&origin, hour->start_ms, &mean, &variance);
          bw_score_probabilities (z, bw_score_level_z (bw_origin_score_sd (&origin, variance), origin.sigma),
                                  &green, &yellow, &red);
          count (zone_sums[block], said, truth, said);
          said = red >= RED_FLAG ? BW_ZONE_RED : BW_ZONE_GREEN;
          count (flag_sums[block], said, truth, said);
        }
      for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
        {
          skill_weeks_add (zones[b], person, at_ms, zone_sums[b]);
          skill_weeks_add (flags[b], person, at_ms, flag_sums[b]);
        }
    }
}

void
skill_score (void)
{
  static const char *const blocks[BW_CONFORMAL_BLOCKS] = { "hours 1–6", "hours 7–12", "hours 13–24" };
  g_autoptr (SkillWeeks) now = skill_weeks_new (N_SUMS), hidden = skill_weeks_new (N_SUMS);
  g_autoptr (SkillWeeks) night = skill_weeks_new (N_SUMS), first = skill_weeks_new (N_SUMS);
  g_autoptr (SkillWeeks) others = skill_weeks_new (N_SUMS);
  SkillWeeks *zones[BW_CONFORMAL_BLOCKS], *flags[BW_CONFORMAL_BLOCKS];

  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      zones[b] = skill_weeks_new (N_SUMS);
      flags[b] = skill_weeks_new (N_SUMS);
    }
  for (guint p = 0; p < PEOPLE; p++)
    {
      Person person;

      person_init (&person, SEED + p);
      add_now (now, hidden, p, &person);
      add_first (first, p, &person);
      add_night (night, p, &person);
      add_ahead (zones, flags, p, &person);
      person_clear (&person);
    }
  for (guint p = 0; p < OTHERS; p++)
    {
      Person person;

      person_init (&person, OTHER_SEED + p);
      add_first (others, p, &person);
      person_clear (&person);
    }

  skill_heading ("The score on 24 simulated people against the true level");
  print_rows ("the current hour of the forecast", first, TRUE, TRUE);
  print_rows ("the same, 48 people who chose nothing", others, TRUE, TRUE);
  print_one ("  the true level", "zone changes a day, hourly", first, true_changes_a_day, NULL, 0, 1);
  print_rows ("  of the readings alone", now, FALSE, TRUE);
  print_one ("  of the readings alone", "seen after each reading", now, seen_changes_a_day, NULL, 0, 1);
  print_rows ("  in the hidden level's spread", hidden, FALSE, TRUE);
  print_rows ("  by the last night's mean instead", night, FALSE, TRUE);
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    {
      g_autofree char *flagged = g_strdup_printf ("  %s, P(red) ≥ 0.3", blocks[b]);

      print_rows (blocks[b], zones[b], FALSE, FALSE);
      print_one (flagged, "red sensitivity", flags[b], sensitivity, NULL, 0, 1);
      print_one (flagged, "red precision", flags[b], precision, NULL, 0, 1);
      skill_weeks_free (zones[b]);
      skill_weeks_free (flags[b]);
    }
}
