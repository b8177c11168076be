/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What the forecast is worth: figures with intervals beside the bars they are to meet. Arguments
 * choose sections, none means all. A fixed seed everywhere: the same table on the same machine. */

#include "skill.h"

#include "base/bw-random.h"
#include "base/bw-time.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define DRAWS 2000

static const struct
{
  const char *name;
  void (*run) (void);
} sections[] = {
  { "simulated", skill_simulated },
  { "biostrap", skill_biostrap },
  { "bands", skill_bands },
  { "night", skill_night },
  { "score", skill_score },
  { "ablation", skill_ablation },
};

void
skill_heading (const char *title)
{
  g_print ("\n%s\n%-62s %9s  %-19s %-10s %s\n", title, "", "figure", "95 % interval", "bar", "met");
}

void
skill_row (const char *what,
           double      figure,
           double      low,
           double      high,
           const char *unit,
           const char *bar,
           gboolean    met)
{
  g_autofree char *value = g_strdup_printf ("%.*f %s", fabs (figure) < 1 ? 3 : 1, figure, unit);
  g_autofree char *interval = isfinite (low) && isfinite (high)
                                  ? g_strdup_printf ("[%.*f, %.*f]", fabs (figure) < 1 ? 3 : 1, low,
                                                     fabs (figure) < 1 ? 3 : 1, high)
                                  : g_strdup ("");

  g_print ("%-62s %9s  %-19s %-10s %s\n", what, value, interval, bar != NULL ? bar : "",
           bar == NULL ? "" : met ? "yes" : "NO");
}

SkillWeeks *
skill_weeks_new (guint n_models)
{
  SkillWeeks *self = g_new0 (SkillWeeks, 1);

  self->n_models = n_models;
  self->person = g_array_new (FALSE, TRUE, sizeof (guint));
  self->week = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->loss = g_array_new (FALSE, TRUE, sizeof (double));
  return self;
}

void
skill_weeks_free (SkillWeeks *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->person);
  g_array_unref (self->week);
  g_array_unref (self->loss);
  g_free (self);
}

void
skill_weeks_add (SkillWeeks   *self,
                 guint         person,
                 gint64        issued_ms,
                 const double *loss)
{
  gint64 week = issued_ms / (7 * BW_TIME_DAY);
  guint n = self->person->len;
  double *sums;

  if (n == 0 || g_array_index (self->person, guint, n - 1) != person
      || g_array_index (self->week, gint64, n - 1) != week)
    {
      g_array_append_val (self->person, person);
      g_array_append_val (self->week, week);
      g_array_set_size (self->loss, (n + 1) * self->n_models);
      n++;
    }
  sums = (double *) (void *) self->loss->data + (n - 1) * self->n_models;
  for (guint i = 0; i < self->n_models; i++)
    sums[i] += loss[i];
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
skill_weeks_bootstrap (const SkillWeeks *self,
                       SkillStatistic    statistic,
                       gconstpointer     data,
                       double           *low,
                       double           *high)
{
  const double *loss = (const double *) (void *) self->loss->data;
  guint n = self->person->len, n_people = 0;
  g_autofree guint *first = g_new (guint, n + 1);
  g_autofree double *sums = g_new0 (double, self->n_models), *draws = g_new (double, DRAWS);
  GRand *rand = bw_random_new (1, "skill");
  double figure;

  for (guint i = 0; i < n; i++)
    {
      if (i == 0
          || g_array_index (self->person, guint, i) != g_array_index (self->person, guint, i - 1))
        first[n_people++] = i;
      for (guint m = 0; m < self->n_models; m++)
        sums[m] += loss[i * self->n_models + m];
    }
  first[n_people] = n;
  figure = statistic (sums, data);

  for (guint d = 0; d < DRAWS; d++)
    {
      memset (sums, 0, self->n_models * sizeof *sums);
      for (guint i = 0; i < n_people; i++)
        {
          guint p = (guint) g_rand_int_range (rand, 0, (gint32) n_people);
          guint weeks = first[p + 1] - first[p];

          for (guint j = 0; j < weeks; j++)
            {
              guint row = first[p] + (guint) g_rand_int_range (rand, 0, (gint32) weeks);

              for (guint m = 0; m < self->n_models; m++)
                sums[m] += loss[row * self->n_models + m];
            }
        }
      draws[d] = statistic (sums, data);
    }
  g_rand_free (rand);
  qsort (draws, DRAWS, sizeof *draws, compare_doubles);
  *low = draws[(guint) (0.025 * DRAWS)];
  *high = draws[(guint) (0.975 * DRAWS) - 1];
  return figure;
}

int
main (int    argc,
      char **argv)
{
  gboolean known = argc < 2;

  setlocale (LC_ALL, "");

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      gboolean wanted = argc < 2;

      for (int a = 1; a < argc; a++)
        wanted |= g_str_equal (argv[a], sections[i].name);
      if (wanted)
        sections[i].run ();
      known |= wanted;
    }
  if (!known)
    g_printerr ("There is no such section.\n");
  return known ? 0 : 2;
}
