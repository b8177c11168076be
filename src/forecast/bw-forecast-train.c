/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-private.h"

#include "base/bw-error.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-start.h"
#include "store/bw-member.h"
#include "store/bw-models.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of the whole, as progress. */
#define SHARE_READ 0.05
#define SHARE_START 0.6

/* Trains a net on what is before the held-out part and tries it there. Too few data for that are no
 * error: the verdict then says that it was not tried. */
static gboolean
judge (BwVerdict                   *verdict,
       const BwForecastData        *data,
       const BwForecastNetOptions  *options,
       double                       share,
       BwProgress                  *progress,
       GCancellable                *cancellable,
       GError                     **error)
{
  gint64 from_ms = bw_verdict_held_out_from (data->series, data->at_ms);
  g_autoptr (GError) local = NULL;
  g_autoptr (BwForecastNet) net = NULL;
  BwForecastNetStats stats;

  bw_verdict_init_untried (verdict, options->preset);
  net = bw_forecast_net_train (data->series, from_ms, options, &stats,
                               _("Training on the earlier days"), 0.8 * share, progress,
                               cancellable, &local);
  if (net == NULL)
    {
      if (g_error_matches (local, BW_ERROR, BW_ERROR_TOO_FEW))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  bw_progress_begin_stage (progress, _("Trying it on the days after"), 0.2 * share);
  return bw_verdict_try (verdict, net, data->series, stats.validation_ms, from_ms, data->at_ms,
                         options->seed, cancellable, error);
}

static gboolean
store_model (BwLibrary   *library,
             BwModelRow  *row,
             GError     **error)
{
  if (!bw_library_begin (library, error))
    return FALSE;
  if (!bw_library_add_model (library, row, error) || !bw_library_commit (library, error))
    {
      bw_library_rollback (library);
      return FALSE;
    }
  return TRUE;
}

/* The start of the default preset, read or made; none for the tutorial's and where none is wanted.
 * @share: (out): of the stage that making it was */
static gboolean
get_start (BwForecastNet        **start,
           double                *share,
           BwLibrary             *library,
           const BwTrainOptions  *options,
           BwProgress            *progress,
           GCancellable          *cancellable,
           GError               **error)
{
  g_autoptr (GError) local = NULL;

  *start = NULL;
  *share = 0;
  if (options->preset != BW_PRESET_DEFAULT || options->from_chance)
    return TRUE;
  *start = bw_forecast_start_read (library, &local);
  if (*start == NULL && local == NULL)
    {
      *share = SHARE_START;
      *start = bw_forecast_start_get (library, TRUE, *share, progress, cancellable, &local);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return *start != NULL;
}

static BwTrainResult *
make_result (const BwModelRow          *row,
             const BwForecastData      *data,
             const BwForecastNetStats  *stats,
             const BwVerdict           *verdict)
{
  BwTrainResult *result = g_new0 (BwTrainResult, 1);

  result->model_id = row->id;
  result->measure = data->hourly->measure;
  result->parameters = stats->parameters;
  result->hours_used = stats->hours_used;
  result->epochs = stats->epochs;
  result->best_epoch = stats->best_epoch;
  result->train_loss = stats->train_loss;
  result->validation_loss = stats->validation_loss;
  result->from_ms = row->from_ms;
  result->to_ms = row->to_ms;
  result->seed = row->seed;
  result->fingerprint = g_strdup (row->fingerprint);
  result->configuration = g_strdup (row->configuration);
  result->metrics = g_strdup (row->metrics);
  result->notes = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (result->notes, bw_verdict_get_text (verdict));
  if (stats->best_epoch == 0)
    g_ptr_array_add (result->notes,
                     g_strdup (_("The network stayed as simulated people taught it: your own readings "
                                 "made it no better on your newest days.")));
  return result;
}

BwTrainResult *
bw_forecast_train (BwLibrary             *library,
                   const BwTrainOptions  *options,
                   BwProgress            *progress,
                   GCancellable          *cancellable,
                   GError               **error)
{
  gint64 began_us = g_get_monotonic_time ();
  g_auto (BwForecastData) data = { 0 };
  g_autoptr (BwForecastNet) net = NULL;
  g_autoptr (BwForecastNet) start = NULL;
  g_autoptr (BwModelRow) row = NULL;
  g_autofree char *start_fingerprint = NULL;
  BwTrainResult *result;
  BwForecastNetOptions net_options;
  BwForecastNetStats stats;
  BwVerdict verdict;
  double share;

  g_return_val_if_fail (library != NULL, NULL);
  g_return_val_if_fail (options != NULL, NULL);

  bw_progress_begin_stage (progress, _("Reading your data"), SHARE_READ);
  if (!bw_forecast_data_load (&data, library, options->measure, options->until_ms,
                              BW_FORECAST_TRAIN_DAYS, cancellable, error))
    return NULL;

  /* Too few data are found before the start is paid for. */
  if (!bw_forecast_net_check (data.series, data.at_ms, error)
      || !get_start (&start, &share, library, options, progress, cancellable, error))
    return NULL;
  share = (1 - SHARE_READ - share) / 2;
  net_options = (BwForecastNetOptions){
    .preset = options->preset,
    .seed = options->seed,
    .max_epochs = options->max_epochs,
    .start = start,
  };
  net = bw_forecast_net_train (data.series, data.at_ms, &net_options, &stats,
                               _("Training on all days"), share, progress, cancellable, error);
  if (net == NULL
      || !judge (&verdict, &data, &net_options, share, progress, cancellable, error))
    return NULL;

  row = bw_model_row_new ();
  row->kind = g_strconcat (BW_FORECAST_RECORD_KIND, bw_preset_get_id (options->preset), NULL);
  row->trained_ms = row->to_ms = data.at_ms;
  row->from_ms = g_array_index (data.hourly->hours, BwHour, 0).start_ms;
  row->seed = options->seed;
  row->fingerprint = bw_forecast_data_get_fingerprint (&data);
  start_fingerprint = start != NULL ? bw_forecast_start_get_fingerprint () : NULL;
  row->configuration = bw_forecast_record_configuration (net, data.hourly->measure,
                                                         options->max_epochs, start_fingerprint,
                                                         FALSE);
  row->metrics = bw_forecast_record_metrics (&stats, &verdict);
  row->weights = bw_forecast_net_save (net);
  if (!store_model (library, row, error))
    return NULL;
  result = make_result (row, &data, &stats, &verdict);
  result->preset = options->preset;
  result->seconds = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  return result;
}

gboolean
bw_forecast_find_net (BwLibrary             *library,
                      const BwForecastData  *data,
                      BwIssueNet            *net,
                      BwVerdict             *verdict,
                      gboolean              *found,
                      GError               **error)
{
  g_autoptr (BwModelRow) row = NULL;
  g_autoptr (BwForecastNet) weights = NULL;
  gint64 start_ms[BW_FORECAST_HOURS];
  gint8 hour[BW_FORECAST_HOURS];
  BwPreset preset;

  *found = FALSE;
  if (!bw_forecast_record_find (library, data->hourly->measure, data->at_ms, &row, &preset, error))
    return FALSE;
  if (row == NULL)
    return TRUE;
  weights = bw_forecast_record_open (row, preset, verdict, error);
  if (weights == NULL)
    return FALSE;

  bw_issue_hours (data->hourly->zone, data->at_ms, start_ms, hour);
  if (!bw_forecast_net_predict (weights, data->series, data->at_ms, hour, net->z))
    return TRUE;
  net->model_id = row->id;
  memcpy (net->margins, verdict->margins, sizeof net->margins);
  net->track = verdict->track;
  *found = TRUE;
  return TRUE;
}
