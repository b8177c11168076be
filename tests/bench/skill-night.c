/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* The next night against the 60-day median, whose bands come from the same past by the same rule.
 *
 * Nightly values of people with a band: of each, all nights in the order of time, judged on the last
 * 40 % of their nights that have at least 14 before. Known when a night is forecast: the nights
 * before it and the mean heart rate of the day before. Days are civil days of the publisher's, whose
 * zone is not told: where they are UTC's, the first hours of the night are part of the day before,
 * so the rows without heart rate are printed too. β₀ is none; of the other people, whole people left
 * out; of simulated people; and what the product ships.
 *
 * A red night has z < −1.5 against mean and spread of the person's own nights before, with weights
 * that halve every 60 days, as the product has them (forecast/bw-night-model.h). */

#include "skill.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "bw-test-series.h"
#include "bw-test.h"
#include "forecast/bw-conformal.h"
#include "forecast/bw-night.h"

#include <gsl/gsl_linalg.h>
#include <math.h>

#define DRAWS 2000
#define SIMULATED_PEOPLE 24
#define SIMULATED_DAYS 250
#define HELD_OUT 0.4
#define POOLED_LAMBDA 100.0

/* What one night was worth under the model and the rival. */
typedef struct
{
  guint person;
  gint64 issued_ms;
  double loss, rival;
  gboolean inside, rival_inside;
  gboolean red;
  double p_red;
} Judged;

static GPtrArray *
read_people (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autofree char *last = NULL;
  double hr = 0;
  gint64 hr_day = G_MININT64;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    return people;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      BwNightRow row = { .has_x = TRUE, .weight = 1 };
      gint64 day;

      if (g_strv_length (cells) < 6 || !bw_time_parse_day (cells[1], &day))
        continue;
      if (g_strcmp0 (cells[0], last) != 0)
        {
          g_free (last);
          last = g_strdup (cells[0]);
          g_ptr_array_add (people, g_array_new (FALSE, TRUE, sizeof (BwNightRow)));
          hr_day = G_MININT64;
        }
      /* The date is that of the morning. */
      row.day = day - 1;
      row.origin_ms = row.day * BW_TIME_DAY + 22 * BW_TIME_HOUR;
      row.known_ms = day * BW_TIME_DAY + 8 * BW_TIME_HOUR;
      row.x = log (g_ascii_strtod (cells[2], NULL));
      row.has_hr = hr_day == day - 1;
      row.hr_bpm = hr;
      g_array_append_val (g_ptr_array_index (people, people->len - 1), row);
      if (*cells[5] != '\0')
        {
          hr = g_ascii_strtod (cells[5], NULL);
          hr_day = day;
        }
    }
  return people;
}

/* The nights of one simulated person, forecast at @hour o'clock. */
static GArray *
simulate_person (guint64 seed,
                 int     hour)
{
  BwSimulateOptions options;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  BwUsualNight usual;
  gint64 at_ms;

  bw_simulate_options_init (&options, seed);
  options.days = SIMULATED_DAYS;
  options.traits.strain_law = seed % 2 ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
  bw_simulate_traits_randomise (&options.traits, seed);
  hourly = bw_test_hourly_simulate (&options);
  bw_test_hourly_add_nights (hourly, &options);
  series = bw_series_new (hourly);
  at_ms = (options.first_day + options.days - 1) * BW_TIME_DAY + hour * BW_TIME_HOUR;
  bw_usual_night_init (&usual, hourly->nights, hourly->zone, at_ms);
  return bw_nights_get_rows (series, at_ms, 0, &usual);
}

static GPtrArray *
simulate_people (guint64 seed)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint p = 0; p < SIMULATED_PEOPLE; p++)
    g_ptr_array_add (people, simulate_person (seed + p, p % 4 < 2 ? 8 : 21));
  return people;
}

static GArray *
run (GArray       *rows,
     const double *prior)
{
  return bw_night_model_run ((const BwNightRow *) (void *) rows->data, rows->len, prior);
}

/* Ridge regression over the nights of all people but @left_out (or nobody). */
static void
fit_prior (GPtrArray *people,
           guint      left_out,
           double     prior[BW_NIGHT_SIGNS])
{
  const double none[BW_NIGHT_SIGNS] = { 0 };
  double a[BW_NIGHT_SIGNS * BW_NIGHT_SIGNS] = { 0 }, b[BW_NIGHT_SIGNS] = { 0 };
  gsl_matrix_view matrix = gsl_matrix_view_array (a, BW_NIGHT_SIGNS, BW_NIGHT_SIGNS);
  gsl_vector_view right = gsl_vector_view_array (b, BW_NIGHT_SIGNS);
  gsl_vector_view solved = gsl_vector_view_array (prior, BW_NIGHT_SIGNS);

  for (guint p = 0; p < people->len; p++)
    {
      GArray *rows = g_ptr_array_index (people, p);
      g_autoptr (GArray) steps = p != left_out ? run (rows, none) : NULL;

      for (guint s = 0; steps != NULL && s < steps->len; s++)
        {
          const BwNightStep *step = &g_array_index (steps, BwNightStep, s);
          const BwNightRow *row = &g_array_index (rows, BwNightRow, step->row);
          double z = CLAMP ((row->x - step->usual) / step->spread, -3, 3);

          if (!row->has_x)
            continue;
          for (int i = 0; i < BW_NIGHT_SIGNS; i++)
            {
              for (int j = 0; j < BW_NIGHT_SIGNS; j++)
                a[i * BW_NIGHT_SIGNS + j] += step->sign[i] * step->sign[j];
              b[i] += step->sign[i] * z;
            }
        }
    }
  for (int i = 0; i < BW_NIGHT_SIGNS; i++)
    a[i * BW_NIGHT_SIGNS + i] += POOLED_LAMBDA;
  gsl_linalg_cholesky_decomp1 (&matrix.matrix);
  gsl_linalg_cholesky_solve (&matrix.matrix, &right.vector, &solved.vector);
}

/* The last nights of one person. */
static void
judge (GArray       *judged,
       guint         person,
       GArray       *rows,
       const double *prior)
{
  g_autoptr (GArray) steps = run (rows, prior);
  guint first = (guint) ceil ((1 - HELD_OUT) * rows->len);

  for (guint s = 0; s < steps->len; s++)
    {
      const BwNightStep *step = &g_array_index (steps, BwNightStep, s);
      const BwNightRow *row = &g_array_index (rows, BwNightRow, step->row);
      BwBand band = { .outcome = row->x, .median = step->median, .band_low = step->low,
                      .band_high = step->high };
      BwBand usual = { .outcome = row->x, .median = step->usual, .band_low = step->usual_low,
                       .band_high = step->usual_high };
      double green, yellow;
      Judged one;

      if (step->row < first || step->n_nights < BW_NIGHT_MIN_NIGHTS || !row->has_x)
        continue;
      one = (Judged){
        .person = person,
        .issued_ms = row->origin_ms,
        .loss = bw_band_pinball (&band),
        .rival = bw_band_pinball (&usual),
        .inside = row->x >= step->low && row->x <= step->high,
        .rival_inside = row->x >= step->usual_low && row->x <= step->usual_high,
        .red = (row->x - step->mean) / step->spread < -1.5,
      };
      bw_night_probabilities (step, &green, &yellow, &one.p_red);
      g_array_append_val (judged, one);
    }
}

static double
area (GArray *judged)
{
  double wins = 0;
  guint pairs = 0;

  for (guint i = 0; i < judged->len; i++)
    for (guint j = 0; j < judged->len; j++)
      {
        const Judged *a = &g_array_index (judged, Judged, i);
        const Judged *b = &g_array_index (judged, Judged, j);

        if (!a->red || b->red)
          continue;
        wins += a->p_red > b->p_red ? 1 : a->p_red < b->p_red ? 0 : 0.5;
        pairs++;
      }
  return pairs > 0 ? wins / pairs : (double) NAN;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The area under the red nights' receiver operating characteristic, whole people drawn anew. */
static double
area_bootstrap (GArray *judged,
                guint   n_people,
                double *low,
                double *high)
{
  g_autofree double *draws = g_new (double, DRAWS / 4);
  GRand *rand = bw_random_new (1, "night-area");
  guint n = 0;

  for (guint d = 0; d < DRAWS / 4; d++)
    {
      g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (Judged));

      for (guint i = 0; i < n_people; i++)
        {
          guint p = (guint) g_rand_int_range (rand, 0, (gint32) n_people);

          for (guint j = 0; j < judged->len; j++)
            if (g_array_index (judged, Judged, j).person == p)
              g_array_append_val (drawn, g_array_index (judged, Judged, j));
        }
      draws[n] = area (drawn);
      n += isfinite (draws[n]);
    }
  g_rand_free (rand);
  qsort (draws, n, sizeof *draws, compare_doubles);
  *low = draws[(guint) (0.025 * n)];
  *high = draws[(guint) (0.975 * n) - 1];
  return area (judged);
}

static double
below_rival (const double *sums,
             gconstpointer data)
{
  return 100 * (sums[0] / sums[1] - 1);
}

static void
print_rows (const char *name,
            GArray     *judged,
            guint       n_people,
            gboolean    barred)
{
  g_autoptr (SkillWeeks) weeks = skill_weeks_new (2);
  g_autofree char *pinball = g_strdup_printf ("%s: pinball", name);
  g_autofree char *red = NULL;
  guint inside = 0, rival_inside = 0, n_red = 0;
  double figure, low, high;

  for (guint i = 0; i < judged->len; i++)
    {
      const Judged *one = &g_array_index (judged, Judged, i);
      double loss[2] = { one->loss, one->rival };

      skill_weeks_add (weeks, one->person, one->issued_ms, loss);
      inside += one->inside;
      rival_inside += one->rival_inside;
      n_red += one->red;
    }
  figure = skill_weeks_bootstrap (weeks, below_rival, NULL, &low, &high);
  skill_row (pinball, figure, low, high, "%", barred ? "≤ −6, < 0" : NULL,
             figure <= -6 && high < 0);
  red = g_strdup_printf ("%s: AUC of %u red in %u", name, n_red, judged->len);
  figure = area_bootstrap (judged, n_people, &low, &high);
  skill_row (red, figure, low, high, "", barred ? "≥ 0.68" : NULL, figure >= 0.68);
  if (barred)
    {
      skill_row ("  80 % band held", 100.0 * inside / judged->len, NAN, NAN, "%", NULL, FALSE);
      skill_row ("  80 % band of the 60-day median held", 100.0 * rival_inside / judged->len, NAN,
                 NAN, "%", NULL, FALSE);
    }
}

static void
judge_all (const char   *name,
           GPtrArray    *people,
           const double *prior,
           gboolean      barred)
{
  g_autoptr (GArray) judged = g_array_new (FALSE, TRUE, sizeof (Judged));

  for (guint p = 0; p < people->len; p++)
    judge (judged, p, g_ptr_array_index (people, p), prior);
  print_rows (name, judged, people->len, barred);
}

static void
print_prior (const char   *name,
             const double *prior)
{
  g_print ("%s: %.2f %.2f %.2f %.2f %.2f\n", name, prior[0], prior[1], prior[2], prior[3],
           prior[4]);
}

/* The 0.8 quantile of |x − forecast| / spread where there are 14 … 29 nights before. */
static void
print_margins (GPtrArray    *people,
               const double *prior)
{
  g_autoptr (GArray) model = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) usual = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint p = 0; p < people->len; p++)
    {
      GArray *rows = g_ptr_array_index (people, p);
      g_autoptr (GArray) steps = run (rows, prior);

      for (guint s = 0; s < steps->len; s++)
        {
          const BwNightStep *step = &g_array_index (steps, BwNightStep, s);
          const BwNightRow *row = &g_array_index (rows, BwNightRow, step->row);
          double r = fabs (row->x - step->median) / step->spread;
          double u = fabs (row->x - step->usual) / step->spread;

          if (!row->has_x || step->n_nights < 14 || step->n_nights > 29)
            continue;
          g_array_append_val (model, r);
          g_array_append_val (usual, u);
        }
    }
  g_array_sort (model, compare_doubles);
  g_array_sort (usual, compare_doubles);
  g_print ("margins under 30 nights: %.2f, of the 60-day median %.2f\n",
           g_array_index (model, double, model->len * 8 / 10),
           g_array_index (usual, double, usual->len * 8 / 10));
}

void
skill_night (void)
{
  const double none[BW_NIGHT_SIGNS] = { 0 };
  g_autofree char *path = bw_test_shared ("data/rmssd/lifesnaps-nightly.csv");
  g_autoptr (GPtrArray) simulated = simulate_people (3000), tried = simulate_people (4000);
  g_autoptr (GPtrArray) people = read_people (path);
  g_autoptr (GArray) judged = g_array_new (FALSE, TRUE, sizeof (Judged));
  double simulated_prior[BW_NIGHT_SIGNS];

  fit_prior (simulated, G_MAXUINT, simulated_prior);
  skill_heading ("The next night against the 60-day median");
  judge_all ("simulated people, as shipped", tried, bw_night_prior, FALSE);
  judge_all ("simulated people, β₀ = 0", tried, none, FALSE);
  if (people->len == 0)
    {
      g_print ("The nightly values are absent: ../shared/data/rmssd/lifesnaps-nightly.csv\n");
      return;
    }

  judge_all ("people, as shipped", people, bw_night_prior, TRUE);
  judge_all ("people, β₀ = 0", people, none, FALSE);
  judge_all ("people, β₀ of simulated people", people, simulated_prior, FALSE);
  for (guint p = 0; p < people->len; p++)
    {
      double others[BW_NIGHT_SIGNS];

      fit_prior (people, p, others);
      judge (judged, p, g_ptr_array_index (people, p), others);
    }
  print_rows ("people, β₀ of the other people", judged, people->len, FALSE);
  for (guint p = 0; p < people->len; p++)
    {
      GArray *rows = g_ptr_array_index (people, p);

      for (guint i = 0; i < rows->len; i++)
        g_array_index (rows, BwNightRow, i).has_hr = FALSE;
    }
  judge_all ("people, as shipped but no heart rate", people, bw_night_prior, FALSE);
  print_prior ("β₀ of simulated people", simulated_prior);
  print_prior ("β₀ as shipped", bw_night_prior);
  print_margins (simulated, bw_night_prior);
}
