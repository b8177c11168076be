/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The one table of what the forecast is worth. Each section prints its rows: what, figure, 95 %
 * interval, bar, whether it is met. */

void skill_simulated (void);
void skill_biostrap (void);
void skill_bands (void);
void skill_night (void);
void skill_score (void);
void skill_ablation (void);

void skill_heading (const char *title);

/* @low, @high: ±∞ where there is no interval. @bar: (nullable): as text, where there is one. */
void skill_row (const char *what,
                double      figure,
                double      low,
                double      high,
                const char *unit,
                const char *bar,
                gboolean    met);

/* One row of losses: the sums of a week of one person under each of some models. */
typedef struct
{
  guint n_models;
  GArray *person;  /* (element-type guint) */
  GArray *week;    /* (element-type gint64) */
  GArray *loss;    /* (element-type double): n_models a row */
} SkillWeeks;

SkillWeeks *skill_weeks_new (guint n_models);
void skill_weeks_free (SkillWeeks *self);

/* Adds to the week of @issued_ms of @person; calls are in the order of time. */
void skill_weeks_add (SkillWeeks   *self,
                      guint         person,
                      gint64        issued_ms,
                      const double *loss);

/* Statistic of the sums over all rows. */
typedef double (*SkillStatistic) (const double *sums,
                                  gconstpointer data);

/* The statistic, and its 95 % interval when people are drawn anew, and of each its weeks. */
double skill_weeks_bootstrap (const SkillWeeks *self,
                              SkillStatistic    statistic,
                              gconstpointer     data,
                              double           *low,
                              double           *high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkillWeeks, skill_weeks_free)

G_END_DECLS
