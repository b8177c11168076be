/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What each input of the LSTM is worth: nets that may not see one group of them, in the weights they
 * start from (simulated people, fewer than the product's) and in the tuning, against the net that sees
 * all, in pinball loss at hours neither has seen. A figure above 0 is what leaving the group out costs.
 *
 * On the sample person and eight simulated ones the last 35 % are judged, after tuning on what was
 * before. The wearers of a band have seven to eleven days each, a value every few minutes and nothing
 * else: too short for the product to tune on, so the start is judged as it is, from the third day on,
 * and only the inputs that they have. */

#include "skill-net.h"
#include "skill-people.h"
#include "skill.h"

#include "base/bw-time.h"
#include "bw-test-population.h"
#include "forecast/bw-forecast-start.h"
#include "forecast/bw-issue.h"
#include "forecast/bw-simulate-hourly.h"
#include "forecast/bw-verdict.h"


#define START_PEOPLE 60
#define START_EPOCHS 8
#define SIMULATED 8
#define SAMPLE_DAYS 400
#define WEARER_DAYS 7

#define BIT(feature) (1u << (feature))

static const struct
{
  const char *name;
  guint32 blind;
  gboolean of_wearers;  /* whether those of a band have it */
} groups[] = {
  { "all inputs", 0, TRUE },
  { "hour of the day", BIT (BW_FEATURE_SIN_HOUR) | BIT (BW_FEATURE_COS_HOUR), TRUE },
  { "weekday", BIT (BW_FEATURE_SIN_WEEKDAY) | BIT (BW_FEATURE_COS_WEEKDAY), TRUE },
  { "time since the last reading", BIT (BW_FEATURE_LOG_AGE), TRUE },
  { "mask of the readings", BIT (BW_FEATURE_OBSERVED), TRUE },
  { "heart rate", BIT (BW_FEATURE_HR) | BIT (BW_FEATURE_HAS_HR), FALSE },
  { "steps and active energy",
    BIT (BW_FEATURE_STEPS) | BIT (BW_FEATURE_ENERGY) | BIT (BW_FEATURE_HAS_STEPS)
        | BIT (BW_FEATURE_HAS_ENERGY),
    FALSE },
  { "sleep", BIT (BW_FEATURE_ASLEEP) | BIT (BW_FEATURE_HAS_ASLEEP), FALSE },
  { "masks of heart rate, activity and sleep",
    BIT (BW_FEATURE_HAS_HR) | BIT (BW_FEATURE_HAS_STEPS) | BIT (BW_FEATURE_HAS_ENERGY)
        | BIT (BW_FEATURE_HAS_ASLEEP),
    FALSE },
};

#define N_GROUPS G_N_ELEMENTS (groups)

/* Beside the nets: the level, which they correct. */
#define LEVEL N_GROUPS
#define N_MODELS (N_GROUPS + 1)

typedef struct
{
  char *name;
  BwHourly *hourly;
  BwSeries *series;
  GArray *targets;       /* (element-type BwTarget) */
  gint64 from_ms;        /* judged from here on */
  gboolean tuned;
} Person;

static void
person_free (gpointer data)
{
  Person *self = data;

  g_free (self->name);
  g_array_unref (self->targets);
  bw_series_free (self->series);
  bw_hourly_free (self->hourly);
  g_free (self);
}

static Person *
person_new (const char *name,
            BwHourly   *hourly)
{
  Person *self = g_new0 (Person, 1);
  gint64 end_ms;

  self->name = g_strdup (name);
  self->hourly = hourly;
  self->series = bw_series_new (hourly);
  self->tuned = TRUE;
  end_ms = self->series->hours[self->series->n_hours - 1].start_ms + BW_TIME_HOUR;
  self->from_ms = bw_verdict_held_out_from (self->series, end_ms);
  self->targets = bw_rolling (self->series, self->series->hours[0].start_ms, end_ms,
                              BW_ROLLING_STRIDE_HOURS, NULL, NULL, NULL);
  return self;
}

static Person *
make_simulated (guint number)
{
  BwSimulateOptions options;

  bw_simulate_options_init (&options, 2000 + number);
  options.traits.strain_law = number % 2 ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
  bw_simulate_traits_randomise (&options.traits, 2000 + number);
  return person_new ("simulated", bw_simulate_hourly (&options));
}

static Person *
make_sample (void)
{
  BwHourly *hourly = skill_make_sample (0, SAMPLE_DAYS);

  return hourly != NULL ? person_new ("sample", hourly) : NULL;
}

static void
add_wearer (GPtrArray *people,
            BwHourly  *hourly)
{
  Person *self = g_new0 (Person, 1);

  self->name = g_strdup ("wearer");
  self->hourly = hourly;
  self->series = bw_series_new (hourly);
  self->targets = bw_test_roll_young (self->series);
  self->from_ms = G_MININT64;
  g_ptr_array_add (people, self);
}

static void
read_wearers (GPtrArray *people)
{
  g_autoptr (GPtrArray) wearers = skill_read_wearers (WEARER_DAYS);

  for (guint i = 0; i < wearers->len; i++)
    add_wearer (people, g_ptr_array_index (wearers, i));
}

/* The bands of a group's net: tuned on what is before the judged part, or the start as it is. */
static BwBand *
make_bands (const Person        *person,
            const BwForecastNet *start,
            guint32              blind)
{
  BwForecastNetOptions options = { .seed = 1, .n_seeds = 1, .start = start, .blind = blind };
  g_autoptr (BwForecastNet) net = NULL;
  BwForecastNetStats stats = { .validation_ms = G_MININT64 };

  if (person->tuned)
    net = bw_forecast_net_train (person->series, person->from_ms, &options, &stats, NULL, 1, NULL,
                                 NULL, NULL);
  else
    {
      g_autoptr (GBytes) bytes = bw_forecast_net_save (start);

      net = bw_forecast_net_load (bytes, BW_PRESET_DEFAULT, NULL);
    }
  g_assert_nonnull (net);
  return skill_net_bands (net, person->series, person->targets, stats.validation_ms);
}

static double
against_all (const double *sums,
             gconstpointer data)
{
  return 100 * (sums[*(const guint *) data] / sums[0] - 1);
}

static void
print_rows (const char       *title,
            const SkillWeeks *weeks,
            gboolean          wearers)
{
  double low, high;

  if (weeks->person->len == 0)
    return;
  skill_heading (title);
  for (guint m = 1; m < N_MODELS; m++)
    {
      g_autofree char *what = m == LEVEL ? g_strdup ("no net at all: the level")
                                         : g_strdup_printf ("without %s", groups[m].name);
      double figure;

      if (m < N_GROUPS && wearers && !groups[m].of_wearers)
        continue;
      figure = skill_weeks_bootstrap (weeks, against_all, &m, &low, &high);
      skill_row (what, figure, low, high, "%", NULL, FALSE);
    }
}

/* The losses of all models at the judged targets of one person. */
static void
add_losses (SkillWeeks    *weeks,
            guint          number,
            const Person  *person,
            BwBand *const *bands)
{
  for (guint i = 0; i < person->targets->len; i++)
    {
      const BwTarget *target = &g_array_index (person->targets, BwTarget, i);
      double loss[N_MODELS];

      if (target->issued_ms < person->from_ms)
        continue;
      for (guint m = 0; m < N_MODELS; m++)
        loss[m] = bw_band_pinball (&bands[m][i]) * target->spread;
      skill_weeks_add (weeks, number, target->issued_ms, loss);
    }
}

static const BwForecastNet *
make_start (guint32 blind)
{
  BwForecastStartOptions options;

  bw_forecast_start_options_init (&options);
  options.people = START_PEOPLE;
  options.epochs = START_EPOCHS;
  options.blind = blind;
  return bw_forecast_start_make (&options, NULL, NULL, NULL);
}

/* Puts the newest resting heart rate known at each hour in the place of the active energy. */
static void
swap_in_resting (Person *person)
{
  const GArray *resting = person->hourly->resting;
  guint next = 0;

  for (guint i = 0; i < person->hourly->hours->len; i++)
    {
      BwHour *hour = &g_array_index (person->hourly->hours, BwHour, i);

      while (next < resting->len
             && g_array_index (resting, BwHourlyResting, next).end_ms <= hour->start_ms)
        next++;
      hour->has_energy = next > 0;
      hour->active_kcal = next > 0 ? g_array_index (resting, BwHourlyResting, next - 1).bpm : 0;
    }
}

/* Simulated people have no resting heart rate, so no start can know it: from chance, on the sample
 * person, with it against without it, both without active energy. */
static void
try_resting (Person *sample)
{
  const guint32 blind = BIT (BW_FEATURE_ENERGY) | BIT (BW_FEATURE_HAS_ENERGY);
  g_autoptr (SkillWeeks) weeks = skill_weeks_new (2);
  g_autofree BwBand *without = make_bands (sample, NULL, blind), *with = NULL;
  const guint model = 1;
  double figure, low, high;

  swap_in_resting (sample);
  with = make_bands (sample, NULL, 0);
  for (guint i = 0; i < sample->targets->len; i++)
    {
      const BwTarget *target = &g_array_index (sample->targets, BwTarget, i);
      double loss[] = { bw_band_pinball (&with[i]) * target->spread,
                        bw_band_pinball (&without[i]) * target->spread };

      if (target->issued_ms >= sample->from_ms)
        skill_weeks_add (weeks, 0, target->issued_ms, loss);
    }
  skill_heading ("Resting heart rate as an input, sample person, from chance: pinball against with");
  figure = skill_weeks_bootstrap (weeks, against_all, &model, &low, &high);
  skill_row ("without resting heart rate", figure, low, high, "%", NULL, FALSE);
}

void
skill_ablation (void)
{
  static const char *const titles[] = {
    "Inputs of the LSTM, on eight simulated people: pinball against all inputs",
    "Inputs of the LSTM, on the sample person: pinball against all inputs",
    "Inputs of the LSTM, on wearers of a band, untuned: pinball against all inputs",
  };
  static const char *const names[] = { "simulated", "sample", "wearer" };
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (person_free);
  const BwForecastNet *starts[N_GROUPS];

  for (guint i = 0; i < SIMULATED; i++)
    g_ptr_array_add (people, make_simulated (i));
  g_ptr_array_add (people, make_sample ());
  read_wearers (people);
  for (guint g = 0; g < N_GROUPS; g++)
    starts[g] = make_start (groups[g].blind);

  for (guint t = 0; t < G_N_ELEMENTS (titles); t++)
    {
      g_autoptr (SkillWeeks) weeks = skill_weeks_new (N_MODELS);

      for (guint p = 0; p < people->len; p++)
        {
          const Person *person = g_ptr_array_index (people, p);
          BwBand *bands[N_MODELS];

          if (!g_str_equal (person->name, names[t]))
            continue;
          for (guint g = 0; g < N_GROUPS; g++)
            bands[g] = make_bands (person, starts[g], groups[g].blind);
          bands[LEVEL] = bw_issue_rival_bands (person->targets, BW_RIVAL_LEVEL, NULL);
          add_losses (weeks, p, person, bands);
          for (guint m = 0; m < N_MODELS; m++)
            g_free (bands[m]);
        }
      print_rows (titles[t], weeks, t == 2);
    }
  try_resting (g_ptr_array_index (people, SIMULATED));
  for (guint g = 0; g < N_GROUPS; g++)
    bw_forecast_net_free ((BwForecastNet *) starts[g]);
}
