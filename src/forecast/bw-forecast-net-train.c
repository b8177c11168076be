/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-net-private.h"

#include "base/bw-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define VALIDATION_SHARE 0.15
#define BATCH_CHUNKS 16
#define BATCH_WINDOWS 64
#define DEFAULT_SEEDS 3

/* How far a training goes. From a start the way is short: its epochs are a quarter of the chunks,
 * which overlap seven times, so that the best moment is not stepped over. */
typedef struct
{
  double learning_rate;
  guint epochs, patience;
  guint typical;          /* epochs that most trainings take */
  guint part;             /* an epoch sees one of so many samples */
} Plan;

static const Plan plan_tutorial = { 1e-3, 60, 8, 24, 1 };
static const Plan plan_default = { 1e-3, 60, 8, 24, 1 };
static const Plan plan_started = { 3e-4, 100, 12, 14, 4 };

/* How far apart the chunks of the training part begin; those of the validation part do not
 * overlap. */
#define TRAIN_STRIDE 24

/* A net learns nothing from less. */
#define MIN_DAYS 30
#define MIN_OBSERVED_HOURS 150
#define MIN_WINDOWS 100

typedef struct
{
  BwNetChunks *train, *validation;
} DefaultData;

static void
fill_default (gpointer     data,
              gboolean     validation,
              const guint *samples,
              guint        n,
              float       *x,
              float       *target,
              float       *mask)
{
  const DefaultData *all = data;
  const BwNetChunks *chunks = validation ? all->validation : all->train;

  for (guint i = 0; i < n; i++)
    bw_net_chunks_copy (chunks, samples[i], i, x, target, mask);
}

/* What is told of one member of several. */
typedef struct
{
  BwProgress *progress;
  guint member, n_members, max_epochs, patience, typical;
  double fraction;         /* of this member */
} Tell;

/* The end is where most trainings stop, or later where this one would if nothing more were gained.
 * It may move away: each epoch takes its part of what is left, so the fraction never goes back. */
static void
on_epoch (gpointer data,
          guint    epoch,
          guint    best_epoch,
          double   validation_loss)
{
  Tell *tell = data;
  guint end = MIN (tell->max_epochs, MAX (best_epoch + tell->patience, tell->typical));
  g_autofree char *detail = NULL;

  if (tell->progress == NULL)
    return;
  tell->fraction += (1 - tell->fraction) / (MAX (end, epoch) - epoch + 1);
  bw_progress_update (tell->progress, (tell->member + tell->fraction) / tell->n_members);
  detail = tell->n_members > 1
               ? g_strdup_printf (_("Network %u of %u, epoch %u of at most %u, loss %.4f"),
                                  tell->member + 1, tell->n_members, epoch, tell->max_epochs,
                                  validation_loss)
               : g_strdup_printf (_("Epoch %u of at most %u, loss %.4f"), epoch, tell->max_epochs,
                                  validation_loss);
  bw_progress_set_detail (tell->progress, detail);
}

/* Trains one member after the other; each uses all threads. */
static gboolean
fit_members (BwForecastNet               *net,
             const BwNetSamples          *samples,
             const BwForecastNetOptions  *options,
             const BwNetFit              *like,
             guint                        typical,
             BwForecastNetStats          *stats,
             BwProgress                  *progress,
             GCancellable                *cancellable,
             GError                     **error)
{
  g_autoptr (BwPool) pool = bw_pool_new (0);

  stats->parameters = bw_forecast_net_count (net);
  stats->n_members = net->n_members;
  for (guint m = 0; m < net->n_members; m++)
    {
      BwNetMemberStats *member = &stats->members[m];
      BwNetFit how = *like;
      Tell tell = { progress,     m,       net->n_members, how.max_epochs,
                    how.patience, typical, 0 };

      /* Another number for each, and the only one's as it always was. */
      how.seed = options->seed + (guint64) m * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      if (!bw_forecast_net_fit (net, m, samples, &how, member, on_epoch, &tell, pool, cancellable,
                                error))
        return FALSE;
      stats->epochs = MAX (stats->epochs, member->epochs);
      stats->best_epoch = MAX (stats->best_epoch, member->best_epoch);
      stats->train_loss
          += (double) member->train_loss[MAX (member->best_epoch, 1) - 1] / net->n_members;
      stats->validation_loss
          += (double) (member->best_epoch > 0 ? member->validation_loss[member->best_epoch - 1]
                                              : member->start_loss)
             / net->n_members;
    }
  return TRUE;
}

static BwForecastNet *
train_default (const BwSeries              *series,
               guint                        end,
               guint                        split,
               const BwForecastNetOptions  *options,
               BwForecastNetStats          *stats,
               BwProgress                  *progress,
               GCancellable                *cancellable,
               GError                     **error)
{
  const BwForecastNet *start = options->start;
  const Plan *plan = start != NULL ? &plan_started : &plan_default;
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (
      BW_PRESET_DEFAULT, start != NULL ? start->lstm.n_hidden : options->n_hidden,
      start != NULL ? start->lstm.n_layers : options->n_layers,
      options->n_seeds > 0 ? MIN (options->n_seeds, BW_NET_MAX_MEMBERS) : DEFAULT_SEEDS);
  g_autoptr (BwNetChunks) train = bw_net_chunks_new ();
  g_autoptr (BwNetChunks) validation = bw_net_chunks_new ();
  DefaultData data = { train, validation };
  BwNetSamples samples = {
    .batch = BATCH_CHUNKS,
    .steps = BW_NET_CHUNK,
    .from = BW_NET_BACK - 1,
    .n_targets = BW_NET_OUTPUTS,
    .data = &data,
    .fill = fill_default,
  };
  const BwNetFit how = {
    .max_epochs = options->max_epochs > 0 ? options->max_epochs : plan->epochs,
    .patience = plan->patience,
    .learning_rate = plan->learning_rate,
    .started = start != NULL,
    .blind = options->blind,
  };

  for (guint m = 0; start != NULL && m < net->n_members; m++)
    memcpy (net->values[m], start->values[m % start->n_members],
            net->params->length * sizeof (float));
  bw_feature_scale_fit (&net->scale, series, 0, split);
  for (guint middle = 1; middle < split; middle += TRAIN_STRIDE)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      bw_net_chunks_add (train, series, &net->scale, middle, 0, split);
    }
  for (guint middle = split; middle < end; middle += BW_NET_HALF)
    bw_net_chunks_add (validation, series, &net->scale, middle, split, end);
  samples.n_train = train->n;
  samples.n_epoch = (train->n + plan->part - 1) / plan->part;
  samples.n_validation = validation->n;
  if (train->n == 0 || validation->n == 0)
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, "");
      return NULL;
    }
  if (!fit_members (net, &samples, options, &how, plan->typical, stats, progress, cancellable,
                    error))
    return NULL;
  return g_steal_pointer (&net);
}

typedef struct
{
  const float *scaled;  /* the observed hours in a row */
  guint n_train;        /* windows */
} TutorialData;

static void
fill_tutorial (gpointer     data,
               gboolean     validation,
               const guint *samples,
               guint        n,
               float       *x,
               float       *target,
               float       *mask)
{
  const TutorialData *all = data;

  for (guint i = 0; i < n; i++)
    {
      guint at = samples[i] + (validation ? all->n_train : 0);

      memcpy (x + i * BW_NET_TUTORIAL_BACK, all->scaled + at, BW_NET_TUTORIAL_BACK * sizeof *x);
      target[i] = all->scaled[at + BW_NET_TUTORIAL_BACK];
      mask[i] = 1;
    }
}

static BwForecastNet *
train_tutorial (const BwSeries              *series,
                guint                        end,
                guint                        split,
                const BwForecastNetOptions  *options,
                BwForecastNetStats          *stats,
                BwProgress                  *progress,
                GCancellable                *cancellable,
                GError                     **error)
{
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_TUTORIAL, options->n_hidden,
                                                       options->n_layers, 1);
  g_autofree float *scaled = g_new (float, end);
  guint n = 0, before_split = 0;
  TutorialData data = { scaled, 0 };
  BwNetSamples samples = {
    .batch = BATCH_WINDOWS,
    .steps = BW_NET_TUTORIAL_BACK,
    .from = BW_NET_TUTORIAL_BACK - 1,
    .n_targets = 1,
    .data = &data,
    .fill = fill_tutorial,
  };
  const BwNetFit how = {
    .max_epochs = options->max_epochs > 0 ? options->max_epochs : plan_tutorial.epochs,
    .patience = plan_tutorial.patience,
    .learning_rate = plan_tutorial.learning_rate,
  };

  net->ms_min = INFINITY;
  net->ms_max = -INFINITY;
  for (guint i = 0; i < end; i++)
    {
      float ms = (float) series->hours[i].mean_ms;

      if (series->hours[i].n == 0)
        continue;
      net->ms_min = MIN (net->ms_min, ms);
      net->ms_max = MAX (net->ms_max, ms);
      before_split += i < split;
      scaled[n++] = ms;
    }
  if (before_split < BW_NET_TUTORIAL_BACK + MIN_WINDOWS || n == before_split
      || !(net->ms_max > net->ms_min))
    {
      g_set_error_literal (error, BW_ERROR, BW_ERROR_TOO_FEW, "");
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    scaled[i] = (scaled[i] - net->ms_min) / (net->ms_max - net->ms_min);

  data.n_train = samples.n_train = samples.n_epoch = before_split - BW_NET_TUTORIAL_BACK;
  samples.n_validation = n - before_split;
  if (!fit_members (net, &samples, options, &how, plan_tutorial.typical, stats, progress, cancellable,
                    error))
    return NULL;
  return g_steal_pointer (&net);
}

static void
count_data (const BwSeries *series,
            gint64          until_ms,
            guint          *hours,
            guint          *days)
{
  gint64 day = G_MININT64;

  *hours = *days = 0;
  for (guint i = 0; i < series->n_observations; i++)
    {
      const BwObservation *o = &series->observations[i];

      if (o->time_ms >= until_ms)
        break;
      (*hours)++;
      *days += o->day != day;
      day = o->day;
    }
}

gboolean
bw_forecast_net_can_train (const BwSeries *series,
                           gint64          until_ms)
{
  guint hours, days;

  count_data (series, until_ms, &hours, &days);
  return days >= MIN_DAYS && hours >= MIN_OBSERVED_HOURS;
}

guint
bw_forecast_net_count_days (const BwSeries *series,
                            gint64          until_ms)
{
  guint hours, days;

  count_data (series, until_ms, &hours, &days);
  return days;
}

static gboolean
fail_too_few (const BwSeries  *series,
              gint64           until_ms,
              GError         **error)
{
  guint hours, days;

  count_data (series, until_ms, &hours, &days);
  if (hours >= MIN_OBSERVED_HOURS && days >= MIN_DAYS)
    g_set_error_literal (
        error, BW_ERROR, BW_ERROR_TOO_FEW,
        _("There are too few readings to train on where they are needed: the newest days, which tell "
          "when to stop, or those before them have hardly any. Until then the forecast uses a plain "
          "model."));
  else
    g_set_error (error, BW_ERROR, BW_ERROR_TOO_FEW,
                 _("There are too few readings to train on: %u hours on %u days, and it takes %d on "
                   "%d; until then the forecast uses a plain model."),
                 hours, days, MIN_OBSERVED_HOURS, MIN_DAYS);
  return FALSE;
}

gboolean
bw_forecast_net_check (const BwSeries  *series,
                       gint64           until_ms,
                       GError         **error)
{
  return bw_forecast_net_can_train (series, until_ms) || fail_too_few (series, until_ms, error);
}

BwForecastNet *
bw_forecast_net_train (const BwSeries              *series,
                       gint64                       until_ms,
                       const BwForecastNetOptions  *options,
                       BwForecastNetStats          *stats,
                       const char                  *stage,
                       double                       share,
                       BwProgress                  *progress,
                       GCancellable                *cancellable,
                       GError                     **error)
{
  guint end = bw_series_hours_before (series, until_ms), split, days;
  g_autoptr (GError) local = NULL;
  BwForecastNet *net = NULL;

  *stats = (BwForecastNetStats){ 0 };
  if (stage != NULL)
    bw_progress_begin_stage (progress, stage, share);
  count_data (series, until_ms, &stats->hours_used, &days);
  split = end - (guint) (VALIDATION_SHARE * end);
  if (bw_forecast_net_can_train (series, until_ms) && split < end)
    {
      stats->validation_ms = series->hours[split].start_ms;
      if (options->preset == BW_PRESET_TUTORIAL)
        net = train_tutorial (series, end, split, options, stats, progress, cancellable, &local);
      else
        net = train_default (series, end, split, options, stats, progress, cancellable, &local);
    }
  else
    g_set_error_literal (&local, BW_ERROR, BW_ERROR_TOO_FEW, "");

  if (g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
    fail_too_few (series, until_ms, error);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return net;
}
