/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest-private.h"

#include <glib/gi18n-lib.h>

/* Fewer of the days than this had a forecast: no running coverage. */
#define MIN_COVERAGE_TARGETS 40

BwBacktestModel *
bw_backtest_model_new (const char *id,
                       guint       n_days)
{
  BwBacktestModel *self = g_new0 (BwBacktestModel, 1);

  self->id = g_strdup (id);
  self->inside = g_new0 (guint, n_days + 1);
  self->loss = g_new0 (double, n_days + 1);
  return self;
}

void
bw_backtest_model_free (BwBacktestModel *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->inside);
  g_free (self->loss);
  g_free (self);
}

const char *
bw_backtest_model_get_title (const BwBacktestModel *self)
{
  static const char *const titles[BW_N_RIVALS] = {
    [BW_RIVAL_PERSISTENCE] = N_("Your last reading"),
    [BW_RIVAL_SEASONAL] = N_("Your last reading at this hour"),
    [BW_RIVAL_MEDIAN] = N_("Your 14-day median"),
    [BW_RIVAL_PROFILE] = N_("Your usual day"),
    [BW_RIVAL_DAMPED] = N_("Your fading last reading"),
    [BW_RIVAL_LEVEL] = N_("Your recent level"),
    [BW_RIVAL_RIDGE] = N_("Ridge regression"),
    [BW_RIVAL_AVERAGE] = N_("Average of three"),
  };
  BwRival rival;

  return bw_rival_from_id (self->id, &rival) ? _(titles[rival]) : _("LSTM");
}

const char *
bw_backtest_block_get_name (int block)
{
  static const char *const names[BW_CONFORMAL_BLOCKS] = { "1–6", "7–12", "13–24" };

  return names[block];
}

BwBacktest *
bw_backtest_new (void)
{
  BwBacktest *self = g_new0 (BwBacktest, 1);

  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_backtest_model_free);
  return self;
}

void
bw_backtest_free (BwBacktest *self)
{
  if (self == NULL)
    return;
  g_free (self->fingerprint);
  g_free (self->shown);
  g_free (self->days);
  g_free (self->day_targets);
  g_ptr_array_unref (self->models);
  g_free (self);
}

const BwBacktestModel *
bw_backtest_get_model (const BwBacktest *self,
                       const char       *id)
{
  for (guint i = 0; i < self->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (self->models, i);

      if (g_strcmp0 (model->id, id) == 0)
        return model;
    }
  return NULL;
}

const BwBacktestModel *
bw_backtest_get_shown (const BwBacktest *self)
{
  return bw_backtest_get_model (self, self->shown);
}

const BwBacktestModel *
bw_backtest_get_best (const BwBacktest *self)
{
  const BwBacktestModel *best = NULL;

  for (guint i = 0; i < self->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (self->models, i);

      if (best == NULL || model->all.pinball < best->all.pinball)
        best = model;
    }
  return best;
}

gboolean
bw_backtest_running_coverage (const BwBacktest      *self,
                              const BwBacktestModel *model,
                              guint                  day,
                              double                *coverage)
{
  guint inside = 0, n = 0;

  g_return_val_if_fail (day < self->n_days, FALSE);

  if (self->days[day] - self->days[0] < BW_BACKTEST_COVERAGE_DAYS - 1)
    return FALSE;
  for (guint i = day + 1; i > 0 && self->days[day] - self->days[i - 1] < BW_BACKTEST_COVERAGE_DAYS;
       i--)
    {
      inside += model->inside[i - 1];
      n += self->day_targets[i - 1];
    }
  if (n < MIN_COVERAGE_TARGETS)
    return FALSE;
  *coverage = (double) inside / n;
  return TRUE;
}
