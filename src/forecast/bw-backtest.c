/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-verdict.h"

#include <glib/gi18n-lib.h>

/* --- What came of it -------------------------------------------------------------------------- */

/* The tested targets and the days they were issued on. */
static void
count_targets (BwBacktest          *self,
               const BwBacktestRun *run,
               guint                first)
{
  g_autoptr (GHashTable) hours = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 issued_ms = G_MININT64, day = G_MININT64;

  for (guint i = first; i < run->targets->len; i++)
    {
      const BwTarget *target = &g_array_index (run->targets, BwTarget, i);

      g_hash_table_add (hours, GUINT_TO_POINTER (target->hour_index));
      if (target->issued_ms != issued_ms)
        {
          issued_ms = target->issued_ms;
          self->n_origins++;
          if (day != bw_time_local_day (run->series->hourly->zone, issued_ms))
            {
              const guint none = 0;

              day = bw_time_local_day (run->series->hourly->zone, issued_ms);
              g_array_append_val (days, day);
              g_array_append_val (counts, none);
            }
        }
      g_array_index (counts, guint, counts->len - 1)++;
    }
  self->n_targets = run->targets->len - first;
  self->n_hours = g_hash_table_size (hours);
  self->n_days = days->len;
  self->days = (gint64 *) (void *) g_array_free (g_steal_pointer (&days), FALSE);
  self->day_targets = (guint *) (void *) g_array_free (g_steal_pointer (&counts), FALSE);
}

static void
add_model (BwBacktest          *self,
           const BwBacktestRun *run,
           const char          *id,
           const BwBand        *bands,
           const BwBand        *average,
           const BwBand        *profile,
           guint                first)
{
  BwBacktestModel *model = bw_backtest_model_new (id, self->n_days);
  double naive_mae = bw_backtest_naive_mae (run->targets, first);
  guint day = 0, left = self->n_days > 0 ? self->day_targets[0] : 0;

  for (int b = -1; b < BW_CONFORMAL_BLOCKS; b++)
    bw_backtest_score (b < 0 ? &model->all : &model->by_block[b], run->targets, bands, average,
                       profile, first, b, naive_mae, run->options->seed);
  for (guint i = first; i < run->targets->len; i++)
    {
      if (left == 0)
        left = self->day_targets[++day];
      left--;
      model->inside[day] += bands[i].outcome >= bands[i].band_low
                            && bands[i].outcome <= bands[i].band_high;
      model->loss[day] += bw_band_pinball (&bands[i])
                          * g_array_index (run->targets, BwTarget, i).spread;
    }
  g_ptr_array_add (self->models, model);
}

/* What is shown is what the gate says, as it says it where a forecast is made. */
static void
choose_shown (BwBacktest *self)
{
  const BwBacktestModel *net = bw_backtest_get_model (self, BW_BACKTEST_LSTM);

  self->shown = g_strdup (net != NULL && bw_gate_passes (&net->all.vs_average)
                              ? BW_BACKTEST_LSTM : bw_rival_get_id (BW_RIVAL_AVERAGE));
}

static gboolean
score_models (BwBacktest           *self,
              const BwBacktestRun  *run,
              GError              **error)
{
  g_autofree BwBand *average = NULL, *profile = NULL;
  guint first = bw_verdict_first_issued (run->targets, run->from_ms);

  count_targets (self, run, first);
  if (self->n_targets < BW_BACKTEST_MIN_TARGETS
      || self->days[self->n_days - 1] - self->days[0] < 7 * (BW_BACKTEST_MIN_WEEKS - 1))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW,
                           _("There are too few days with readings to test on: it takes two weeks to "
                             "learn what is usual for you, and three weeks after them."));
      return FALSE;
    }

  average = bw_issue_rival_bands (run->targets, BW_RIVAL_AVERAGE, NULL);
  profile = bw_issue_rival_bands (run->targets, BW_RIVAL_PROFILE, NULL);
  for (int r = 0; r < BW_N_RIVALS; r++)
    {
      g_autofree BwBand *own = NULL;
      const BwBand *bands = r == BW_RIVAL_AVERAGE ? average : profile;

      if (r != BW_RIVAL_AVERAGE && r != BW_RIVAL_PROFILE)
        bands = own = bw_issue_rival_bands (run->targets, (BwRival) r, NULL);
      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      add_model (self, run, bw_rival_get_id ((BwRival) r), bands, average, profile, first);
      bw_progress_update (run->progress, (r + 1.0) / (BW_N_RIVALS + 1));
    }
  if (run->fits != NULL)
    {
      const BwBacktestFit *fit = &g_array_index (run->fits, BwBacktestFit, 0);
      guint warm = bw_verdict_first_issued (run->targets, fit->first_ms);
      g_autoptr (BwConformal) conformal = bw_conformal_new ();

      bw_conformal_run (conformal, run->net_bands + warm, run->targets->len - warm);
      add_model (self, run, BW_BACKTEST_LSTM, run->net_bands, average, profile, first);
    }
  choose_shown (self);
  return TRUE;
}

/* --- The run ---------------------------------------------------------------------------------- */

static void
fit_clear (gpointer data)
{
  bw_forecast_net_free (((BwBacktestFit *) data)->net);
}

GArray *
bw_backtest_plan_fits (gint64 from_ms,
                       gint64 to_ms)
{
  GArray *fits = g_array_new (FALSE, TRUE, sizeof (BwBacktestFit));

  g_array_set_clear_func (fits, fit_clear);
  for (gint64 at_ms = from_ms; at_ms < to_ms; at_ms += BW_BACKTEST_NET_DAYS * BW_TIME_DAY)
    {
      BwBacktestFit fit = {
        .at_ms = at_ms,
        .until_ms = MIN (to_ms, at_ms + BW_BACKTEST_NET_DAYS * BW_TIME_DAY),
        .first_ms = at_ms,
      };

      g_array_append_val (fits, fit);
    }
  return fits;
}

gboolean
bw_backtest_load (BwForecastData           *data,
                  gint64                   *from_ms,
                  BwLibrary                *library,
                  const BwBacktestOptions  *options,
                  GCancellable             *cancellable,
                  GError                  **error)
{
  guint days = options->days > 0 ? options->days : BW_BACKTEST_MAX_DAYS;
  gint64 first_ms;
  guint hour;

  if (!bw_forecast_data_load (data, library, options->measure, G_MAXINT64,
                              BW_FORECAST_TRAIN_DAYS + days, cancellable, error))
    return FALSE;
  if (options->days == 0)
    {
      hour = (guint) ((1 - BW_BACKTEST_SHARE) * (data->series->n_hours - 1));
      first_ms = MAX (data->series->hours[hour].start_ms, data->at_ms - days * BW_TIME_DAY);
    }
  else
    first_ms = MAX (data->series->hours[0].start_ms, data->at_ms - days * BW_TIME_DAY);
  *from_ms = first_ms;
  return TRUE;
}

void
bw_backtest_run_clear (BwBacktestRun *run)
{
  g_clear_pointer (&run->targets, g_array_unref);
  g_clear_pointer (&run->fits, g_array_unref);
  g_clear_pointer (&run->net_bands, g_free);
}

BwBacktest *
bw_backtest_run (BwLibrary                *library,
                 const BwBacktestOptions  *options,
                 BwProgress               *progress,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  gint64 began_us = g_get_monotonic_time ();
  g_auto (BwForecastData) data = { 0 };
  g_auto (BwBacktestRun) run = { 0 };
  g_autoptr (BwBacktest) self = bw_backtest_new ();

  g_return_val_if_fail (library != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->stride_hours <= 24, NULL);

  bw_progress_begin_stage (progress, _("Reading your data"), BW_BACKTEST_SHARE_READING);
  run.library = library;
  run.progress = progress;
  run.cancellable = cancellable;
  self->options = *options;
  if (self->options.stride_hours == 0)
    self->options.stride_hours = BW_BACKTEST_STRIDE_HOURS;
  run.options = &self->options;
  if (!bw_backtest_load (&data, &run.from_ms, library, options, cancellable, error))
    return NULL;
  run.series = data.series;
  run.to_ms = data.at_ms;
  self->net = !options->nets ? BW_BACKTEST_NET_LEFT_OUT
              : bw_forecast_net_can_train (data.series, run.from_ms) ? BW_BACKTEST_NET_TRIED
                                                                     : BW_BACKTEST_NET_TOO_FEW;
  if (self->net == BW_BACKTEST_NET_TRIED)
    run.fits = bw_backtest_plan_fits (run.from_ms, run.to_ms);

  self->options.measure = data.hourly->measure;
  self->offset_min = bw_time_offset (data.hourly->zone, data.at_ms);
  self->from_ms = run.from_ms;
  self->to_ms = run.to_ms;
  self->fingerprint = bw_backtest_make_fingerprint (&data);

  if (!bw_backtest_run_models (&run, error))
    return NULL;
  if (self->net == BW_BACKTEST_NET_TRIED && run.fits == NULL)
    self->net = BW_BACKTEST_NET_TOO_FEW;
  bw_progress_begin_stage (progress, _("Comparing them"), BW_BACKTEST_SHARE_SCORES);
  if (!score_models (self, &run, error))
    return NULL;
  self->seconds = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  return g_steal_pointer (&self);
}
