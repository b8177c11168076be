/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-private.h"

#include "store/bw-forecasts.h"

#include <glib/gi18n-lib.h>

/* With fewer days of one's own a net is worse than simple rivals more often than not. */
#define OFFER_NET_DAYS 60

gboolean
bw_forecast_store (BwLibrary         *library,
                   const BwForecast  *forecast,
                   GError           **error)
{
  g_autoptr (JsonNode) node = bw_forecast_to_json (forecast);
  g_autoptr (BwForecastRow) row = bw_forecast_row_new ();

  row->issued_ms = forecast->issued_ms;
  row->model = g_strdup (forecast->model);
  row->model_id = forecast->model_id;
  row->measure = g_strdup (bw_measure_get_id (forecast->measure));
  row->json = json_to_string (node, FALSE);
  row->score_version = (int) forecast->score_version;
  if (!bw_library_begin (library, error))
    return FALSE;
  if (!bw_library_add_forecast (library, row, error) || !bw_library_commit (library, error))
    {
      bw_library_rollback (library);
      return FALSE;
    }
  return TRUE;
}

/* Why there is no LSTM, and what there is. */
static char *
get_no_net_text (const BwSeries   *series,
                 const BwForecast *forecast)
{
  gboolean can_train = bw_forecast_net_can_train (series, G_MAXINT64);

  if (g_str_equal (forecast->model, "average"))
    return g_strdup (can_train ? _("No LSTM was trained on these data yet, so this is the average of "
                                   "three plain forecasts: your usual day, your recent level and a "
                                   "linear rule on your last days.")
                               : _("There are too few readings to train an LSTM on, so this is the "
                                   "average of three plain forecasts: your usual day, your recent "
                                   "level and a linear rule on your last days."));
  return g_strdup (can_train
                     ? _("No LSTM was trained on these data yet, so this is a plain forecast.")
                     : _("There are too few readings to train an LSTM on, so this is a plain "
                         "forecast."));
}

BwForecast *
bw_forecast_make (BwLibrary       *library,
                  BwForecastData  *data,
                  const char      *model,
                  BwIssue         *issue,
                  BwProgress      *progress,
                  GCancellable    *cancellable,
                  GError         **error)
{
  const BwScoreWeights weights = bw_score_weights_read (library);
  BwIssueOptions options = { .model = model, .weights = &weights };
  g_autoptr (BwForecast) forecast = NULL;
  BwIssueNet net;
  BwVerdict verdict;
  gboolean found, short_of_days;
  guint days;

  bw_progress_begin_stage (progress, _("Making the forecast"), 0.5);
  if (!bw_forecast_find_net (library, data, &net, &verdict, &found, error))
    return NULL;
  days = found ? bw_forecast_net_count_days (data->series, data->at_ms) : 0;
  short_of_days = found && days < OFFER_NET_DAYS && !verdict.passes;
  if (found && (!short_of_days || !g_str_equal (model, "best")))
    {
      options.net = &net;
      options.net_wins = verdict.passes;
    }
  forecast = bw_issue (data->series, data->at_ms, &options, issue, cancellable, error);
  if (forecast == NULL)
    return NULL;
  g_ptr_array_add (forecast->notes, found ? bw_verdict_get_text (&verdict)
                                          : get_no_net_text (data->series, forecast));
  if (short_of_days)
    g_ptr_array_add (
        forecast->notes,
        /* Translators: days with readings; %d is always 60. */
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                      "The LSTM has %u day of your own to go by; under %d it is "
                                      "left out of the chart unless it wins.",
                                      "The LSTM has %u days of your own to go by; under %d it is "
                                      "left out of the chart unless it wins.",
                                      days),
                         days, OFFER_NET_DAYS));
  return g_steal_pointer (&forecast);
}

BwForecast *
bw_forecast_run (BwLibrary     *library,
                 BwMeasure      measure,
                 gint64         at_ms,
                 const char    *model,
                 gboolean       store,
                 BwProgress    *progress,
                 GCancellable  *cancellable,
                 GError       **error)
{
  g_auto (BwForecastData) data = { 0 };
  g_autoptr (BwForecast) forecast = NULL;

  g_return_val_if_fail (library != NULL, NULL);
  g_return_val_if_fail (model != NULL, NULL);

  bw_progress_begin_stage (progress, _("Reading your data"), 0.5);
  if (!bw_forecast_data_load (&data, library, measure, at_ms, BW_FORECAST_RUN_DAYS, cancellable,
                              error))
    return NULL;
  forecast = bw_forecast_make (library, &data, model, NULL, progress, cancellable, error);
  if (forecast == NULL || (store && !bw_forecast_store (library, forecast, error)))
    return NULL;
  return g_steal_pointer (&forecast);
}
