/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-backtest-private.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "forecast/bw-forecast-start.h"
#include "forecast/bw-verdict.h"

#include <glib/gi18n-lib.h>

/* The rolling origins and the nets are of no account to each other and go side by side: so many at a
 * time. */
#define MAX_THREADS 2

/* What the rolling origins take, in trainings of a net. A guess; only the time left feels it. */
#define ROLLING_WORK 1.0

#define SHARE_READING 0.05
#define SHARE_NETS_FORECAST 0.05
#define SHARE_SCORES 0.05

/* What the LSTM begins with has to be made where the library keeps none: that takes as long as this part of
 * the whole. */
#define SHARE_START 0.45

typedef struct _Run Run;

/* One of the parts that go side by side. */
typedef struct
{
  Run *run;
  BwBacktestFit *fit;    /* (nullable): a net; %NULL for the rolling origins */
  double work;           /* its share of all */
  BwProgress *progress;
} Part;

struct _Run
{
  const BwBacktestOptions *options;
  const BwSeries *series;
  gint64 from_ms, to_ms;

  GArray *targets;       /* (element-type BwTarget) */
  GArray *fits;          /* (element-type BwBacktestFit); %NULL without nets */
  BwForecastNet *start;  /* (nullable): what they begin with */
  BwBand *net_bands;     /* (array length=targets->len) */

  /* What the parts share. */
  GCancellable *cancellable;
  BwProgress *progress;
  GMutex mutex;
  GPtrArray *parts;      /* (element-type Part) */
  GError *error;         /* of the part that failed first */
};

/* --- Parts side by side ----------------------------------------------------------------------- */

static void
part_free (gpointer data)
{
  Part *part = data;

  bw_progress_set_notify (part->progress, NULL, NULL);
  bw_progress_unref (part->progress);
  g_free (part);
}

static void
on_part_progress (BwProgress *progress,
                  gpointer    data)
{
  Run *run = data;
  double done = 0;

  for (guint i = 0; i < run->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (run->parts, i);
      g_auto (BwProgressState) state = { 0 };

      bw_progress_get_state (part->progress, &state);
      done += part->work * MAX (state.fraction, 0);
    }
  bw_progress_update (run->progress, done);
}

static void
add_part (Run           *run,
          BwBacktestFit *fit,
          double         work)
{
  Part *part = g_new0 (Part, 1);

  part->run = run;
  part->fit = fit;
  part->work = work;
  part->progress = bw_progress_new ();
  bw_progress_begin_stage (part->progress, NULL, 1);
  g_ptr_array_add (run->parts, part);
}

static void
on_cancelled (GCancellable *cancellable,
              GCancellable *of_parts)
{
  g_cancellable_cancel (of_parts);
}

/* The first failure is told, and ends the others. */
static void
fail (Run    *run,
      GError *error)
{
  g_mutex_lock (&run->mutex);
  if (run->error == NULL)
    run->error = error;
  else
    g_error_free (error);
  g_mutex_unlock (&run->mutex);
  g_cancellable_cancel (run->cancellable);
}

/* Does all parts with @work on threads. Returns: %FALSE with @error */
static gboolean
run_parts (Run     *run,
           GFunc    work,
           GError **error)
{
  double all = 0;
  GThreadPool *pool = g_thread_pool_new (work, run, MAX_THREADS, FALSE, NULL);

  for (guint i = 0; i < run->parts->len; i++)
    all += ((Part *) g_ptr_array_index (run->parts, i))->work;
  for (guint i = 0; i < run->parts->len; i++)
    {
      Part *part = g_ptr_array_index (run->parts, i);

      part->work /= all;
      bw_progress_set_notify (part->progress, on_part_progress, run);
    }
  for (guint i = 0; i < run->parts->len; i++)
    g_thread_pool_push (pool, g_ptr_array_index (run->parts, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  g_ptr_array_set_size (run->parts, 0);
  if (run->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&run->error));
  return FALSE;
}

static void
do_part (gpointer data,
         gpointer user_data)
{
  Part *part = data;
  Run *run = user_data;
  BwBacktestFit *fit = part->fit;
  GError *error = NULL;

  if (fit == NULL)
    {
      run->targets = bw_rolling (run->series,
                                 run->from_ms - BW_ISSUE_ORIGIN_DAYS * BW_TIME_DAY, run->to_ms,
                                 run->options->stride_hours, part->progress, run->cancellable,
                                 &error);
    }
  else
    {
      BwForecastNetOptions options = {
        .preset = run->options->preset,
        .seed = run->options->seed,
        .start = run->start,
      };
      BwForecastNetStats stats;

      fit->net = bw_forecast_net_train (run->series, fit->at_ms, &options, &stats, NULL, 1,
                                        part->progress, run->cancellable, &error);

      /* The outcomes that its weights have not seen warm the bands up. */
      if (fit->net != NULL && fit->at_ms == run->from_ms)
        fit->first_ms = stats.validation_ms;
    }
  if (error != NULL)
    fail (run, error);
  else
    bw_progress_update (part->progress, 1);
}

static void
predict_part (gpointer data,
              gpointer user_data)
{
  Part *part = data;
  Run *run = user_data;
  GError *error = NULL;

  if (!bw_verdict_make_bands (run->net_bands, part->fit->net, run->series, run->targets,
                              bw_verdict_first_issued (run->targets, part->fit->first_ms),
                              bw_verdict_first_issued (run->targets, part->fit->until_ms),
                              run->cancellable, &error))
    fail (run, error);
  else
    bw_progress_update (part->progress, 1);
}

/* What the nets begin with. @left: what is left of the whole for the rest */
static gboolean
get_start (Run        *run,
           BwLibrary  *library,
           double     *left,
           GError    **error)
{
  g_autoptr (GError) local = NULL;

  *left = 1 - SHARE_READING - SHARE_NETS_FORECAST - SHARE_SCORES;
  if (run->fits == NULL || run->options->nets_from_zero
      || run->options->preset != BW_PRESET_DEFAULT)
    return TRUE;
  run->start = bw_forecast_start_read (library, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (run->start != NULL)
    return TRUE;
  *left -= SHARE_START;
  run->start = bw_forecast_start_get (library, FALSE, SHARE_START, run->progress, run->cancellable,
                                      error);
  return run->start != NULL;
}

/* The rolling origins and the nets, then what the nets say at their origins. */
static gboolean
run_models (Run        *run,
            BwLibrary  *library,
            GError    **error)
{
  double left;

  if (!get_start (run, library, &left, error))
    return FALSE;
  bw_progress_begin_stage (run->progress, _("Trying all models on days they had not seen"), left);
  add_part (run, NULL, ROLLING_WORK);
  for (guint i = 0; run->fits != NULL && i < run->fits->len; i++)
    add_part (run, &g_array_index (run->fits, BwBacktestFit, i), 1);
  if (!run_parts (run, do_part, error))
    return FALSE;
  bw_progress_begin_stage (run->progress, _("Forecasting with the LSTM"), SHARE_NETS_FORECAST);
  if (run->fits == NULL)
    return TRUE;
  run->net_bands = g_new0 (BwBand, run->targets->len + 1);
  for (guint i = 0; i < run->fits->len; i++)
    add_part (run, &g_array_index (run->fits, BwBacktestFit, i), 1);
  return run_parts (run, predict_part, error);
}

static void
fit_clear (gpointer data)
{
  bw_forecast_net_free (((BwBacktestFit *) data)->net);
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->targets, g_array_unref);
  g_clear_pointer (&run->fits, g_array_unref);
  g_clear_pointer (&run->parts, g_ptr_array_unref);
  g_clear_pointer (&run->start, bw_forecast_net_free);
  g_clear_object (&run->cancellable);
  g_clear_error (&run->error);
  g_mutex_clear (&run->mutex);
  g_free (run->net_bands);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

/* --- What came of it -------------------------------------------------------------------------- */

/* The tested targets and the days they were issued on. */
static void
count_targets (BwBacktest *self,
               const Run  *run,
               guint       first)
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
add_model (BwBacktest   *self,
           const Run    *run,
           const char   *id,
           const BwBand *bands,
           const BwBand *average,
           const BwBand *profile,
           guint         first)
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
score_models (BwBacktest  *self,
              Run         *run,
              GError     **error)
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

BwBacktest *
bw_backtest_run (BwLibrary                *library,
                 const BwBacktestOptions  *options,
                 BwProgress               *progress,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  gint64 began_us = g_get_monotonic_time ();
  g_auto (BwForecastData) data = { 0 };
  g_auto (Run) run = { 0 };
  g_autoptr (BwBacktest) self = bw_backtest_new ();
  gulong chain = 0;
  gboolean done;

  g_return_val_if_fail (library != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->stride_hours <= 24, NULL);

  bw_progress_begin_stage (progress, _("Reading your data"), SHARE_READING);
  g_mutex_init (&run.mutex);
  run.parts = g_ptr_array_new_with_free_func (part_free);
  run.cancellable = g_cancellable_new ();
  run.progress = progress;
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

  if (cancellable != NULL)
    chain = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                   g_object_ref (run.cancellable), g_object_unref);
  done = run_models (&run, library, error);
  if (done)
    {
      bw_progress_begin_stage (progress, _("Comparing them"), SHARE_SCORES);
      done = score_models (self, &run, error);
    }
  g_cancellable_disconnect (cancellable, chain);
  if (!done)
    return NULL;
  self->seconds = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  return g_steal_pointer (&self);
}
