/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-verdict.h"

#include "store/bw-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

gint64
bw_verdict_held_out_from (const BwSeries *series,
                          gint64          until_ms)
{
  guint end = bw_series_hours_before (series, until_ms);

  g_return_val_if_fail (end > 0, until_ms);

  return series->hours[(guint) ((1 - BW_VERDICT_HELD_OUT) * (end - 1))].start_ms;
}

guint
bw_verdict_first_issued (GArray *targets,
                         gint64  time_ms)
{
  guint i = 0;

  while (i < targets->len && g_array_index (targets, BwTarget, i).issued_ms < time_ms)
    i++;
  return i;
}

gboolean
bw_verdict_make_bands (BwBand          *bands,
                       BwForecastNet   *net,
                       const BwSeries  *series,
                       GArray          *targets,
                       guint            first,
                       guint            end,
                       GCancellable    *cancellable,
                       GError         **error)
{
  double z[BW_FORECAST_HOURS][3] = { 0 };
  gint64 issued_ms = G_MININT64;

  for (guint i = first; i < end; i++)
    {
      const BwTarget *target = &g_array_index (targets, BwTarget, i);
      const double *q = z[target->horizon - 1];

      if (target->issued_ms != issued_ms)
        {
          guint h = bw_series_hours_before (series, target->issued_ms);
          gint8 hour[BW_FORECAST_HOURS];

          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          for (guint k = 0; k < BW_FORECAST_HOURS; k++)
            hour[k] = series->hours[MIN (h + k, series->n_hours - 1)].hour;
          issued_ms = target->issued_ms;

          /* With too little to go by it expects a usual day. */
          if (!bw_forecast_net_predict (net, series, issued_ms, hour, z))
            memset (z, 0, sizeof z);
        }
      bands[i] = (BwBand){
        .issued_ms = target->issued_ms,
        .due_ms = target->due_ms,
        .horizon = target->horizon,
        .days = target->days,
        .low = q[0],
        .median = q[1],
        .high = q[2],
        .outcome = target->z,
      };
    }
  return TRUE;
}

void
bw_verdict_init_untried (BwVerdict *self,
                         BwPreset   preset)
{
  *self = (BwVerdict){ .rival = BW_RIVAL_AVERAGE };
  for (int b = 0; preset == BW_PRESET_TUTORIAL && b < BW_CONFORMAL_BLOCKS; b++)
    bw_conformal_population (b, &self->margins[b][0], &self->margins[b][1]);
}

gboolean
bw_verdict_try (BwVerdict       *self,
                BwForecastNet   *net,
                const BwSeries  *series,
                gint64           warm_ms,
                gint64           from_ms,
                gint64           until_ms,
                guint64          seed,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (GArray) targets = NULL;
  g_autoptr (BwConformal) conformal = bw_conformal_new ();
  g_autofree BwBand *bands = NULL, *median = NULL, *best = NULL;
  g_autofree double *loss = NULL, *rival_loss = NULL;
  g_autofree gint64 *issued_ms = NULL;
  guint warm, first, n;

  bw_verdict_init_untried (self, bw_forecast_net_get_preset (net));
  self->from_ms = from_ms;
  self->to_ms = until_ms;
  targets = bw_rolling (series, series->hours[0].start_ms, until_ms,
                        BW_ROLLING_STRIDE_HOURS, NULL, cancellable, error);
  if (targets == NULL)
    return FALSE;
  warm = bw_verdict_first_issued (targets, warm_ms);
  first = bw_verdict_first_issued (targets, from_ms);
  n = targets->len - first;
  if (n == 0)
    return TRUE;

  for (int r = 0; r < BW_N_RIVALS; r++)
    {
      g_autofree BwBand *rival = bw_issue_rival_bands (targets, (BwRival) r, NULL);

      self->rival_pinball[r] = bw_issue_pinball (targets, rival, first);
    }
  best = bw_issue_rival_bands (targets, self->rival, NULL);
  median = bw_issue_rival_bands (targets, BW_RIVAL_MEDIAN, NULL);

  bands = g_new0 (BwBand, targets->len);
  if (!bw_verdict_make_bands (bands, net, series, targets, warm, targets->len, cancellable,
                              error))
    return FALSE;
  bw_conformal_run (conformal, bands + warm, targets->len - warm);
  self->net_pinball = bw_issue_pinball (targets, bands, first);
  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    bw_conformal_margins (conformal, b, g_array_index (targets, BwTarget, targets->len - 1).days,
                          bw_forecast_net_get_preset (net) == BW_PRESET_DEFAULT,
                          &self->margins[b][0], &self->margins[b][1]);

  loss = g_new (double, n);
  rival_loss = g_new (double, n);
  issued_ms = g_new (gint64, n);
  for (guint i = 0; i < n; i++)
    {
      double spread = g_array_index (targets, BwTarget, first + i).spread;

      loss[i] = bw_band_pinball (&bands[first + i]) * spread;
      rival_loss[i] = bw_band_pinball (&best[first + i]) * spread;
      issued_ms[i] = bands[first + i].issued_ms;
    }
  bw_gate_compare (&self->vs_rival, loss, rival_loss, issued_ms, n, seed);
  bw_gate_track (&self->track, targets, bands, median, first);
  self->tried = isfinite (self->vs_rival.low) && isfinite (self->vs_rival.high);
  self->passes = self->tried && bw_gate_passes (&self->vs_rival);
  return TRUE;
}

static void
add_numbers (JsonBuilder  *builder,
             const char   *key,
             const double *values,
             guint         n)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_double_value (builder, values[i]);
  json_builder_end_array (builder);
}

JsonNode *
bw_verdict_to_json (const BwVerdict *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const BwDifference *d = &self->vs_rival;
  const BwTrackRecord *t = &self->track;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "tried");
  json_builder_add_boolean_value (builder, self->tried);
  if (self->imported)
    {
      json_builder_set_member_name (builder, "imported");
      json_builder_add_boolean_value (builder, TRUE);
    }
  json_builder_set_member_name (builder, "shown");
  json_builder_add_string_value (builder, self->passes ? "lstm" : bw_rival_get_id (self->rival));
  json_builder_set_member_name (builder, "rival");
  json_builder_add_string_value (builder, bw_rival_get_id (self->rival));
  if (self->tried)
    {
      json_builder_set_member_name (builder, "from_ms");
      json_builder_add_int_value (builder, self->from_ms);
      json_builder_set_member_name (builder, "to_ms");
      json_builder_add_int_value (builder, self->to_ms);
      json_builder_set_member_name (builder, "targets");
      json_builder_add_int_value (builder, d->n);
      add_numbers (builder, "vs_rival_percent", (double[]){ d->percent, d->low, d->high }, 3);
      json_builder_set_member_name (builder, "pinball");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "lstm");
      json_builder_add_double_value (builder, self->net_pinball);
      for (int r = 0; r < BW_N_RIVALS; r++)
        {
          json_builder_set_member_name (builder, bw_rival_get_id ((BwRival) r));
          json_builder_add_double_value (builder, self->rival_pinball[r]);
        }
      json_builder_end_object (builder);
      if (t->known)
        add_numbers (builder, "track",
                     (double[]){ t->n_hours, t->coverage80, t->skill_percent, t->skill_low,
                                 t->skill_high },
                     5);
    }
  add_numbers (builder, "margins", &self->margins[0][0], 2 * BW_CONFORMAL_BLOCKS);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static gboolean
get_numbers (JsonObject *object,
             const char *key,
             guint       n,
             double     *values)
{
  return bw_member_get_doubles (object, key, n, -G_MAXDOUBLE, G_MAXDOUBLE, values);
}

gboolean
bw_verdict_from_json (BwVerdict  *self,
                      JsonObject *object)
{
  double numbers[5];

  *self = (BwVerdict){ 0 };
  if (!bw_rival_from_id (bw_member_get_string (object, "rival"), &self->rival)
      || !get_numbers (object, "margins", 2 * BW_CONFORMAL_BLOCKS, &self->margins[0][0]))
    return FALSE;
  self->tried = get_numbers (object, "vs_rival_percent", 3, numbers)
                && self->rival == BW_RIVAL_AVERAGE;
  bw_member_get_boolean (object, "imported", &self->imported);
  self->passes = self->tried && g_strcmp0 (bw_member_get_string (object, "shown"), "lstm") == 0;
  if (self->tried)
    {
      self->vs_rival.percent = numbers[0];
      self->vs_rival.low = numbers[1];
      self->vs_rival.high = numbers[2];
    }
  if (get_numbers (object, "track", 5, numbers))
    self->track = (BwTrackRecord){
      .known = TRUE,
      .n_hours = (guint) CLAMP (numbers[0], 0, 1e9),
      .coverage80 = numbers[1],
      .skill_percent = numbers[2],
      .skill_low = numbers[3],
      .skill_high = numbers[4],
    };
  return TRUE;
}

char *
bw_verdict_get_text (const BwVerdict *self)
{
  const BwDifference *d = &self->vs_rival;
  GString *text;

  if (self->rival != BW_RIVAL_AVERAGE)
    return g_strdup (_("The LSTM was trained by an earlier version, which did not try it against "
                       "the average of three plain forecasts; train it again to have it tried."));
  if (self->imported)
    return g_strdup (_("The LSTM came out of a file and was not tried on days it had not seen. A "
                       "plain forecast is shown; train one on your own days to have it tried."));
  if (!self->tried)
    return g_strdup (_("The LSTM could not be tried on days it had not seen: there are too few. A "
                       "plain forecast is shown."));
  text = g_string_new (NULL);
  if (self->passes)
    g_string_printf (
        text,
        /* Translators: “loss” is how far a forecast was off; percents and an interval */
        _("On days it had not seen, the LSTM did better than the average of three plain forecasts, so "
          "it is preferred: its loss was %.1f %% lower (95 %% interval %.1f to %.1f %%)."),
        -d->percent, -d->high, -d->low);
  else if (d->low > 0)
    g_string_printf (
        text,
        /* Translators: “loss” is how far a forecast was off; percents and an interval */
        _("On days it had not seen, the LSTM did worse than the average of three plain forecasts, so "
          "the average is preferred: the LSTM’s loss was %.1f %% higher (95 %% interval %.1f to %.1f %%)."),
        d->percent, d->low, d->high);
  else
    g_string_printf (
        text,
        /* Translators: “loss” is how far a forecast was off; percents with their sign, and an interval */
        _("On days it had not seen, the LSTM did not do clearly better than the average of three "
          "plain forecasts, so the average is preferred: the LSTM’s loss was %+.1f %% against it (95 %% "
          "interval %+.1f to %+.1f %%)."),
        d->percent, d->low, d->high);
  /* A figure and its sign stay on one line, and minus is one. */
  g_string_replace (text, " %", "\302\240%", 0);
  g_string_replace (text, " -", " −", 0);
  return g_string_free (text, FALSE);
}
