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

#define SHARE_NETS_FORECAST 0.05

/* What the LSTM begins with has to be made where the library keeps none: that takes as long as this part of
 * the whole. */
#define SHARE_START 0.45

/* What the parts share. */
typedef struct
{
  BwBacktestRun *run;
  BwForecastNet *start;        /* (nullable): what the nets begin with */
  GCancellable *cancellable;   /* of the parts: the first that fails ends the others */
  GMutex mutex;
  double done;                 /* of the stage, as it was told: guarded by the mutex */
  GPtrArray *parts;            /* (element-type Part) */
  GError *error;               /* of the part that failed first */
} Work;

/* One of the parts that go side by side. */
typedef struct
{
  Work *all;
  BwBacktestFit *fit;    /* (nullable): a net; %NULL for the rolling origins */
  double work;           /* its share of all */
  BwProgress *progress;
} Part;

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
  Work *all = data;
  double done = 0;

  for (guint i = 0; i < all->parts->len; i++)
    {
      const Part *part = g_ptr_array_index (all->parts, i);
      g_auto (BwProgressState) state = { 0 };

      bw_progress_get_state (part->progress, &state);
      done += part->work * MAX (state.fraction, 0);
    }

  /* Two parts may tell at a time, and the one that looked first come last: it never goes back. */
  g_mutex_lock (&all->mutex);
  all->done = MAX (all->done, done);
  bw_progress_update (all->run->progress, all->done);
  g_mutex_unlock (&all->mutex);
}

static void
add_part (Work          *all,
          BwBacktestFit *fit,
          double         work)
{
  Part *part = g_new0 (Part, 1);

  part->all = all;
  part->fit = fit;
  part->work = work;
  part->progress = bw_progress_new ();
  bw_progress_begin_stage (part->progress, NULL, 1);
  g_ptr_array_add (all->parts, part);
}

static void
on_cancelled (GCancellable *cancellable,
              GCancellable *of_parts)
{
  g_cancellable_cancel (of_parts);
}

/* The first failure is told, and ends the others. */
static void
fail (Work   *all,
      GError *error)
{
  g_mutex_lock (&all->mutex);
  if (all->error == NULL)
    all->error = error;
  else
    g_error_free (error);
  g_mutex_unlock (&all->mutex);
  g_cancellable_cancel (all->cancellable);
}

/* Does all parts with @work on threads. Returns: %FALSE with @error */
static gboolean
run_parts (Work    *all,
           GFunc    work,
           GError **error)
{
  double sum = 0;
  GThreadPool *pool = g_thread_pool_new (work, all, MAX_THREADS, FALSE, NULL);

  all->done = 0;
  for (guint i = 0; i < all->parts->len; i++)
    sum += ((Part *) g_ptr_array_index (all->parts, i))->work;
  for (guint i = 0; i < all->parts->len; i++)
    {
      Part *part = g_ptr_array_index (all->parts, i);

      part->work /= sum;
      bw_progress_set_notify (part->progress, on_part_progress, all);
    }
  for (guint i = 0; i < all->parts->len; i++)
    g_thread_pool_push (pool, g_ptr_array_index (all->parts, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  g_ptr_array_set_size (all->parts, 0);
  if (all->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&all->error));
  return FALSE;
}

static void
do_part (gpointer data,
         gpointer user_data)
{
  Part *part = data;
  Work *all = user_data;
  BwBacktestRun *run = all->run;
  BwBacktestFit *fit = part->fit;
  GError *error = NULL;

  if (fit == NULL)
    {
      run->targets = bw_rolling (run->series,
                                 run->from_ms - BW_ISSUE_ORIGIN_DAYS * BW_TIME_DAY, run->to_ms,
                                 run->options->stride_hours, part->progress, all->cancellable,
                                 &error);
    }
  else
    {
      BwForecastNetOptions options = {
        .preset = run->options->preset,
        .seed = run->options->seed,
        .start = all->start,
      };
      BwForecastNetStats stats;

      fit->net = bw_forecast_net_train (run->series, fit->at_ms, &options, &stats, NULL, 1,
                                        part->progress, all->cancellable, &error);

      /* The outcomes that its weights have not seen warm the bands up. */
      if (fit->net != NULL && fit->at_ms == run->from_ms)
        fit->first_ms = stats.validation_ms;

      /* Where its newest days are empty nothing tells when to stop: bw_backtest_drop_untrained(). */
      if (g_error_matches (error, BW_ERROR, BW_ERROR_TOO_FEW))
        g_clear_error (&error);
    }
  if (error != NULL)
    fail (all, error);
  else
    bw_progress_update (part->progress, 1);
}

static void
predict_part (gpointer data,
              gpointer user_data)
{
  Part *part = data;
  Work *all = user_data;
  BwBacktestRun *run = all->run;
  GError *error = NULL;

  if (!bw_verdict_make_bands (run->net_bands, part->fit->net, run->series, run->targets,
                              bw_verdict_first_issued (run->targets, part->fit->first_ms),
                              bw_verdict_first_issued (run->targets, part->fit->until_ms),
                              all->cancellable, &error))
    fail (all, error);
  else
    bw_progress_update (part->progress, 1);
}

gboolean
bw_backtest_drop_untrained (GArray *fits)
{
  for (guint i = fits->len; i > 1; i--)
    {
      const BwBacktestFit *fit = &g_array_index (fits, BwBacktestFit, i - 1);

      if (fit->net != NULL)
        continue;
      g_array_index (fits, BwBacktestFit, i - 2).until_ms = fit->until_ms;
      g_array_remove_index (fits, i - 1);
    }
  return fits->len > 0 && g_array_index (fits, BwBacktestFit, 0).net != NULL;
}

/* What the nets begin with. @left: what is left of the whole for the rest */
static gboolean
get_start (Work    *all,
           double  *left,
           GError **error)
{
  BwBacktestRun *run = all->run;
  g_autoptr (GError) local = NULL;

  *left = 1 - BW_BACKTEST_SHARE_READING - SHARE_NETS_FORECAST - BW_BACKTEST_SHARE_SCORES;
  if (run->fits == NULL || run->options->nets_from_zero
      || run->options->preset != BW_PRESET_DEFAULT)
    return TRUE;
  all->start = bw_forecast_start_read (run->library, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (all->start != NULL)
    return TRUE;
  *left -= SHARE_START;
  all->start = bw_forecast_start_get (run->library, FALSE, SHARE_START, run->progress, run->cancellable,
                                      error);
  return all->start != NULL;
}

static gboolean
do_all (Work    *all,
        GError **error)
{
  BwBacktestRun *run = all->run;
  double left;

  if (!get_start (all, &left, error))
    return FALSE;
  bw_progress_begin_stage (run->progress, _("Trying all models on days they had not seen"), left);
  add_part (all, NULL, ROLLING_WORK);
  for (guint i = 0; run->fits != NULL && i < run->fits->len; i++)
    add_part (all, &g_array_index (run->fits, BwBacktestFit, i), 1);
  if (!run_parts (all, do_part, error))
    return FALSE;
  if (run->fits != NULL && !bw_backtest_drop_untrained (run->fits))
    g_clear_pointer (&run->fits, g_array_unref);
  bw_progress_begin_stage (run->progress, _("Forecasting with the LSTM"), SHARE_NETS_FORECAST);
  if (run->fits == NULL)
    return TRUE;
  run->net_bands = g_new0 (BwBand, run->targets->len + 1);
  for (guint i = 0; i < run->fits->len; i++)
    add_part (all, &g_array_index (run->fits, BwBacktestFit, i), 1);
  return run_parts (all, predict_part, error);
}

gboolean
bw_backtest_run_models (BwBacktestRun  *run,
                        GError        **error)
{
  Work all = { .run = run };
  gulong chain = 0;
  gboolean done;

  all.cancellable = g_cancellable_new ();
  all.parts = g_ptr_array_new_with_free_func (part_free);
  g_mutex_init (&all.mutex);
  if (run->cancellable != NULL)
    chain = g_cancellable_connect (run->cancellable, G_CALLBACK (on_cancelled),
                                   g_object_ref (all.cancellable), g_object_unref);
  done = do_all (&all, error);
  g_cancellable_disconnect (run->cancellable, chain);
  g_clear_pointer (&all.start, bw_forecast_net_free);
  g_ptr_array_unref (all.parts);
  g_object_unref (all.cancellable);
  g_mutex_clear (&all.mutex);
  return done;
}
